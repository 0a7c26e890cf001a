package dev.tracewright.engine.emit;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.tracewright.engine.emit.FusedCase.Component;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Meaning;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;
import java.util.TreeMap;

/// Emits the method that executes a fused sequence.
///
/// It is a method of its own, not part of the loop, and padded with code that is never reached, so
/// that HotSpot does not make it part of the loop either: a loop that contains many sequences is
/// compiled to much worse code (`docs/decisions/0005`).
final class FusedMethod {
    /// The parameters are the first local variables of [WordOperands]; the parcel is that after the
    /// first instruction. The result is the parcel to go on at, or [#LEFT], or `LEFT - 1 - n` if
    /// `n` instructions have retired and the next one, whose parcel is in the state, is to be
    /// executed on its own.
    static final MethodTypeDesc TYPE =
            MethodTypeDesc.of(CD_int, Types.LONG_ARRAY, Types.STATE, CD_int, CD_long, CD_long);

    /// An indirect jump has left the region; its target is in the state.
    static final int LEFT = -1;

    /// More than HotSpot inlines (`FreqInlineSize`).
    private static final int PADDING = 326;

    private static final int WORDS = WordOperands.FIRST_FREE + 2;
    private static final int FORWARDED = WORDS + 1;

    private final FusedCase sequence;
    private final Recording recording;
    private final TreeMap<Integer, Label> exits = new TreeMap<>();

    FusedMethod(FusedCase sequence, Recording recording) {
        this.sequence = sequence;
        this.recording = recording;
    }

    static String name(FusedCase sequence) {
        return "fused" + sequence.kind();
    }

    void emit(CodeBuilder code) {
        WordOperands.loadRest(code);
        Label next = code.newLabel();
        Label left = code.newLabel();
        if (!sequence.specialized()) {
            code.aload(WordOperands.STATE).getfield(Types.STATE, "region", Types.REGION);
            code.getfield(Types.REGION, "words", Types.LONG_ARRAY);
            code.astore(WORDS);
        }
        for (int i = 0; i < sequence.components().size(); i++) {
            component(code, i, next, left);
        }
        code.labelBinding(next);
        code.iload(WordOperands.PARCEL).ireturn();
        code.labelBinding(left);
        code.loadConstant(LEFT).ireturn();
        exits.forEach((index, label) -> incomplete(code, index, label));
        for (int i = 0; i < PADDING; i++) {
            code.nop();
        }
    }

    private void component(CodeBuilder code, int index, Label next, Label left) {
        Component component = sequence.components().get(index);
        if (index > 0) {
            code.iinc(WordOperands.PARCEL, component.length() / 2);
        }
        WordOperands operands = operands(code, index);
        guardRounding(code, index, operands);
        var instruction = new WordInstruction(code, operands, recording, next, left);
        Meaning meaning = component.opcode().meaning();
        if (!instruction.straight(meaning)) {
            instruction.transfer(meaning);
        }
    }

    private WordOperands operands(CodeBuilder code, int index) {
        var components = sequence.components();
        var memory =
                new GuardedAccess(
                        WordOperands.HOST_BASE,
                        WordOperands.TABLE,
                        () -> exits.computeIfAbsent(index, _ -> code.newLabel()));
        if (sequence.specialized()) {
            var instruction = sequence.instructions().get(index);
            return new ConstantOperands(memory, components, index, FORWARDED, instruction);
        }
        code.aload(WORDS).iload(WordOperands.PARCEL);
        code.loadConstant(components.get(index).length() / 2).isub().laload();
        code.dup2().lstore(WordOperands.WORD).l2i().istore(WordOperands.LOW);
        return new ForwardedOperands(memory, components, index, FORWARDED);
    }

    // A reserved rounding mode makes the instruction illegal, which is found out when it is
    // executed on its own.
    private void guardRounding(CodeBuilder code, int index, WordOperands operands) {
        Meaning meaning = sequence.components().get(index).opcode().meaning();
        boolean rounds =
                meaning.values().stream()
                        .anyMatch(v -> v instanceof Expr.Apply(var p, _) && p.rounds());
        boolean fixed =
                sequence.specialized() && sequence.instructions().get(index).rm() != Fcsr.DYN;
        if (rounds && !fixed) {
            operands.fcsr(code);
            code.getfield(Types.FCSR, "rounding", CD_int).loadConstant(Fcsr.RMM);
            code.if_icmpgt(exits.computeIfAbsent(index, _ -> code.newLabel()));
        }
    }

    // As many instructions have retired as there are before this one, which is to be executed on
    // its own.
    private void incomplete(CodeBuilder code, int index, Label label) {
        code.labelBinding(label);
        code.aload(WordOperands.STATE).iload(WordOperands.PARCEL);
        code.loadConstant(sequence.components().get(index).length() / 2).isub();
        code.putfield(Types.STATE, "parcel", CD_int);
        code.loadConstant(LEFT - 1 - index).ireturn();
    }
}
