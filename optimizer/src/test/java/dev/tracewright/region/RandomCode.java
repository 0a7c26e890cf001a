package dev.tracewright.region;

import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Encoding;
import dev.tracewright.isa.Field;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Meaning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Random straight code of instructions that compiled code executes, with the idioms that passes
/// look for.
final class RandomCode {
    /// Registers that mostly hold addresses of data.
    static final int[] POINTERS = {8, 9, 10, 2};

    /// One that mostly holds a small number.
    static final int INDEX = 11;

    /// One that loops count down.
    static final int COUNTER = 12;

    /// Registers that hold addresses of code.
    static final int[] TARGETS = {6, 7};

    /// Registers in which calls leave where to return to.
    static final int[] LINKS = {1, 5};

    private static final int[] RESULTS = {13, 14, 15, 13, 14, 15, 11, 28, 29, 0};
    private static final Set<Integer> KEPT = Set.of(1, 2, 5, 6, 7, 8, 9, 10, 12);
    private static final int FLOATS = 6;

    private enum Group {
        INTEGER,
        MEMORY,
        FLOAT,
        COMPRESSED
    }

    private static final Map<Group, List<Opcode>> ROWS = rows();

    private static final List<Opcode> LOADS =
            List.of(Opcode.LB, Opcode.LBU, Opcode.LH, Opcode.LHU, Opcode.LW, Opcode.LWU, Opcode.LD);
    private static final List<Opcode> STORES = List.of(Opcode.SB, Opcode.SH, Opcode.SW, Opcode.SD);

    private final Random random;
    private final List<Instruction> code = new ArrayList<>();

    RandomCode(Random random) {
        this.random = random;
    }

    private static Map<Group, List<Opcode>> rows() {
        var rows = new EnumMap<Group, List<Opcode>>(Group.class);
        for (Group group : Group.values()) {
            rows.put(group, new ArrayList<>());
        }
        for (Opcode row : Opcode.values()) {
            group(row).ifPresent(group -> rows.get(group).add(row));
        }
        return rows;
    }

    private static Optional<Group> group(Opcode row) {
        return switch (row.meaning()) {
            case Meaning.Expansion(String text) ->
                    text.matches("(j|b|ebreak).*")
                            ? Optional.empty()
                            : Optional.of(Group.COMPRESSED);
            case Meaning.Store _ -> Optional.of(Group.MEMORY);
            case Meaning.SetX(Expr.Amo _),
                    Meaning.SetX(Expr.LoadReserved _),
                    Meaning.SetX(Expr.StoreConditional _),
                    Meaning.SetX(Expr.Csr _) ->
                    Optional.empty();
            case Meaning.SetX(Expr value) -> Optional.of(group(row, value));
            case Meaning.SetF(Expr value) -> Optional.of(group(row, value));
            case Meaning.Fence _ -> Optional.of(Group.INTEGER);
            default -> Optional.empty();
        };
    }

    private static Group group(Opcode row, Expr value) {
        if (accesses(value)) {
            return Group.MEMORY;
        }
        boolean floats = row.name().startsWith("F") && !row.name().startsWith("FENCE");
        return floats ? Group.FLOAT : Group.INTEGER;
    }

    private static boolean accesses(Expr value) {
        return value instanceof Expr.Load
                || value.children().stream().anyMatch(RandomCode::accesses);
    }

    /// About so many instructions.
    List<Instruction> straight(int length) {
        code.clear();
        while (code.size() < length) {
            switch (random.nextInt(23)) {
                case 0, 1, 2, 3 -> add(random(Group.INTEGER));
                case 4, 5, 6 -> add(random(Group.MEMORY));
                case 7, 8, 9 -> add(random(Group.FLOAT));
                case 10, 11, 12 -> add(random(Group.COMPRESSED));
                case 13 -> movePointer();
                case 14 -> indexed();
                case 15 -> storeAndLoad();
                case 16 -> rotate();
                case 17 -> narrow();
                case 18 -> constant();
                case 19, 20, 21 -> alias();
                default -> neighbours();
            }
        }
        return List.copyOf(code);
    }

    private void add(Instruction instruction) {
        code.add(instruction);
    }

    private Instruction random(Group group) {
        List<Opcode> rows = ROWS.get(group);
        while (true) {
            Opcode row = rows.get(random.nextInt(rows.size()));
            Optional<Instruction> made = filled(row);
            if (made.isPresent()
                    && made.get().row() == row
                    && Compilable.compiles(made.get())
                    && mayWrite(made.get())) {
                return made.get();
            }
        }
    }

    private boolean mayWrite(Instruction instruction) {
        return !(instruction.opcode().meaning() instanceof Meaning.SetX)
                || !KEPT.contains(instruction.rd())
                || random.nextInt(60) == 0;
    }

    private Optional<Instruction> filled(Opcode row) {
        Encoding encoding = row.encoding();
        int word = random.nextInt() & ~encoding.mask() | encoding.match();
        if (row.compressed()) {
            return filledCompressed(encoding, word & 0xffff);
        }
        Meaning meaning = row.meaning();
        boolean memory =
                meaning.values().stream().anyMatch(RandomCode::accesses)
                        || meaning instanceof Meaning.Store;
        for (Field field : encoding.fields()) {
            word = encoding.insert(field, word, operand(row, field, memory, encoding, word));
        }
        return encoding.matches(word) ? Decoder.decode(word) : Optional.empty();
    }

    private int operand(Opcode row, Field field, boolean memory, Encoding encoding, int word) {
        boolean floats = row.name().startsWith("F") && !row.name().startsWith("FENCE");
        return switch (field) {
            case RD ->
                    row.meaning() instanceof Meaning.SetF ? random.nextInt(FLOATS) : pick(RESULTS);
            case RS1 -> memory ? base() : source(floats);
            case RS2, RS3 -> source(floats);
            case RM -> pick(new int[] {Fcsr.DYN, Fcsr.DYN, Fcsr.DYN, Fcsr.RNE, Fcsr.RTZ});
            case IMM -> memory ? displacement() : immediate(encoding, word);
        };
    }

    private static int immediate(Encoding encoding, int word) {
        return encoding.extract(Field.IMM, word);
    }

    // Compressed forms have few registers, which are all worth having.
    private Optional<Instruction> filledCompressed(Encoding encoding, int word) {
        if (!encoding.matches(word)) {
            return Optional.empty();
        }
        Optional<Instruction> made = Decoder.decode(word);
        boolean memory =
                made.isPresent()
                        && (made.get().opcode().meaning() instanceof Meaning.Store
                                || made.get().opcode().meaning().values().stream()
                                        .anyMatch(RandomCode::accesses));
        if (memory && encoding.fields().contains(Field.RS1) && random.nextInt(20) != 0) {
            int based = encoding.insert(Field.RS1, word, POINTERS[random.nextInt(3)]);
            return Decoder.decode(based);
        }
        return made;
    }

    private int source(boolean floats) {
        if (floats && random.nextInt(8) != 0) {
            return random.nextInt(FLOATS);
        }
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> pick(POINTERS);
            case 2 -> COUNTER;
            case 3 -> random.nextInt(32);
            default -> pick(RESULTS);
        };
    }

    private int base() {
        return random.nextInt(25) == 0 ? random.nextInt(32) : pick(POINTERS);
    }

    private int displacement() {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextInt(1 << 12) - (1 << 11);
            case 1 -> random.nextInt(32) - 16;
            default -> 8 * (random.nextInt(12) - 4) + 4 * random.nextInt(2);
        };
    }

    private int pick(int[] from) {
        return from[random.nextInt(from.length)];
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /// An instruction of its fields; those that it does not have are ignored.
    static Instruction make(Opcode row, int rd, int rs1, int rs2, int imm) {
        Encoding encoding = row.encoding();
        int word = encoding.match();
        for (Field field : encoding.fields()) {
            int value =
                    switch (field) {
                        case RD -> rd;
                        case RS1 -> rs1;
                        case RS2 -> rs2;
                        case RS3 -> 0;
                        case RM -> Fcsr.RNE;
                        case IMM -> imm;
                    };
            word = encoding.insert(field, word, value);
        }
        return Decoder.decode(word).orElseThrow();
    }

    private void add(Opcode row, int rd, int rs1, int rs2, int imm) {
        add(make(row, rd, rs1, rs2, imm));
    }

    private void movePointer() {
        int pointer = pick(POINTERS);
        add(Opcode.ADDI, pointer, pointer, 0, pick(new int[] {1, 2, 4, 8, 8, -8, 16, -16}));
    }

    private void indexed() {
        int to = pick(RESULTS);
        int pointer = pick(POINTERS);
        if (random.nextBoolean()) {
            add(Opcode.SLLI, to, INDEX, 0, random.nextInt(4));
            add(Opcode.ADD_, to, to, pointer, 0);
        } else {
            add(
                    pick(List.of(Opcode.SH1ADD, Opcode.SH3ADD, Opcode.SH2ADD_UW)),
                    to,
                    INDEX,
                    pointer,
                    0);
        }
        add(pick(LOADS), pick(RESULTS), to, 0, displacement());
        if (random.nextBoolean()) {
            add(Opcode.ADDI, INDEX, INDEX, 0, 1);
        }
    }

    private void storeAndLoad() {
        int pointer = pick(POINTERS);
        int at = displacement();
        add(pick(STORES), 0, pointer, pick(RESULTS), at);
        if (random.nextBoolean()) {
            add(random(Group.MEMORY));
        }
        int near = random.nextInt(3) == 0 ? at + random.nextInt(9) - 4 : at;
        add(pick(LOADS), pick(RESULTS), pointer, 0, Math.clamp(near, -2048, 2047));
    }

    // A location is accessed again after a store that may have changed it.
    private void alias() {
        int pointer = pick(POINTERS);
        int other = random.nextInt(3) == 0 ? pointer : pick(POINTERS);
        int at = displacement();
        int near = Math.clamp(at + random.nextInt(17) - 8, -2048, 2047);
        Opcode load = pick(LOADS);
        if (random.nextBoolean()) {
            add(load, pick(RESULTS), pointer, 0, at);
        } else {
            add(pick(STORES), 0, pointer, pick(RESULTS), at);
        }
        add(pick(STORES), 0, other, pick(RESULTS), random.nextBoolean() ? at : near);
        add(random.nextInt(3) == 0 ? pick(LOADS) : load, 13 + random.nextInt(3), pointer, 0, at);
    }

    private void neighbours() {
        int pointer = pick(POINTERS);
        int at = displacement();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int next = Math.clamp(at + 8 * i, -2048, 2047);
            if (random.nextInt(3) == 0) {
                add(pick(STORES), 0, pointer, pick(RESULTS), next);
            } else {
                add(pick(LOADS), pick(RESULTS), pointer, 0, next);
            }
        }
    }

    private void rotate() {
        boolean word = random.nextBoolean();
        int bits = word ? 32 : 64;
        int by = random.nextInt(bits);
        int from = pick(RESULTS);
        int sum = random.nextInt(6) == 0 ? bits - 1 : bits;
        int other = Math.clamp(sum - by, 0, bits - 1);
        add(word ? Opcode.SLLIW : Opcode.SLLI, 28, from, 0, by);
        add(word ? Opcode.SRLIW : Opcode.SRLI, 29, from, 0, other);
        Opcode join = pick(List.of(Opcode.OR_, Opcode.XOR_, Opcode.ADD_));
        add(join, pick(RESULTS), 28, 29, 0);
    }

    private void narrow() {
        int from = pick(RESULTS);
        int to = pick(RESULTS);
        int by = pick(new int[] {32, 48, 56, 31, 16});
        add(Opcode.SLLI, to, from, 0, by);
        add(random.nextBoolean() ? Opcode.SRLI : Opcode.SRAI, to, to, 0, by - random.nextInt(2));
        if (random.nextBoolean()) {
            add(pick(List.of(Opcode.ADDW, Opcode.SUBW, Opcode.ADD_UW)), to, to, from, 0);
            add(Opcode.ADDIW, to, to, 0, pick(new int[] {0, 0, 1, -1}));
        }
    }

    private void constant() {
        int to = pick(RESULTS);
        add(Opcode.LUI, to, 0, 0, random.nextInt() & -4096);
        add(Opcode.ADDIW, to, to, 0, random.nextInt(1 << 12) - (1 << 11));
    }

    /// Instructions that compiled code leaves to the interpreter.
    Instruction interpreted() {
        int to = pick(RESULTS);
        return switch (random.nextInt(6)) {
            case 0 -> make(Opcode.CSRRS, to, 0, 0, pick(new int[] {1, 3, 0xc02}));
            case 1 -> make(Opcode.AMOADD_W, to, pick(POINTERS), pick(RESULTS), 0);
            case 2 -> make(Opcode.FENCE_I, 0, 0, 0, 0);
            case 3 -> make(Opcode.LR_D, to, pick(POINTERS), 0, 0);
            case 4 -> make(Opcode.CSRRW, to, 0, pick(RESULTS), 1);
            default -> make(Opcode.ECALL, 0, 0, 0, 0);
        };
    }

    /// A conditional branch.
    Instruction branch(int displacement) {
        Opcode row =
                pick(
                        Arrays.asList(
                                Opcode.BEQ,
                                Opcode.BNE,
                                Opcode.BLT,
                                Opcode.BGE,
                                Opcode.BLTU,
                                Opcode.BGEU));
        return make(row, 0, source(false), source(false), displacement);
    }
}
