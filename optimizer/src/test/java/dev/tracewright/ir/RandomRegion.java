package dev.tracewright.ir;

import dev.tracewright.engine.Hart;
import dev.tracewright.isa.Instruction;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.region.HotRegion;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/// A random region, the code that it was made of, and memory and registers to run it from.
///
/// All that a seed makes is the same in each run. One [GuestMemory] serves for any number of
/// regions: [#map] it once, then [#load] each.
public final class RandomRegion {
    /// Where the code begins.
    public static final long CODE = 0x1_0000;

    /// Two pages that can be read and written.
    public static final long DATA = 0x20_0000;

    /// A page that can be read only, behind them; behind it is nothing.
    public static final long READ_ONLY = DATA + 2 * GuestMemory.PAGE_SIZE;

    /// Addresses of blocks, in the page that can be read only.
    static final long TABLE = READ_ONLY + 0x800;

    private static final int DATA_BYTES = 3 * GuestMemory.PAGE_SIZE;
    private static final int CODE_BYTES = 2 * GuestMemory.PAGE_SIZE;

    private static final long[] SPECIAL = {
        0,
        1,
        -1,
        2,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_ffffL,
        0xffff_ffff_8000_0000L,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        1L << 42,
        (1L << 42) - 8,
        0xffff_ffff_3f80_0000L,
        0x3ff0_0000_0000_0000L,
        0x7ff8_0000_0000_0000L,
        0xffff_ffff_7fc0_0000L,
        0x7ff0_0000_0000_0001L
    };

    private final long seed;
    private final HotRegion region;
    private final List<Instruction> code;
    private final List<Long> table;

    RandomRegion(long seed, HotRegion region, List<Instruction> code, List<Long> table) {
        this.seed = seed;
        this.region = region;
        this.code = code;
        this.table = table;
    }

    /// The region of a seed.
    public static RandomRegion of(long seed) {
        return new RandomRegions(seed).region();
    }

    /// The region.
    public HotRegion region() {
        return region;
    }

    /// Maps the pages that regions use.
    public static void map(GuestMemory memory) {
        memory.map(CODE, CODE_BYTES, Permission.READ | Permission.EXECUTE);
        memory.map(DATA, 2 * GuestMemory.PAGE_SIZE, Permission.READ_WRITE);
        memory.map(READ_ONLY, GuestMemory.PAGE_SIZE, Permission.READ);
    }

    /// Fills the pages.
    public void load(GuestMemory memory) {
        var random = new Random(seed + 1);
        var bytes = ByteBuffer.allocate(DATA_BYTES + CODE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.position() < DATA_BYTES) {
            bytes.putLong(value(random));
        }
        for (int i = 0; i < table.size(); i++) {
            bytes.putLong((int) (TABLE - DATA) + 8 * i, table.get(i));
        }
        for (Instruction instruction : code) {
            if (instruction.length() == 2) {
                bytes.putShort((short) instruction.word());
            } else {
                bytes.putInt(instruction.word());
            }
        }
        MemorySegment all = MemorySegment.ofArray(bytes.array());
        memory.initialize(DATA, all.asSlice(0, DATA_BYTES));
        memory.initialize(CODE, all.asSlice(DATA_BYTES));
    }

    /// Sets the registers, the head as the next instruction.
    public void load(Hart hart) {
        var random = new Random(seed + 2);
        for (int i = 1; i < 32; i++) {
            hart.x[i] = value(random);
        }
        for (int i = 0; i < 32; i++) {
            hart.f[i] = value(random);
        }
        hart.x[RandomRegions.POINTER] = DATA + 0x400 + 8 * random.nextInt(300);
        hart.x[RandomRegions.OTHER_POINTER] = otherPointer(random);
        hart.x[RandomRegions.TABLE_POINTER] = TABLE;
        hart.fcsr.setValue(0);
        hart.instret = 0;
        hart.pc = region.head();
    }

    private static long otherPointer(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> READ_ONLY - 4;
            case 1 -> READ_ONLY + 64;
            case 2 -> READ_ONLY + GuestMemory.PAGE_SIZE - 16;
            case 3 -> value(random);
            case 4 -> (1L << 42) - 8L * random.nextInt(9);
            default -> DATA + 0x800 + random.nextInt(64);
        };
    }

    /// A number of any size, or one that matters.
    static long value(Random random) {
        return random.nextInt(3) == 0
                ? SPECIAL[random.nextInt(SPECIAL.length)]
                : random.nextLong() >> random.nextInt(64);
    }

    /// The code as text.
    @Override
    public String toString() {
        var text = new StringBuilder("seed " + seed + "\n");
        for (var block : region.blocks()) {
            text.append("%x %s%n".formatted(block.start(), block.flow()));
            for (Instruction instruction : block.instructions()) {
                text.append("    ").append(instruction).append('\n');
            }
        }
        return text.append(region.entries()).toString();
    }
}
