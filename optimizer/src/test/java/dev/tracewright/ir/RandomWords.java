package dev.tracewright.ir;

import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Encoding;
import dev.tracewright.isa.Extension;
import dev.tracewright.isa.Field;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.region.Compilable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Random instructions without jumps, of few registers so that they depend on one another, and the
/// idioms that passes look for.
final class RandomWords {
    private static final int[] REGISTERS = {5, 6, 7, 10, 11, 12, 13, 14};

    private static final List<Opcode> ROWS =
            Arrays.stream(Opcode.values()).filter(RandomWords::isStraight).toList();

    private static final Opcode[] LOADS = {
        Opcode.LB,
        Opcode.LBU,
        Opcode.LH,
        Opcode.LHU,
        Opcode.LW,
        Opcode.LWU,
        Opcode.LD,
        Opcode.FLW,
        Opcode.FLD
    };

    private static final Opcode[] STORES = {
        Opcode.SB, Opcode.SH, Opcode.SW, Opcode.SD, Opcode.FSW, Opcode.FSD
    };

    private static final Opcode[] WORDS = {
        Opcode.ADDW,
        Opcode.SUBW,
        Opcode.MULW,
        Opcode.AND_,
        Opcode.OR_,
        Opcode.XOR_,
        Opcode.SLLW,
        Opcode.SRLW,
        Opcode.SRAW,
        Opcode.SLT,
        Opcode.SLTU
    };

    private final Random random;

    RandomWords(Random random) {
        this.random = random;
    }

    private static boolean isStraight(Opcode row) {
        boolean compiles = row.extension() != Extension.A && row.extension() != Extension.ZICSR;
        return compiles
                && (row.meaning() instanceof Meaning.SetX
                        || row.meaning() instanceof Meaning.SetF
                        || row.meaning() instanceof Meaning.Store);
    }

    /// A register that instructions write, or a pointer, or zero.
    int source() {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> RandomRegions.POINTER;
            default -> register();
        };
    }

    private int register() {
        return REGISTERS[random.nextInt(REGISTERS.length)];
    }

    /// Adds one instruction, or a few that belong together.
    void add(List<Integer> words) {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> words.add(any());
            case 3, 4, 5 -> words.add(load(pointer(words), near()));
            case 6, 7 -> words.add(store(pointer(words), near()));
            case 8 -> advance(words);
            case 9 -> extend(words);
            case 10 -> rotate(words);
            case 11 -> constant(words);
            case 12 -> again(words);
            case 13 -> count(words);
            default -> words.add(word(WORDS[random.nextInt(WORDS.length)]));
        }
    }

    private int word(Opcode row) {
        return RandomRegions.word(row, register(), source(), source(), 0);
    }

    // Any instruction that is compiled; mostly of the few registers.
    private int any() {
        while (true) {
            Encoding encoding = ROWS.get(random.nextInt(ROWS.size())).encoding();
            int word = random.nextInt() & ~encoding.mask() | encoding.match();
            for (Field field : List.of(Field.RD, Field.RS1, Field.RS2, Field.RM)) {
                if (encoding.fields().contains(field)) {
                    int value = field == Field.RD ? register() : source();
                    word = encoding.insert(field, word, field == Field.RM ? mode() : value);
                }
            }
            Optional<Instruction> decoded = Decoder.decode(word);
            if (decoded.isPresent() && Compilable.compiles(decoded.get())) {
                return word;
            }
        }
    }

    private int mode() {
        return switch (random.nextInt(3)) {
            case 0 -> Fcsr.RNE;
            case 1 -> Fcsr.RTZ;
            default -> Fcsr.DYN;
        };
    }

    private int near() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(-2048, 2048);
            case 1 -> random.nextInt(-16, 16);
            default -> 8 * random.nextInt(-3, 4);
        };
    }

    // The register of an address, sometimes computed.
    private int pointer(List<Integer> words) {
        switch (random.nextInt(12)) {
            case 0 -> {
                return source();
            }
            case 1, 2 -> {
                words.add(RandomRegions.word(Opcode.ANDI, 11, source(), 0, 0x1f8));
                words.add(RandomRegions.word(Opcode.ADD_, 10, RandomRegions.POINTER, 11, 0));
                return 10;
            }
            case 3 -> {
                int far = random.nextInt(-2048, 2048);
                words.add(RandomRegions.word(Opcode.ADDI, 10, RandomRegions.POINTER, 0, far));
                return 10;
            }
            case 4 -> {
                words.add(RandomRegions.word(Opcode.LUI, 10, 0, 0, (int) RandomRegion.DATA));
                return 10;
            }
            case 5, 6 -> {
                return RandomRegions.OTHER_POINTER;
            }
            default -> {
                return RandomRegions.POINTER;
            }
        }
    }

    private int load(int base, int displacement) {
        Opcode row = LOADS[random.nextInt(LOADS.length)];
        return RandomRegions.word(row, register(), base, 0, displacement);
    }

    private int store(int base, int displacement) {
        Opcode row = STORES[random.nextInt(STORES.length)];
        return RandomRegions.word(row, 0, base, source(), displacement);
    }

    private void advance(List<Integer> words) {
        int pointer = random.nextInt(3) == 0 ? RandomRegions.OTHER_POINTER : RandomRegions.POINTER;
        int step = random.nextInt(4) == 0 ? random.nextInt(-2048, 2048) : 8 * random.nextInt(-2, 3);
        words.add(RandomRegions.word(Opcode.ADDI, pointer, pointer, 0, step));
    }

    private void extend(List<Integer> words) {
        int register = register();
        int bits = random.nextInt(4) == 0 ? random.nextInt(64) : 32 + 8 * random.nextInt(4);
        Opcode back = random.nextBoolean() ? Opcode.SRLI : Opcode.SRAI;
        int other = random.nextInt(3) == 0 ? random.nextInt(64) : bits;
        words.add(RandomRegions.word(Opcode.SLLI, register, source(), 0, bits));
        words.add(RandomRegions.word(back, register(), register, 0, other));
    }

    private void rotate(List<Integer> words) {
        int from = source();
        boolean half = random.nextBoolean();
        int by = 1 + random.nextInt(half ? 31 : 63);
        int other = random.nextInt(5) == 0 ? 3 : (half ? 32 : 64) - by;
        words.add(RandomRegions.word(half ? Opcode.SLLIW : Opcode.SLLI, 13, from, 0, by));
        words.add(RandomRegions.word(half ? Opcode.SRLIW : Opcode.SRLI, 14, from, 0, other));
        Opcode how = random.nextInt(3) == 0 ? Opcode.XOR_ : Opcode.OR_;
        boolean leftFirst = random.nextBoolean();
        words.add(RandomRegions.word(how, register(), leftFirst ? 13 : 14, leftFirst ? 14 : 13, 0));
    }

    private void constant(List<Integer> words) {
        int register = register();
        if (random.nextBoolean()) {
            words.add(RandomRegions.word(Opcode.LUI, register, 0, 0, random.nextInt() & -4096));
        }
        int rs1 = random.nextBoolean() ? register : 0;
        int imm = random.nextInt(-2048, 2048) >> random.nextInt(12);
        Opcode row = random.nextBoolean() ? Opcode.ADDI : Opcode.ADDIW;
        words.add(RandomRegions.word(row, register, rs1, 0, imm));
    }

    // The same bytes, or some of them, once more.
    private void again(List<Integer> words) {
        int base = pointer(words);
        int displacement = near() / 2;
        boolean stores = random.nextBoolean();
        words.add(stores ? store(base, displacement) : load(base, displacement));
        int near = random.nextInt(3) == 0 ? random.nextInt(-8, 8) : 0;
        int clipped = Math.clamp(displacement + near, -2048, 2047);
        words.add(load(base, clipped));
    }

    private void count(List<Integer> words) {
        Opcode row = random.nextBoolean() ? Opcode.ADDIW : Opcode.ADDI;
        int counter = register();
        words.add(RandomRegions.word(row, counter, counter, 0, random.nextInt(-3, 4)));
    }
}
