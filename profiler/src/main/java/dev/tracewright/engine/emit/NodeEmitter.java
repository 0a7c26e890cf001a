package dev.tracewright.engine.emit;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Meaning;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;

/// Emits the class of an opcode's [ThreadedNode]s.
public final class NodeEmitter {
    private static final MethodTypeDesc EXECUTE = MethodTypeDesc.of(Types.NODE, Types.STATE);
    private static final int STATE = 1;
    private static final int TARGET = 6;

    private final Recording recording;
    private final NodeOperands operands = new NodeOperands();

    /// Emits nodes of one variant.
    public NodeEmitter(Recording recording) {
        this.recording = recording;
    }

    /// Emits the class of an opcode's nodes; the handle makes one, `() -> ThreadedNode`.
    public MethodHandle define(Opcode opcode) {
        return HiddenClasses.constructor(bytes(opcode), ThreadedNode.class);
    }

    /// The class file.
    public byte[] bytes(Opcode opcode) {
        var self = ClassDesc.of(Types.NODE.packageName(), "Node_" + opcode.name());
        return ClassFile.of()
                .build(
                        self,
                        type -> {
                            type.withFlags(ACC_PUBLIC | ACC_FINAL);
                            type.withSuperclass(Types.NODE);
                            HiddenClasses.constructor(type, Types.NODE);
                            type.withMethodBody(
                                    "execute",
                                    EXECUTE,
                                    ACC_PUBLIC | ACC_FINAL,
                                    code -> execute(code, opcode.meaning()));
                        });
    }

    private void execute(CodeBuilder code, Meaning meaning) {
        var emitter = new ExpressionEmitter(code, operands);
        if (emitter.straight(meaning)) {
            go(code, "next");
            return;
        }
        switch (meaning) {
            case Meaning.Branch(Expr condition) -> branch(code, emitter, condition);
            case Meaning.Jump jump when jump.direct() -> {
                link(code);
                count(code, 0);
                go(code, "taken");
            }
            case Meaning.Jump jump -> indirectJump(code, emitter, jump);
            default -> throw new IllegalArgumentException(meaning + " is executed on its own");
        }
    }

    private void branch(CodeBuilder code, ExpressionEmitter emitter, Expr condition) {
        Label notTaken = code.newLabel();
        emitter.jump(condition, true, notTaken);
        recordBranch(code, true);
        go(code, "taken");
        code.labelBinding(notTaken);
        recordBranch(code, false);
        go(code, "next");
    }

    private void indirectJump(CodeBuilder code, ExpressionEmitter emitter, Meaning.Jump jump) {
        emitter.value(jump.target());
        code.lstore(TARGET);
        link(code);
        code.aload(STATE).lload(TARGET).putfield(Types.STATE, "target", CD_long);
        if (recording != Recording.NONE) {
            counters(code);
            parcel(code);
            code.lload(TARGET);
            code.invokevirtual(Types.COUNTERS, "indirect", Types.COUNT_INDIRECT);
        }
        if (recording == Recording.TRACE) {
            traceWriter(code);
            operands.pc(code);
            code.lload(TARGET);
            code.invokevirtual(Types.TRACE_WRITER, "indirect", Types.TRACE_INDIRECT);
        }
        code.aconst_null().areturn();
    }

    private void link(CodeBuilder code) {
        operands.nextPc(code);
        operands.setX(code);
    }

    private static void go(CodeBuilder code, String successor) {
        code.aload(0).getfield(Types.NODE, successor, Types.NODE).areturn();
    }

    private void recordBranch(CodeBuilder code, boolean taken) {
        count(code, taken ? 1 : 0);
        if (recording == Recording.TRACE) {
            traceWriter(code);
            operands.pc(code);
            code.loadConstant(taken ? 1 : 0);
            code.invokevirtual(Types.TRACE_WRITER, "branch", Types.TRACE_BRANCH);
        }
    }

    private void count(CodeBuilder code, int outcome) {
        if (recording == Recording.NONE) {
            return;
        }
        counters(code);
        code.getfield(Types.COUNTERS, "counts", Types.LONG_ARRAY);
        parcel(code);
        code.iconst_1().ishl().loadConstant(outcome).iadd();
        code.dup2().laload().lconst_1().ladd().lastore();
    }

    private static void parcel(CodeBuilder code) {
        code.aload(0).getfield(Types.NODE, "parcel", CD_int);
    }

    private static void counters(CodeBuilder code) {
        code.aload(STATE).getfield(Types.STATE, "region", Types.REGION);
        code.getfield(Types.REGION, "counters", Types.COUNTERS);
    }

    private static void traceWriter(CodeBuilder code) {
        code.aload(STATE).getfield(Types.STATE, "trace", Types.TRACE_WRITER);
    }
}
