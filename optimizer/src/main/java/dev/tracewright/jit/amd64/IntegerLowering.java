package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.isa.semantics.Primitive;

/// Emits integer operations.
class IntegerLowering extends Operands {
    private static final long WORD = 0xffff_ffffL;

    IntegerLowering(Assembler asm, Selection selection, Allocation allocation, OutOfLine stubs) {
        super(asm, selection, allocation, stubs);
    }

    /// Emits an operation on integers.
    final void integer(Node node) {
        Gpr to = target(node);
        Node a = node.args[0];
        Node b = node.args.length > 1 ? node.args[1] : null;
        switch (node.primitive) {
            case ADD -> add(to, a, b);
            case SUB -> subtract(to, a, b);
            case AND -> and(to, a, b);
            case OR -> commutative(Alu.OR, to, a, b);
            case XOR -> xor(to, a, b);
            case SLL -> shift(Shift.SHL, ShiftX.SHLX, to, a, b);
            case SRL -> shiftRight(to, a, b);
            case SRA -> shift(Shift.SAR, ShiftX.SARX, to, a, b);
            case SEXT8 -> extend(8, true, to, a);
            case SEXT16 -> extend(16, true, to, a);
            case SEXT32 -> extend(32, true, to, a);
            case ZEXT16 -> extend(16, false, to, a);
            case ZEXT32 -> extend(32, false, to, a);
            case EQ, NE, LT, GE, LTU, GEU -> truth(to, compare(node.primitive, a, b));
            case SELECT -> select(to, a, b, node.args[2]);
            case MIN -> choose(to, compare(Primitive.LT, a, b), a, b);
            case MAX -> choose(to, compare(Primitive.GE, a, b), a, b);
            case MINU -> choose(to, compare(Primitive.LTU, a, b), a, b);
            case MAXU -> choose(to, compare(Primitive.GEU, a, b), a, b);
            case MUL -> multiply(to, a, b);
            case CLZ -> count(BitCount.LZCNT, to, a);
            case CTZ -> count(BitCount.TZCNT, to, a);
            case CPOP -> count(BitCount.POPCNT, to, a);
            case REV8 -> {
                load(to, a);
                asm.bswap(64, to);
            }
            case SECOND -> load(to, b);
            default -> {
                if (!rotateByConstant(node.primitive, to, a, b)) {
                    rare(node, a, b);
                    to = SCRATCH;
                }
            }
        }
        finish(node, to);
    }

    private boolean rotateByConstant(Primitive primitive, Gpr to, Node a, Node b) {
        if (b == null || b.kind != Kind.CONSTANT) {
            return false;
        }
        int count = (int) b.constant;
        switch (primitive) {
            case ROR -> asm.rorx(64, to, gpr(a, SCRATCH), count & 63);
            case ROL -> asm.rorx(64, to, gpr(a, SCRATCH), -count & 63);
            case RORW -> asm.rorx(32, to, gpr(a, SCRATCH), count & 31);
            case ROLW -> asm.rorx(32, to, gpr(a, SCRATCH), -count & 31);
            default -> {
                return false;
            }
        }
        if (primitive == Primitive.RORW || primitive == Primitive.ROLW) {
            asm.movsx(64, 32, to, to);
        }
        return true;
    }

    /// Emits an operation into RAX.
    void rare(Node node, Node a, Node b) {
        throw new IllegalArgumentException(node.primitive + " is no integer operation");
    }

    private void add(Gpr to, Node a, Node b) {
        if (selection.isFused(a)) {
            scale(to, b, a);
            return;
        }
        if (selection.isFused(b)) {
            scale(to, a, b);
            return;
        }
        if (a.kind == Kind.CONSTANT && b.kind != Kind.CONSTANT) {
            add(to, b, a);
            return;
        }
        int left = location(a);
        int right = location(b);
        if (!Location.isGpr(left) || Location.gpr(left) == to) {
            commutative(Alu.ADD, to, a, b);
        } else if (isInt(b)) {
            asm.lea(64, to, Mem.at(Location.gpr(left), (int) b.constant));
        } else if (Location.isGpr(right) && Location.gpr(right) != to) {
            asm.lea(64, to, Mem.at(Location.gpr(left), Location.gpr(right), 0, 0));
        } else {
            commutative(Alu.ADD, to, a, b);
        }
    }

    /// `to = base + (index << count)`.
    private void scale(Gpr to, Node base, Node shift) {
        int count = (int) shift.args[1].constant;
        int location = location(base);
        if (isInt(base)) {
            Gpr index = gpr(shift.args[0], SCRATCH);
            asm.lea(64, to, Mem.at(null, index, count, (int) base.constant));
        } else if (Location.isGpr(location)) {
            Gpr index = gpr(shift.args[0], SCRATCH);
            asm.lea(64, to, Mem.at(Location.gpr(location), index, count, 0));
        } else {
            load(SCRATCH, shift.args[0]);
            asm.shift(Shift.SHL, 64, SCRATCH, count);
            alu(Alu.ADD, 64, SCRATCH, base);
            if (to != SCRATCH) {
                asm.mov(64, to, SCRATCH);
            }
        }
    }

    /// `to = a op b` where the order does not matter.
    private void commutative(Alu op, Gpr to, Node a, Node b) {
        if (isIn(b, to) || a.kind == Kind.CONSTANT) {
            load(to, b);
            alu(op, 64, to, a);
        } else {
            load(to, a);
            alu(op, 64, to, b);
        }
    }

    private void subtract(Gpr to, Node a, Node b) {
        if (isIn(b, to) && a != b) {
            if (a.isConstant(0)) {
                asm.unary(Unary.NEG, 64, to);
                return;
            }
            load(SCRATCH, a);
            asm.alu(Alu.SUB, 64, SCRATCH, to);
            asm.mov(64, to, SCRATCH);
        } else if (a.isConstant(0)) {
            load(to, b);
            asm.unary(Unary.NEG, 64, to);
        } else {
            load(to, a);
            alu(Alu.SUB, 64, to, b);
        }
    }

    private void and(Gpr to, Node a, Node b) {
        if (a.kind == Kind.CONSTANT && b.kind != Kind.CONSTANT) {
            and(to, b, a);
        } else if (b.isConstant(0xff)) {
            extend(8, false, to, a);
        } else if (b.isConstant(0xffff)) {
            extend(16, false, to, a);
        } else if (b.isConstant(WORD)) {
            extend(32, false, to, a);
        } else if (b.kind == Kind.CONSTANT && b.constant >>> 31 == 0) {
            load32(to, a);
            asm.alu(Alu.AND, 32, to, (int) b.constant);
        } else {
            commutative(Alu.AND, to, a, b);
        }
    }

    /// Copies the lower half of an operand, and zeros above it.
    private void load32(Gpr to, Node a) {
        int location = location(a);
        if (Location.isMemory(location)) {
            asm.mov(32, to, Location.mem(location));
        } else if (Location.isGpr(location)) {
            if (Location.gpr(location) != to) {
                asm.mov(32, to, Location.gpr(location));
            }
        } else {
            load(to, a);
        }
    }

    private void xor(Gpr to, Node a, Node b) {
        if (b.isConstant(-1)) {
            load(to, a);
            asm.unary(Unary.NOT, 64, to);
        } else {
            commutative(Alu.XOR, to, a, b);
        }
    }

    private void shiftRight(Gpr to, Node a, Node b) {
        if (selection.isFused(a)) {
            Node word = a.args[0];
            int location = location(word);
            if (Location.isGpr(location)) {
                asm.mov(32, to, Location.gpr(location));
            } else {
                load(to, word);
                asm.mov(32, to, to);
            }
            if ((b.constant & 63) != 0) {
                asm.shift(Shift.SHR, 32, to, (int) b.constant & 63);
            }
        } else {
            shift(Shift.SHR, ShiftX.SHRX, to, a, b);
        }
    }

    private void shift(Shift op, ShiftX variable, Gpr to, Node a, Node b) {
        if (b.kind == Kind.CONSTANT) {
            int count = (int) b.constant & 63;
            int location = location(a);
            if (op == Shift.SHL
                    && count == 1
                    && Location.isGpr(location)
                    && Location.gpr(location) != to) {
                Gpr from = Location.gpr(location);
                asm.lea(64, to, Mem.at(from, from, 0, 0));
                return;
            }
            load(to, a);
            if (count != 0) {
                asm.shift(op, 64, to, count);
            }
            return;
        }
        int location = location(a);
        if (Location.isGpr(location)) {
            asm.shiftX(variable, 64, to, Location.gpr(location), gpr(b, SCRATCH));
        } else {
            Mem from = memory(a, 0);
            asm.shiftX(variable, 64, to, from, gpr(b, SCRATCH));
        }
    }

    private void extend(int bits, boolean signed, Gpr to, Node a) {
        int location = location(a);
        if (Location.isMemory(location)) {
            if (signed) {
                asm.movsx(64, bits, to, Location.mem(location));
            } else {
                asm.movzx(bits, to, Location.mem(location));
            }
            return;
        }
        Gpr from = gpr(a, SCRATCH);
        if (signed) {
            asm.movsx(64, bits, to, from);
        } else {
            asm.movzx(bits, to, from);
        }
    }

    /// Sets the flags by a comparison; returns the condition that holds if it is true.
    final Condition compare(Primitive comparison, Node a, Node b) {
        if (a.kind == Kind.CONSTANT && b.kind != Kind.CONSTANT) {
            flags(b, a);
            return swapped(condition(comparison));
        }
        flags(a, b);
        return condition(comparison);
    }

    private void flags(Node a, Node b) {
        int left = location(a);
        int right = location(b);
        if (Location.isMemory(left) && isInt(b)) {
            asm.alu(Alu.CMP, 64, Location.mem(left), (int) b.constant);
        } else if (Location.isMemory(left) && Location.isGpr(right)) {
            asm.alu(Alu.CMP, 64, Location.mem(left), Location.gpr(right));
        } else {
            Gpr register = gpr(a, SCRATCH);
            if (b.isConstant(0)) {
                asm.test(64, register, register);
            } else {
                alu(Alu.CMP, 64, register, b);
            }
        }
    }

    private static Condition condition(Primitive comparison) {
        return switch (comparison) {
            case EQ -> Condition.EQUAL;
            case NE -> Condition.NOT_EQUAL;
            case LT -> Condition.LESS;
            case GE -> Condition.GREATER_EQUAL;
            case LTU -> Condition.BELOW;
            default -> Condition.ABOVE_EQUAL;
        };
    }

    private static Condition swapped(Condition condition) {
        return switch (condition) {
            case LESS -> Condition.GREATER;
            case GREATER_EQUAL -> Condition.LESS_EQUAL;
            case BELOW -> Condition.ABOVE;
            case ABOVE_EQUAL -> Condition.BELOW_EQUAL;
            default -> condition;
        };
    }

    /// Sets the flags by a value that may be a comparison fused with its user; returns the
    /// condition that holds if it is not zero.
    final Condition test(Node value) {
        if (selection.isFused(value)) {
            return compare(value.primitive, value.args[0], value.args[1]);
        }
        int location = location(value);
        if (Location.isMemory(location)) {
            asm.alu(Alu.CMP, 64, Location.mem(location), 0);
        } else {
            Gpr register = gpr(value, SCRATCH);
            asm.test(64, register, register);
        }
        return Condition.NOT_EQUAL;
    }

    private void truth(Gpr to, Condition condition) {
        asm.mov(to, 0);
        asm.setcc(condition, to);
    }

    private void select(Gpr to, Node condition, Node a, Node b) {
        choose(to, test(condition), a, b);
    }

    /// `to = condition ? a : b`, by the flags as they are.
    private void choose(Gpr to, Condition condition, Node a, Node b) {
        if (isIn(a, to)) {
            conditional(condition.negate(), to, b);
        } else {
            load(to, b);
            conditional(condition, to, a);
        }
    }

    private void conditional(Condition condition, Gpr to, Node from) {
        int location = location(from);
        if (Location.isGpr(location)) {
            asm.cmov(condition, 64, to, Location.gpr(location));
        } else {
            asm.cmov(condition, 64, to, memory(from, 1));
        }
    }

    private void multiply(Gpr to, Node a, Node b) {
        if (isInt(b) && a.kind != Kind.CONSTANT) {
            int location = location(a);
            if (Location.isMemory(location)) {
                asm.imul(64, to, Location.mem(location), (int) b.constant);
            } else {
                asm.imul(64, to, gpr(a, SCRATCH), (int) b.constant);
            }
        } else if (isIn(b, to)) {
            times(to, a);
        } else {
            load(to, a);
            times(to, b);
        }
    }

    private void times(Gpr to, Node b) {
        int location = location(b);
        if (Location.isGpr(location)) {
            asm.imul(64, to, Location.gpr(location));
        } else {
            asm.imul(64, to, memory(b, 0));
        }
    }

    private void count(BitCount op, Gpr to, Node a) {
        int location = location(a);
        if (Location.isMemory(location)) {
            asm.count(op, 64, to, Location.mem(location));
        } else {
            asm.count(op, 64, to, gpr(a, SCRATCH));
        }
    }
}
