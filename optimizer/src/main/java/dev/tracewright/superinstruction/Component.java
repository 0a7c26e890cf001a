package dev.tracewright.superinstruction;

import dev.tracewright.isa.Opcode;

/// One instruction of a superinstruction: what the fused case's code depends on, and nothing that a
/// site supplies (register numbers, immediates, rounding modes).
///
/// A source says where the operand's value comes from: [#REGISTER], [#ZERO], or the index `k >= 0`
/// of the earlier component of the same sequence whose result it is.
///
/// @param opcode what it means; never a compressed opcode
/// @param length the encoded length in bytes, 2 or 4
/// @param rs1 source of the first operand
/// @param rs2 source of the second operand
/// @param rs3 source of the third operand
/// @param resultDead whether the result, not the instruction's other effects, need not reach the
///   register file, because a later component overwrites the register and nothing from here up to
///   and including that component can trap or leave
public record Component(Opcode opcode, int length, int rs1, int rs2, int rs3, boolean resultDead) {
    /// The operand is read from the register file.
    public static final int REGISTER = -1;

    /// The operand is `x0`, or the instruction has no such operand.
    public static final int ZERO = -2;

    /// Whether an instruction may be part of a superinstruction: not an `ecall`, `ebreak`,
    /// `fence.i`, an atomic or an access to a control and status register.
    public static boolean fusible(Opcode opcode) {
        return OperandUse.of(opcode).fusible();
    }

    /// Whether an instruction transfers control, so that it can only be the last component.
    public static boolean leaves(Opcode opcode) {
        return OperandUse.of(opcode).leaves();
    }

    /// Whether this can be component `index` of a superinstruction with `size` components.
    public boolean fitsAt(int index, int size) {
        return fusible(opcode)
                && (index == size - 1 || !leaves(opcode))
                && (length == 2 || length == 4)
                && Math.min(rs1, Math.min(rs2, rs3)) >= ZERO
                && Math.max(rs1, Math.max(rs2, rs3)) < index;
    }

    /// The number of operands that are forwarded from earlier components.
    public int forwards() {
        return (rs1 >= 0 ? 1 : 0) + (rs2 >= 0 ? 1 : 0) + (rs3 >= 0 ? 1 : 0);
    }

    /// `ld/2(0,-)!`: mnemonic, length, the sources up to the last that says something, and `!`
    /// where the result is dead. `-` is the register file, `0` zero, and `#k` the result of
    /// component k.
    @Override
    public String toString() {
        String sources = source(rs1) + "," + source(rs2) + "," + source(rs3);
        return opcode.mnemonic() + "/" + length + "(" + sources + ")" + (resultDead ? "!" : "");
    }

    private static String source(int source) {
        return switch (source) {
            case REGISTER -> "-";
            case ZERO -> "0";
            default -> "#" + source;
        };
    }
}
