package dev.tracewright.jit.amd64;

/// Where a value is, as one number: a general register (0 to 15), a vector register (16 to 31), or
/// a word of the [NativeState].
final class Location {
    /// No place.
    static final int NONE = -1;

    private static final int FIRST_VECTOR = 16;
    private static final int MEMORY = 1 << 20;

    private Location() {}

    static int of(Gpr register) {
        return register.ordinal();
    }

    static int of(Xmm register) {
        return FIRST_VECTOR + register.ordinal();
    }

    /// The word at a displacement of [StateLayout].
    static int memory(int displacement) {
        return MEMORY + displacement;
    }

    static boolean isGpr(int location) {
        return location >= 0 && location < FIRST_VECTOR;
    }

    static boolean isXmm(int location) {
        return location >= FIRST_VECTOR && location < 2 * FIRST_VECTOR;
    }

    static boolean isRegister(int location) {
        return location >= 0 && location < 2 * FIRST_VECTOR;
    }

    static boolean isMemory(int location) {
        return location >= 2 * FIRST_VECTOR;
    }

    static Gpr gpr(int location) {
        return Gpr.of(location);
    }

    static Xmm xmm(int location) {
        return Xmm.of(location - FIRST_VECTOR);
    }

    static int displacement(int location) {
        return location - MEMORY;
    }

    static Mem mem(int location) {
        return Mem.at(Gpr.RBP, displacement(location));
    }

    static String name(int location) {
        if (isGpr(location)) {
            return gpr(location).name();
        }
        return isXmm(location)
                ? xmm(location).name()
                : "[rbp%+d]".formatted(displacement(location));
    }
}
