package dev.tracewright.engine.emit;

import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.emit.FusedCase.Component;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Operand;

import java.lang.classfile.CodeBuilder;
import java.util.List;

/// Operands of a component of a specialized case: register numbers and immediates are constants.
final class ConstantOperands extends ForwardedOperands {
    private final Instruction instruction;

    ConstantOperands(
            MemoryAccess memory,
            List<Component> components,
            int index,
            int firstLocal,
            Instruction instruction) {
        super(memory, components, index, firstLocal);
        this.instruction = instruction;
    }

    @Override
    public void immediate(CodeBuilder code) {
        code.loadConstant((long) DecodedWord.immediate(DecodedWord.of(instruction)));
    }

    @Override
    void register(CodeBuilder code, Operand operand) {
        code.loadConstant(
                switch (operand) {
                    case RD -> instruction.rd();
                    case RS1 -> instruction.rs1();
                    case RS2 -> instruction.rs2();
                    case RS3 -> instruction.rs3();
                });
    }

    @Override
    void destination(CodeBuilder code) {
        code.loadConstant(DecodedWord.rd(DecodedWord.of(instruction)));
    }

    @Override
    void parcel(CodeBuilder code) {
        code.iload(PARCEL).loadConstant(instruction.length() / 2).isub();
    }
}
