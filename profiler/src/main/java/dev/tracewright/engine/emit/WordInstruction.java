package dev.tracewright.engine.emit;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Meaning;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/// Emits instructions whose operands come from a decoded word and whose successor is a parcel.
///
/// The local variables are those of [WordOperands]; [WordOperands#PARCEL] holds the parcel after
/// the instruction.
final class WordInstruction {
    private final CodeBuilder code;
    private final WordOperands operands;
    private final ExpressionEmitter emitter;
    private final Recording recording;
    private final Label next;
    private final Label left;

    /// @param next where to go when the next instruction's parcel is in [WordOperands#PARCEL]
    /// @param left where to go when the target is outside of the region and in the state
    WordInstruction(
            CodeBuilder code, WordOperands operands, Recording recording, Label next, Label left) {
        this.code = code;
        this.operands = operands;
        this.emitter = new ExpressionEmitter(code, operands);
        this.recording = recording;
        this.next = next;
        this.left = left;
    }

    /// Emits the instruction and the way to the next.
    void emit(Meaning meaning) {
        if (straight(meaning)) {
            code.goto_(next);
        } else {
            transfer(meaning);
        }
    }

    /// Emits the instruction if control goes to the next one; tells whether it did.
    boolean straight(Meaning meaning) {
        return emitter.straight(meaning);
    }

    /// Emits a branch or jump.
    void transfer(Meaning meaning) {
        switch (meaning) {
            case Meaning.Branch(Expr condition) -> branch(condition);
            case Meaning.Jump jump -> {
                if (jump.direct()) {
                    directJump();
                } else {
                    indirectJump(jump);
                }
            }
            default -> throw new IllegalArgumentException(meaning + " is executed on its own");
        }
    }

    private void branch(Expr condition) {
        Label notTaken = recording == Recording.NONE ? next : code.newLabel();
        emitter.jump(condition, true, notTaken);
        recordBranch(true);
        goToTarget();
        if (recording != Recording.NONE) {
            code.labelBinding(notTaken);
            recordBranch(false);
            code.goto_(next);
        }
    }

    private void goToTarget() {
        code.iload(WordOperands.PARCEL);
        operands.immediate(code);
        code.l2i().iadd().istore(WordOperands.PARCEL).goto_(next);
    }

    private void directJump() {
        operands.nextPc(code);
        operands.setX(code);
        if (recording != Recording.NONE) {
            count(0);
        }
        goToTarget();
    }

    private void indirectJump(Meaning.Jump jump) {
        emitter.value(jump.target());
        code.lstore(WordOperands.FIRST_FREE);
        operands.nextPc(code);
        operands.setX(code);
        recordIndirect();
        Label outside = code.newLabel();
        distance();
        code.aload(WordOperands.STATE).getfield(Types.STATE, "region", Types.REGION);
        code.getfield(Types.REGION, "parcels", CD_int).i2l().lcmp().ifge(outside);
        distance();
        code.l2i().istore(WordOperands.PARCEL).goto_(next);
        code.labelBinding(outside);
        code.aload(WordOperands.STATE).lload(WordOperands.FIRST_FREE);
        code.putfield(Types.STATE, "target", CD_long).goto_(left);
    }

    // Pushes the target's distance from the region's base in parcels, unsigned.
    private void distance() {
        code.lload(WordOperands.FIRST_FREE).lload(WordOperands.BASE).lsub().iconst_1().lushr();
    }

    private void recordBranch(boolean taken) {
        if (recording == Recording.NONE) {
            return;
        }
        count(taken ? 1 : 0);
        if (recording == Recording.TRACE) {
            traceWriter();
            operands.pc(code);
            code.loadConstant(taken ? 1 : 0);
            code.invokevirtual(Types.TRACE_WRITER, "branch", Types.TRACE_BRANCH);
        }
    }

    private void recordIndirect() {
        if (recording == Recording.NONE) {
            return;
        }
        counters();
        operands.parcel(code);
        code.lload(WordOperands.FIRST_FREE);
        code.invokevirtual(Types.COUNTERS, "indirect", Types.COUNT_INDIRECT);
        if (recording == Recording.TRACE) {
            traceWriter();
            operands.pc(code);
            code.lload(WordOperands.FIRST_FREE);
            code.invokevirtual(Types.TRACE_WRITER, "indirect", Types.TRACE_INDIRECT);
        }
    }

    private void count(int outcome) {
        counters();
        code.getfield(Types.COUNTERS, "counts", Types.LONG_ARRAY);
        operands.parcel(code);
        code.iconst_1().ishl();
        if (outcome != 0) {
            code.iconst_1().iadd();
        }
        code.dup2().laload().lconst_1().ladd().lastore();
    }

    private void counters() {
        code.aload(WordOperands.STATE).getfield(Types.STATE, "region", Types.REGION);
        code.getfield(Types.REGION, "counters", Types.COUNTERS);
    }

    private void traceWriter() {
        code.aload(WordOperands.STATE).getfield(Types.STATE, "trace", Types.TRACE_WRITER);
    }
}
