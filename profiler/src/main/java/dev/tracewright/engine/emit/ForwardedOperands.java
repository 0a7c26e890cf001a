package dev.tracewright.engine.emit;

import dev.tracewright.engine.emit.FusedCase.Component;
import dev.tracewright.isa.semantics.Operand;

import java.lang.classfile.CodeBuilder;
import java.util.List;

/// Operands of a component of a fused sequence: results of earlier components are taken from local
/// variables, and results that nobody can see are not written to the register file.
class ForwardedOperands extends WordOperands {
    private final List<Component> components;
    private final int index;
    private final int firstLocal;

    /// @param index which component
    /// @param firstLocal the first of two local variables for each component
    ForwardedOperands(MemoryAccess memory, List<Component> components, int index, int firstLocal) {
        super(memory);
        this.components = components;
        this.index = index;
        this.firstLocal = firstLocal;
    }

    private int local(int component) {
        return firstLocal + 2 * component;
    }

    private int source(Operand operand) {
        Component component = components.get(index);
        return switch (operand) {
            case RD -> FusedCase.REGISTER;
            case RS1 -> component.rs1();
            case RS2 -> component.rs2();
            case RS3 -> component.rs3();
        };
    }

    private boolean forwards() {
        return components.stream()
                .skip(index + 1L)
                .anyMatch(c -> c.rs1() == index || c.rs2() == index || c.rs3() == index);
    }

    @Override
    public void x(CodeBuilder code, Operand operand) {
        int source = source(operand);
        switch (source) {
            case FusedCase.REGISTER -> super.x(code, operand);
            case FusedCase.ZERO -> code.lconst_0();
            default -> code.lload(local(source));
        }
    }

    @Override
    public void f(CodeBuilder code, Operand operand) {
        int source = source(operand);
        if (source >= 0) {
            code.lload(local(source));
        } else {
            super.f(code, operand);
        }
    }

    @Override
    public void setX(CodeBuilder code) {
        keep(code);
        if (components.get(index).resultDead()) {
            code.pop2();
        } else {
            super.setX(code);
        }
    }

    @Override
    public void setF(CodeBuilder code) {
        keep(code);
        if (components.get(index).resultDead()) {
            code.pop2();
        } else {
            super.setF(code);
        }
    }

    private void keep(CodeBuilder code) {
        if (forwards()) {
            code.dup2().lstore(local(index));
        }
    }
}
