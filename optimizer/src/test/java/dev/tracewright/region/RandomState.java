package dev.tracewright.region;

import dev.tracewright.engine.Hart;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;

/// Random states in which random regions are entered.
public final class RandomState {
    /// Two pages that can be read and written.
    public static final long DATA = 0x20_0000;

    /// One that can only be read, behind them; nothing is mapped from its end on.
    public static final long READ_ONLY = DATA + 0x2000;

    /// The last page of the address space.
    public static final long LAST = GuestMemory.LIMIT - 0x1000;

    private static final int CODE_SIZE = 0x4000;
    private static final int DATA_SIZE = 0x3000;

    private static final long[] EDGES = {
        0,
        1,
        2,
        31,
        32,
        63,
        -1,
        -2,
        0x80,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_ffffL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0xffff_ffff_8000_0000L
    };

    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1,
        -1.5,
        3,
        0.1,
        1e300,
        -1e-300,
        Double.MIN_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        2147483648.0,
        -9.3e18,
        1.8e19,
        0.5
    };

    private static final float[] SINGLES = {
        0.0f,
        -0.0f,
        1,
        -2.5f,
        0.1f,
        3e38f,
        Float.MIN_VALUE,
        Float.NaN,
        Float.NEGATIVE_INFINITY,
        4294967296f,
        1e-39f,
        7
    };

    private RandomState() {}

    /// Maps what random regions access, and where their code lies.
    public static void map(GuestMemory memory) {
        memory.map(RandomRegion.CODE, CODE_SIZE, Permission.READ | Permission.EXECUTE);
        memory.map(DATA, 0x2000, Permission.READ_WRITE);
        memory.map(READ_ONLY, 0x1000, Permission.READ);
        memory.map(LAST, 0x1000, Permission.READ_WRITE);
    }

    /// Puts the code of a region in its place.
    public static void load(GuestMemory memory, byte[] code) {
        memory.initialize(RandomRegion.CODE, MemorySegment.ofArray(code));
    }

    /// Gives registers and memory the values of a seed.
    ///
    /// @param starts addresses of code that jumps may go to
    public static void fill(Hart hart, List<Long> starts, long seed) {
        var random = new Random(~seed * 0x9e3779b97f4a7c15L);
        for (int i = 1; i < 32; i++) {
            hart.x[i] = integer(random);
            hart.f[i] = floating(random);
        }
        hart.f[0] = floating(random);
        long near = DATA + 0x800 + 8 * random.nextInt(8);
        for (int pointer : RandomCode.POINTERS) {
            hart.x[pointer] = pointer(random, near);
        }
        if (random.nextInt(12) != 0) {
            hart.x[RandomCode.INDEX] = random.nextInt(16);
            hart.x[RandomCode.COUNTER] = 1 + random.nextInt(20);
        }
        for (int target : RandomCode.TARGETS) {
            hart.x[target] = starts.get(random.nextInt(starts.size()));
        }
        for (int link : RandomCode.LINKS) {
            hart.x[link] = starts.get(random.nextInt(starts.size()));
        }
        hart.fcsr.setValue(random.nextInt(3) == 0 ? random.nextInt(32) : 0);
        if (random.nextInt(100) == 0) {
            hart.fcsr.rounding = random.nextInt(8);
        }
        hart.instret = random.nextInt(1000);
        byte[] data = new byte[DATA_SIZE];
        random.nextBytes(data);
        hart.memory.initialize(DATA, MemorySegment.ofArray(data));
        hart.memory.initialize(LAST, MemorySegment.ofArray(new byte[0x1000]));
    }

    private static long pointer(Random random, long near) {
        return switch (random.nextInt(24)) {
            case 0 -> integer(random);
            case 1 -> DATA + random.nextInt(64);
            case 2 -> DATA + 0x1000 - random.nextInt(64);
            case 3 -> READ_ONLY - random.nextInt(64);
            case 4 -> READ_ONLY + 0x1000 - random.nextInt(64);
            case 5 -> GuestMemory.LIMIT - random.nextInt(64);
            case 6 -> 1L << random.nextInt(64);
            case 7 -> random.nextInt(4096) - 2048L;
            case 8 -> near + random.nextInt(64);
            case 9 -> DATA + random.nextInt(DATA_SIZE);
            case 10, 11, 12, 13, 14 -> near;
            default -> near + 8 * random.nextInt(4);
        };
    }

    private static long integer(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong() >> random.nextInt(64);
            case 1 -> EDGES[random.nextInt(EDGES.length)];
            case 2 -> random.nextInt(64);
            default -> random.nextInt();
        };
    }

    private static long floating(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1, 2 -> single(SINGLES[random.nextInt(SINGLES.length)]);
            case 3 -> single((float) random.nextGaussian());
            case 4 -> Double.doubleToRawLongBits(100 * random.nextGaussian());
            default -> Double.doubleToRawLongBits(DOUBLES[random.nextInt(DOUBLES.length)]);
        };
    }

    private static long single(float value) {
        return 0xffff_ffff_0000_0000L | Float.floatToRawIntBits(value);
    }
}
