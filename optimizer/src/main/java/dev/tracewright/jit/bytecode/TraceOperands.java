package dev.tracewright.jit.bytecode;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.tracewright.engine.emit.ExpressionEmitter;
import dev.tracewright.engine.emit.Operands;
import dev.tracewright.engine.emit.Types;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Operand;
import dev.tracewright.isa.semantics.Width;
import dev.tracewright.memory.HostMemory;
import dev.tracewright.memory.Permission;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Supplier;

/// Operands of one instruction on a trace: registers are local variables, everything else a
/// constant.
///
/// Memory is accessed after a check; where that fails, control leaves by the side exit before the
/// instruction.
final class TraceOperands implements Operands {
    private static final ClassDesc TRACE_MEMORY = Types.describe(TraceMemory.class);
    private static final ClassDesc HOST_MEMORY = Types.describe(HostMemory.class);
    private static final MethodTypeDesc PERMITS =
            MethodTypeDesc.of(CD_boolean, CD_long, CD_long, CD_int, CD_int);

    private final TraceLocals locals;
    private final Instruction instruction;
    private final long address;
    private final Supplier<Label> before;

    /// @param address the instruction's address
    /// @param before makes a side exit that leaves before the instruction
    TraceOperands(
            TraceLocals locals, Instruction instruction, long address, Supplier<Label> before) {
        this.locals = locals;
        this.instruction = instruction;
        this.address = address;
        this.before = before;
    }

    private int number(Operand operand) {
        return switch (operand) {
            case RD -> instruction.rd();
            case RS1 -> instruction.rs1();
            case RS2 -> instruction.rs2();
            case RS3 -> instruction.rs3();
        };
    }

    @Override
    public void x(CodeBuilder code, Operand operand) {
        if (number(operand) == 0) {
            code.lconst_0();
        } else {
            code.lload(locals.x(number(operand)));
        }
    }

    @Override
    public void f(CodeBuilder code, Operand operand) {
        code.lload(locals.f(number(operand)));
    }

    @Override
    public void number(CodeBuilder code, Operand operand) {
        code.loadConstant((long) number(operand));
    }

    @Override
    public void immediate(CodeBuilder code) {
        code.loadConstant((long) instruction.imm());
    }

    @Override
    public void pc(CodeBuilder code) {
        code.loadConstant(address);
    }

    @Override
    public void roundingMode(CodeBuilder code) {
        code.loadConstant(instruction.rm() == Fcsr.DYN ? Fcsr.RNE : instruction.rm());
    }

    @Override
    public void fcsr(CodeBuilder code) {
        code.aload(TraceLocals.FCSR);
    }

    @Override
    public void hart(CodeBuilder code) {
        code.aload(TraceLocals.HART);
    }

    @Override
    public void memory(CodeBuilder code) {}

    @Override
    public void beginSetX(CodeBuilder code) {}

    @Override
    public void endSetX(CodeBuilder code) {
        if (instruction.rd() == 0) {
            code.pop2();
        } else {
            code.lstore(locals.x(instruction.rd()));
        }
    }

    @Override
    public void beginSetF(CodeBuilder code) {}

    @Override
    public void endSetF(CodeBuilder code) {
        code.lstore(locals.f(instruction.rd()));
    }

    /// Leaves unless the rounding mode is the one that the code was compiled for.
    void guardRounding(CodeBuilder code) {
        fcsr(code);
        code.getfield(Types.FCSR, "rounding", CD_int).ifne(before.get());
    }

    /// Leaves unless the atomic access to the address on the stack would succeed.
    void guardAtomic(CodeBuilder code, Width width, int access) {
        code.lstore(TraceLocals.ADDRESS);
        guard(code, "permitsAtomic", width.bytes(), access);
    }

    @Override
    public void load(CodeBuilder code, Width width) {
        code.lstore(TraceLocals.ADDRESS);
        guard(code, "permits", width.bytes(), Permission.READ);
        hostAddress(code);
        code.invokestatic(
                HOST_MEMORY,
                "get" + Types.accessName(width),
                MethodTypeDesc.of(Types.accessType(width), CD_long));
        ExpressionEmitter.extend(code, width);
    }

    @Override
    public void store(CodeBuilder code, Width width) {
        code.lstore(TraceLocals.VALUE).lstore(TraceLocals.ADDRESS);
        guard(code, "permits", width.bytes(), Permission.WRITE);
        hostAddress(code);
        code.lload(TraceLocals.VALUE);
        var _ =
                switch (width.bytes()) {
                    case 1 -> code.l2i().i2b();
                    case 2 -> code.l2i().i2s();
                    case 4 -> code.l2i();
                    default -> code;
                };
        code.invokestatic(
                HOST_MEMORY,
                "put" + Types.accessName(width),
                MethodTypeDesc.of(CD_void, CD_long, Types.accessType(width)));
    }

    private void guard(CodeBuilder code, String method, int size, int access) {
        code.lload(TraceLocals.TABLE).lload(TraceLocals.ADDRESS);
        code.loadConstant(size).loadConstant(access);
        code.invokestatic(TRACE_MEMORY, method, PERMITS).ifeq(before.get());
    }

    private void hostAddress(CodeBuilder code) {
        code.lload(TraceLocals.BASE).lload(TraceLocals.ADDRESS).ladd();
    }
}
