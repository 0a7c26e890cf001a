package dev.tracewright.jit;

import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Encoding;
import dev.tracewright.isa.Extension;
import dev.tracewright.isa.Field;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Meaning;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Random instructions that leave the registers alone that programs keep their addresses in.
final class RandomInstructions {
    /// Registers whose values a random program relies on.
    static final Set<Integer> KEPT = Set.of(0, 1, 2, 3, 4, 8, 9, 18, 19, 20);

    /// Registers that mostly hold the addresses of data.
    private static final int[] POINTERS = {8, 9, 2};

    private static final int[] CSRS = {0x001, 0x002, 0x003, 0xc00, 0xc01, 0xc02, 0x300};

    /// What instructions are chosen by, with how many of a hundred are of the kind.
    private enum Kind {
        INTEGER(34),
        MEMORY(22),
        FLOAT(16),
        ATOMIC(3),
        RESERVATION(4),
        CSR(3),
        FENCE(1),
        COMPRESSED(17);

        private final int share;

        Kind(int share) {
            this.share = share;
        }
    }

    private static final Map<Kind, List<Opcode>> ROWS = rows();

    private final Random random;

    RandomInstructions(Random random) {
        this.random = random;
    }

    private static Map<Kind, List<Opcode>> rows() {
        var rows = new EnumMap<Kind, List<Opcode>>(Kind.class);
        for (Kind kind : Kind.values()) {
            rows.put(
                    kind,
                    Arrays.stream(Opcode.values())
                            .filter(row -> kindOf(row).filter(kind::equals).isPresent())
                            .toList());
        }
        return rows;
    }

    private static Optional<Kind> kindOf(Opcode row) {
        Meaning meaning = row.meaning();
        return switch (meaning) {
            case Meaning.Expansion(String text) ->
                    text.matches("(j|b|ebreak).*")
                            ? Optional.empty()
                            : Optional.of(Kind.COMPRESSED);
            case Meaning.Store _ -> Optional.of(Kind.MEMORY);
            case Meaning.Fence _, Meaning.InstructionFence _ -> Optional.of(Kind.FENCE);
            case Meaning.SetX(Expr.Csr _) -> Optional.of(Kind.CSR);
            case Meaning.SetX(Expr.LoadReserved _), Meaning.SetX(Expr.StoreConditional _) ->
                    Optional.of(Kind.RESERVATION);
            case Meaning.SetX(Expr.Amo _) -> Optional.of(Kind.ATOMIC);
            case Meaning.SetX(Expr.Load _) -> Optional.of(Kind.MEMORY);
            case Meaning.SetX _, Meaning.SetF _ when isFloat(row) ->
                    Optional.of(loads(meaning) ? Kind.MEMORY : Kind.FLOAT);
            case Meaning.SetX _ -> Optional.of(Kind.INTEGER);
            default -> Optional.empty();
        };
    }

    private static boolean isFloat(Opcode row) {
        return row.extension() == Extension.F || row.extension() == Extension.D;
    }

    private static boolean loads(Meaning meaning) {
        return meaning.values().stream().anyMatch(RandomInstructions::loads);
    }

    private static boolean loads(Expr expr) {
        return expr instanceof Expr.Load
                || expr.children().stream().anyMatch(RandomInstructions::loads);
    }

    /// An instruction after which control goes on to the next one, unless it traps.
    Instruction straight() {
        int share = random.nextInt(100);
        for (Kind kind : Kind.values()) {
            share -= kind.share;
            if (share < 0) {
                return of(kind);
            }
        }
        throw new AssertionError("the shares add up to 100");
    }

    private Instruction of(Kind kind) {
        List<Opcode> rows = ROWS.get(kind);
        while (true) {
            Opcode row = rows.get(random.nextInt(rows.size()));
            Optional<Instruction> instruction = filled(row, kind);
            if (instruction.isPresent() && keepsRegisters(instruction.get())) {
                return instruction.get();
            }
        }
    }

    private Optional<Instruction> filled(Opcode row, Kind kind) {
        Encoding encoding = row.encoding();
        int word = random.nextInt() & ~encoding.mask() | encoding.match();
        word = encoding.length() == 2 ? word & 0xffff : word;
        Optional<Instruction> plain =
                encoding.matches(word) ? Decoder.decode(word) : Optional.empty();
        if (plain.isEmpty() || plain.get().row() != row) {
            return Optional.empty();
        }
        boolean atomic = kind == Kind.ATOMIC || kind == Kind.RESERVATION;
        boolean accesses =
                loads(plain.get().opcode().meaning())
                        || plain.get().opcode().meaning() instanceof Meaning.Store
                        || atomic;
        if (accesses && encoding.fields().contains(Field.RS1) && random.nextInt(40) != 0) {
            int pointer =
                    atomic && random.nextInt(5) != 0
                            ? POINTERS[0]
                            : POINTERS[random.nextInt(row.compressed() ? 2 : POINTERS.length)];
            word = encoding.insert(Field.RS1, word, pointer);
        }
        if (kind == Kind.CSR) {
            word = encoding.insert(Field.IMM, word, CSRS[random.nextInt(CSRS.length)]);
        }
        return encoding.matches(word) ? Decoder.decode(word) : Optional.empty();
    }

    private static boolean keepsRegisters(Instruction instruction) {
        return !(instruction.opcode().meaning() instanceof Meaning.SetX)
                || instruction.rd() == 0
                || !KEPT.contains(instruction.rd());
    }
}
