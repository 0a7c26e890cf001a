package dev.tracewright.engine.emit;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.CD_int;

import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.InterpreterLoop;
import dev.tracewright.isa.Opcode;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/// Emits an [InterpreterLoop] that is one method with one `switch` over the kinds of decoded words.
///
/// HotSpot does not compile methods of more than 8,000 bytes, so only as many opcodes as fit have a
/// case of their own; the others are executed by a second switch in a method of its own.
public final class SwitchEmitter {
    /// The largest method that HotSpot compiles, in bytes (`HugeMethodLimit`).
    public static final int LARGEST_METHOD = 8000;

    private static final int WORDS = WordOperands.FIRST_FREE + 2;
    private static final int REMAINING = WORDS + 1;
    private static final int UNDISPATCHED = REMAINING + 1;
    private static final int LENGTH = UNDISPATCHED + 1;

    private final ClassDesc self;
    private final Recording recording;
    private final List<Opcode> inline;
    private final List<Opcode> outlined;
    private final List<FusedCase> fused;

    /// @param inline the opcodes that get a case in the loop; the other straight ones are outlined
    /// @param fused the sequences that get a case
    public SwitchEmitter(Recording recording, List<Opcode> inline, List<FusedCase> fused) {
        this("SwitchLoop", recording, inline, fused);
    }

    private SwitchEmitter(
            String name, Recording recording, List<Opcode> inline, List<FusedCase> fused) {
        self = ClassDesc.of(SwitchEmitter.class.getPackageName(), name);
        this.recording = recording;
        this.inline = List.copyOf(inline);
        this.fused = List.copyOf(fused);
        outlined = new ArrayList<>(OpcodeSets.decoded());
        outlined.removeAll(inline);
    }

    /// The emitter for as many of the sequences, in their order, as fit into a method that HotSpot
    /// compiles, and then for as many of the opcodes, in their order. Those that only the loop can
    /// execute always have a case.
    public static SwitchEmitter fitting(
            Recording recording, List<Opcode> inline, List<FusedCase> fused) {
        var needed = new ArrayList<>(inline);
        needed.removeIf(opcode -> !OpcodeSets.needsLoop(opcode));
        var others = new ArrayList<>(inline);
        others.removeAll(needed);
        int cases = most(fused.size(), n -> fits(recording, needed, fused.subList(0, n)));
        List<FusedCase> chosen = fused.subList(0, cases);
        int opcodes = most(others.size(), n -> fits(recording, joined(needed, others, n), chosen));
        return new SwitchEmitter(recording, joined(needed, others, opcodes), chosen);
    }

    // In the order of the table, which decides the order of the cases.
    private static List<Opcode> joined(List<Opcode> needed, List<Opcode> others, int count) {
        return Stream.concat(needed.stream(), others.stream().limit(count)).sorted().toList();
    }

    private static boolean fits(Recording recording, List<Opcode> inline, List<FusedCase> fused) {
        byte[] classFile = new SwitchEmitter(recording, inline, fused).bytes();
        return HiddenClasses.longestMethod(classFile) <= LARGEST_METHOD;
    }

    // The largest number up to a bound for which a condition holds; it holds for all smaller ones.
    private static int most(int bound, IntPredicate condition) {
        int low = 0;
        int high = bound;
        for (int middle = bound; low < high; middle = low + high + 1 >>> 1) {
            if (condition.test(middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// The same for a class of this simple name in this package.
    SwitchEmitter named(String name) {
        return new SwitchEmitter(name, recording, inline, fused);
    }

    /// The sequences that have a case.
    public List<FusedCase> fused() {
        return fused;
    }

    /// Emits the class and makes its instance.
    public InterpreterLoop define() {
        return HiddenClasses.instantiate(bytes(), InterpreterLoop.class);
    }

    /// The class file.
    public byte[] bytes() {
        return ClassFile.of()
                .build(
                        self,
                        type -> {
                            type.withFlags(ACC_PUBLIC | ACC_FINAL);
                            type.withInterfaceSymbols(Types.describe(InterpreterLoop.class));
                            HiddenClasses.constructor(type);
                            type.withMethodBody(
                                    "run", Types.STATE_TO_INT, ACC_PUBLIC | ACC_FINAL, this::loop);
                            otherMethods(type);
                        });
    }

    private void loop(CodeBuilder code) {
        Label top = code.newLabel();
        Label begin = code.newLabel();
        Label end = code.newLabel();
        Label spent = code.newLabel();
        Label stopped = code.newLabel();
        Label left = code.newLabel();
        Label single = code.newLabel();
        Label fusedExit = code.newLabel();
        prologue(code);
        code.labelBinding(top);
        code.iload(REMAINING).ifle(spent);
        code.iinc(REMAINING, -1);
        fetch(code);
        advance(code);
        code.labelBinding(begin);
        code.iload(WordOperands.LOW).loadConstant(DecodedWord.KIND_MASK).iand();
        cases(code, new Exits(top, left, stopped, single, fusedExit));
        code.labelBinding(end);

        code.labelBinding(stopped);
        undo(code);
        finish(code, InterpreterLoop.STOPPED);
        code.labelBinding(single);
        undo(code);
        finish(code, InterpreterLoop.SINGLE);
        code.labelBinding(fusedExit);
        afterFusedExit(code, left);
        code.labelBinding(left);
        finish(code, InterpreterLoop.LEFT);
        code.labelBinding(spent);
        finish(code, InterpreterLoop.SPENT);
        Label handler = code.newBoundLabel();
        undo(code);
        save(code);
        code.athrow();
        code.exceptionCatchAll(begin, end, handler);
    }

    private static void prologue(CodeBuilder code) {
        WordOperands.loadInvariants(code);
        code.aload(WordOperands.STATE).getfield(Types.STATE, "region", Types.REGION);
        code.getfield(Types.REGION, "words", Types.LONG_ARRAY).astore(WORDS);
        code.aload(WordOperands.STATE).getfield(Types.STATE, "parcel", CD_int);
        code.istore(WordOperands.PARCEL);
        code.aload(WordOperands.STATE).getfield(Types.STATE, "remaining", CD_int).istore(REMAINING);
        code.iconst_0().istore(UNDISPATCHED);
        code.lconst_0().lstore(WordOperands.WORD);
        code.iconst_0().istore(WordOperands.LOW);
    }

    private static void fetch(CodeBuilder code) {
        code.aload(WORDS).iload(WordOperands.PARCEL).laload();
        code.dup2().lstore(WordOperands.WORD).l2i().istore(WordOperands.LOW);
    }

    private static void advance(CodeBuilder code) {
        code.iload(WordOperands.PARCEL).iconst_1().iadd();
        lengthBit(code);
        code.iadd().istore(WordOperands.PARCEL);
    }

    private static void lengthBit(CodeBuilder code) {
        code.iload(WordOperands.LOW).bipush(DecodedWord.LENGTH_SHIFT).iushr().iconst_1().iand();
    }

    /// Goes back to before the instruction.
    private static void undo(CodeBuilder code) {
        code.iload(WordOperands.PARCEL).iconst_1().isub();
        lengthBit(code);
        code.isub().istore(WordOperands.PARCEL);
        code.iinc(REMAINING, 1);
    }

    private static void save(CodeBuilder code) {
        code.aload(WordOperands.STATE).iload(WordOperands.PARCEL);
        code.putfield(Types.STATE, "parcel", CD_int);
        code.aload(WordOperands.STATE).iload(REMAINING).putfield(Types.STATE, "remaining", CD_int);
        code.aload(WordOperands.STATE).iload(UNDISPATCHED);
        code.putfield(Types.STATE, "undispatched", CD_int);
    }

    private static void finish(CodeBuilder code, int result) {
        save(code);
        code.loadConstant(result).ireturn();
    }

    /// Where cases go.
    ///
    /// @param top the next dispatch
    /// @param left an indirect jump left the region
    /// @param stopped the word is not for the loop
    /// @param single the instruction is to be executed on its own
    /// @param fusedExit a fused sequence did not come to its end or left the region
    private record Exits(Label top, Label left, Label stopped, Label single, Label fusedExit) {
        MemoryAccess memory() {
            return new GuardedAccess(WordOperands.HOST_BASE, WordOperands.TABLE, () -> single);
        }
    }

    private void cases(CodeBuilder code, Exits exits) {
        var operands = new WordOperands(exits.memory());
        var labels = new ArrayList<SwitchCase>();
        var bodies = new ArrayList<Runnable>();
        // HotSpot inlines in the order of the code until the method has become too large.
        for (FusedCase sequence : fused) {
            addCase(labels, bodies, code, sequence.kind(), () -> fusedCase(code, sequence, exits));
        }
        for (Opcode opcode : inline) {
            addCase(
                    labels,
                    bodies,
                    code,
                    DecodedWord.kind(opcode),
                    () ->
                            new WordInstruction(code, operands, recording, exits.top, exits.left)
                                    .emit(opcode.meaning()));
        }
        List<List<Opcode>> chunks = OpcodeSets.chunks(outlined);
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            int number = chunk;
            Label label = code.newLabel();
            for (Opcode opcode : chunks.get(chunk)) {
                labels.add(SwitchCase.of(DecodedWord.kind(opcode), label));
            }
            bodies.add(
                    () -> {
                        code.labelBinding(label);
                        pushParameters(code);
                        code.lload(WordOperands.WORD);
                        code.invokestatic(self, outlinedName(number), OutlinedMethod.TYPE)
                                .goto_(exits.top);
                    });
        }
        int last = labels.stream().mapToInt(SwitchCase::caseValue).max().orElse(0);
        code.tableswitch(0, last, exits.stopped, labels);
        bodies.forEach(Runnable::run);
    }

    private static void addCase(
            List<SwitchCase> labels,
            List<Runnable> bodies,
            CodeBuilder code,
            int kind,
            Runnable body) {
        Label label = code.newLabel();
        labels.add(SwitchCase.of(kind, label));
        bodies.add(
                () -> {
                    code.labelBinding(label);
                    body.run();
                });
    }

    private void fusedCase(CodeBuilder code, FusedCase sequence, Exits exits) {
        int others = sequence.components().size() - 1;
        Label exit = code.newLabel();
        pushParameters(code);
        code.invokestatic(self, FusedMethod.name(sequence), FusedMethod.TYPE);
        code.dup().istore(WordOperands.PARCEL).iflt(exit);
        code.iinc(REMAINING, -others).iinc(UNDISPATCHED, others).goto_(exits.top);
        code.labelBinding(exit);
        code.loadConstant(others).istore(LENGTH).goto_(exits.fusedExit);
    }

    private static void pushParameters(CodeBuilder code) {
        code.aload(WordOperands.X).aload(WordOperands.STATE).iload(WordOperands.PARCEL);
        code.lload(WordOperands.HOST_BASE).lload(WordOperands.TABLE);
    }

    // The result of the fused method is in PARCEL, how many instructions follow the first in
    // LENGTH.
    private static void afterFusedExit(CodeBuilder code, Label left) {
        Label incomplete = code.newLabel();
        code.iload(WordOperands.PARCEL).loadConstant(FusedMethod.LEFT).if_icmpne(incomplete);
        count(code);
        code.goto_(left);
        // As many have retired as the result says; the first was counted when it was dispatched.
        code.labelBinding(incomplete);
        code.loadConstant(FusedMethod.LEFT - 2).iload(WordOperands.PARCEL).isub().istore(LENGTH);
        count(code);
        code.aload(WordOperands.STATE).getfield(Types.STATE, "parcel", CD_int);
        code.istore(WordOperands.PARCEL);
        finish(code, InterpreterLoop.SINGLE);
    }

    private static void count(CodeBuilder code) {
        code.iload(REMAINING).iload(LENGTH).isub().istore(REMAINING);
        code.iload(UNDISPATCHED).iload(LENGTH).iadd().istore(UNDISPATCHED);
    }

    private static String outlinedName(int chunk) {
        return "outlined" + chunk;
    }

    private void otherMethods(ClassBuilder type) {
        List<List<Opcode>> chunks = OpcodeSets.chunks(outlined);
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            var method = new OutlinedMethod(chunks.get(chunk));
            type.withMethodBody(outlinedName(chunk), OutlinedMethod.TYPE, ACC_STATIC, method::emit);
        }
        for (FusedCase sequence : fused) {
            var method = new FusedMethod(sequence, recording);
            type.withMethodBody(
                    FusedMethod.name(sequence), FusedMethod.TYPE, ACC_STATIC, method::emit);
        }
    }
}
