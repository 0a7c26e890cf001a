package dev.tracewright.engine;

import dev.tracewright.isa.Field;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Meaning;

/// The form in which the interpreters keep an instruction: one `long`, decoded once.
///
/// ```
/// 63        32 31 30  26 25  21 20  16 15  10  9  8    0
/// |   imm     | 0| rs3  | rs2  | rs1  |  rd  |len| kind |
/// ```
///
/// `kind` selects the code that executes it: [#UNDECODED], [#SLOW], an opcode, or from
/// [#FIRST_FUSED] on a fused case of the engine's own. `len` is 1 for a four-byte instruction. `rd`
/// is a slot of [Hart#x], so that `x0` becomes [Hart#SINK]; for other destinations it is the
/// register's number. `imm` is the immediate; for direct branches and jumps it is the distance in
/// parcels from the next instruction to the target, and for floating-point arithmetic the rounding
/// mode field.
public final class DecodedWord {
    /// Nothing has been decoded here yet.
    public static final int UNDECODED = 0;

    /// To be executed one at a time by the reference interpreter.
    public static final int SLOW = 1;

    private static final int FIRST_OPCODE = 2;

    /// The first kind that an engine may use for cases of its own.
    public static final int FIRST_FUSED = FIRST_OPCODE + opcodes();

    /// The largest kind.
    public static final int LAST_KIND = 511;

    public static final int KIND_MASK = LAST_KIND;
    public static final int LENGTH_SHIFT = 9;
    public static final int RD_SHIFT = 10;
    public static final int RD_MASK = 63;
    public static final int RS1_SHIFT = 16;
    public static final int RS2_SHIFT = 21;
    public static final int RS3_SHIFT = 26;
    public static final int REGISTER_MASK = 31;
    public static final int IMM_SHIFT = 32;

    private static final Opcode[] OPCODES = Opcode.values();

    private DecodedWord() {}

    private static int opcodes() {
        int count = 0;
        for (Opcode opcode : Opcode.values()) {
            count += opcode.compressed() ? 0 : 1;
        }
        return count;
    }

    /// Whether the opcode has a kind of its own; the others are [#SLOW].
    public static boolean decodes(Opcode opcode) {
        Meaning meaning = opcode.meaning();
        // Not a switch: to link one over patterns costs the start of every run 10 ms.
        if (meaning instanceof Meaning.SetX(Expr value)) {
            return !(value instanceof Expr.Csr);
        }
        return !(meaning instanceof Meaning.EnvironmentCall
                || meaning instanceof Meaning.Breakpoint
                || meaning instanceof Meaning.InstructionFence
                || meaning instanceof Meaning.Expansion);
    }

    /// The kind of an opcode that is not compressed.
    public static int kind(Opcode opcode) {
        return FIRST_OPCODE + opcode.ordinal();
    }

    /// The opcode of a kind, or null if the kind is not an opcode's.
    public static Opcode opcode(int kind) {
        return kind >= FIRST_OPCODE && kind < FIRST_FUSED ? OPCODES[kind - FIRST_OPCODE] : null;
    }

    /// The length in parcels of the instruction that a word stands for: 1 or 2.
    public static int parcels(long word) {
        return 1 + ((int) word >>> LENGTH_SHIFT & 1);
    }

    /// The slot or number of the destination register.
    public static int rd(long word) {
        return (int) word >>> RD_SHIFT & RD_MASK;
    }

    /// The number of the first source register.
    public static int rs1(long word) {
        return (int) word >>> RS1_SHIFT & REGISTER_MASK;
    }

    /// The number of the second source register.
    public static int rs2(long word) {
        return (int) word >>> RS2_SHIFT & REGISTER_MASK;
    }

    /// The number of the third source register.
    public static int rs3(long word) {
        return (int) word >>> RS3_SHIFT & REGISTER_MASK;
    }

    /// The immediate, distance or rounding mode.
    public static int immediate(long word) {
        return (int) (word >> IMM_SHIFT);
    }

    /// The word for an instruction.
    public static long of(Instruction instruction) {
        return pack(kind(instruction.opcode()), instruction);
    }

    /// The same word with another kind.
    public static long withKind(long word, int kind) {
        return word & ~(long) KIND_MASK | kind;
    }

    /// The same word with another immediate.
    public static long withImmediate(long word, int immediate) {
        return word & 0xffff_ffffL | (long) immediate << IMM_SHIFT;
    }

    /// The kind of a word.
    public static int kind(long word) {
        return (int) word & KIND_MASK;
    }

    private static long pack(int kind, Instruction i) {
        Meaning meaning = i.opcode().meaning();
        boolean writesX = meaning instanceof Meaning.SetX || meaning instanceof Meaning.Jump;
        int rd = writesX && i.rd() == 0 ? Hart.SINK : i.rd();
        int low =
                kind
                        | (i.length() == 4 ? 1 : 0) << LENGTH_SHIFT
                        | rd << RD_SHIFT
                        | i.rs1() << RS1_SHIFT
                        | i.rs2() << RS2_SHIFT
                        | i.rs3() << RS3_SHIFT;
        return low | (long) immediate(i, meaning) << IMM_SHIFT;
    }

    private static int immediate(Instruction i, Meaning meaning) {
        boolean direct =
                meaning instanceof Meaning.Branch
                        || meaning instanceof Meaning.Jump jump && jump.direct();
        if (direct) {
            return (i.imm() - i.length()) / 2;
        }
        return i.opcode().encoding().fields().contains(Field.IMM) ? i.imm() : i.rm();
    }
}
