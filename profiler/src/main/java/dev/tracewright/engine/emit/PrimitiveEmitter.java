package dev.tracewright.engine.emit;

import dev.tracewright.isa.semantics.Primitive;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/// Emits the JVM bytecode of primitives: the one lowering of each, whatever the operands are.
public final class PrimitiveEmitter {
    private PrimitiveEmitter() {}

    /// Whether the second operand is the amount of a shift, which is emitted as an `int`.
    public static boolean shifts(Primitive primitive) {
        return switch (primitive) {
            case SLL, SRL, SRA -> true;
            default -> false;
        };
    }

    /// Whether [#jump] can decide by the primitive.
    public static boolean compares(Primitive primitive) {
        return switch (primitive) {
            case EQ, NE, LT, GE, LTU, GEU -> true;
            default -> false;
        };
    }

    /// Emits an operation. The operands are on the stack, then the rounding mode (an `int`) where
    /// the primitive rounds, then the hart's [dev.tracewright.isa.semantics.Fcsr] where it raises
    /// flags. The value takes their place.
    public static void operation(CodeBuilder code, Primitive primitive) {
        var _ =
                switch (primitive) {
                    case ADD -> code.ladd();
                    case SUB -> code.lsub();
                    case AND -> code.land();
                    case OR -> code.lor();
                    case XOR -> code.lxor();
                    case SLL -> code.lshl();
                    case SRL -> code.lushr();
                    case SRA -> code.lshr();
                    case MUL -> code.lmul();
                    case SEXT8 -> code.l2i().i2b().i2l();
                    case SEXT16 -> code.l2i().i2s().i2l();
                    case SEXT32 -> code.l2i().i2l();
                    case ZEXT16 -> code.l2i().i2c().i2l();
                    case ZEXT32 -> code.loadConstant(0xffff_ffffL).land();
                    default ->
                            code.invokestatic(
                                    Types.describe(primitive.owner()),
                                    primitive.methodName(),
                                    Types.signature(primitive));
                };
    }

    /// Emits a jump to `target` if a comparison's value is zero (`whenZero`) or is not. Both
    /// operands are on the stack.
    public static void jump(
            CodeBuilder code, Primitive comparison, boolean whenZero, Label target) {
        if (comparison == Primitive.LTU || comparison == Primitive.GEU) {
            code.invokestatic(Types.LONG, "compareUnsigned", Types.COMPARE);
        } else {
            code.lcmp();
        }
        var _ =
                switch (comparison) {
                    case EQ -> whenZero ? code.ifne(target) : code.ifeq(target);
                    case NE -> whenZero ? code.ifeq(target) : code.ifne(target);
                    case LT, LTU -> whenZero ? code.ifge(target) : code.iflt(target);
                    default -> whenZero ? code.iflt(target) : code.ifge(target);
                };
    }
}
