package dev.tracewright.jit.bytecode;

import static java.lang.constant.ConstantDescs.CD_int;

import dev.tracewright.engine.emit.GuardedAccess;
import dev.tracewright.engine.emit.Operands;
import dev.tracewright.engine.emit.Types;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Operand;
import dev.tracewright.isa.semantics.Width;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.function.Supplier;

/// Operands of one instruction on a trace: registers are local variables, everything else a
/// constant.
///
/// Memory is accessed after a check; where that fails, control leaves by the side exit before the
/// instruction.
final class TraceOperands implements Operands {
    private final TraceLocals locals;
    private final Instruction instruction;
    private final long address;
    private final Supplier<Label> before;
    private final GuardedAccess memory;

    /// @param address the instruction's address
    /// @param before makes a side exit that leaves before the instruction
    TraceOperands(
            TraceLocals locals, Instruction instruction, long address, Supplier<Label> before) {
        this.locals = locals;
        this.instruction = instruction;
        this.address = address;
        this.before = before;
        memory = new GuardedAccess(TraceLocals.BASE, TraceLocals.TABLE, before);
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
    public void setX(CodeBuilder code) {
        if (instruction.rd() == 0) {
            code.pop2();
        } else {
            code.lstore(locals.x(instruction.rd()));
        }
    }

    @Override
    public void setF(CodeBuilder code) {
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
        memory.guardAtomic(code, width, TraceLocals.ADDRESS, access);
    }

    @Override
    public void load(CodeBuilder code, Width width) {
        code.lstore(TraceLocals.ADDRESS);
        memory.load(code, width, TraceLocals.ADDRESS);
    }

    @Override
    public void store(CodeBuilder code, Width width) {
        code.lstore(TraceLocals.VALUE).lstore(TraceLocals.ADDRESS);
        memory.store(code, width, TraceLocals.ADDRESS, TraceLocals.VALUE);
    }
}
