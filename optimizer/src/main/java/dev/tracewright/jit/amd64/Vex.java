package dev.tracewright.jit.amd64;

/// The fields of a VEX prefix (Intel's manual, volume 2, 2.3.5).
final class Vex {
    static final int NO_PREFIX = 0;
    static final int P66 = 1;
    static final int PF3 = 2;
    static final int PF2 = 3;

    static final int MAP_0F = 1;
    static final int MAP_0F38 = 2;
    static final int MAP_0F3A = 3;

    private Vex() {}
}
