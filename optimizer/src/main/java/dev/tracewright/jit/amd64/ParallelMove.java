package dev.tracewright.jit.amd64;

import java.util.Arrays;

/// Moves of values that happen at once: no destination is written before every source that it
/// overwrites has been read. Changes no flags, and no registers but destinations and scratch ones.
final class ParallelMove {
    private final Assembler asm;
    private int[] from = new int[16];
    private int[] to = new int[16];
    private int count;
    private long[] constants = new long[16];
    private int[] constantTo = new int[16];
    private int constantCount;

    ParallelMove(Assembler asm) {
        this.asm = asm;
    }

    void add(int source, int destination) {
        if (source == destination) {
            return;
        }
        if (count == from.length) {
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
        }
        from[count] = source;
        to[count++] = destination;
    }

    void addConstant(long value, int destination) {
        if (constantCount == constants.length) {
            constants = Arrays.copyOf(constants, constantCount * 2);
            constantTo = Arrays.copyOf(constantTo, constantCount * 2);
        }
        constants[constantCount] = value;
        constantTo[constantCount++] = destination;
    }

    boolean isEmpty() {
        return count == 0 && constantCount == 0;
    }

    /// Forgets all moves.
    void clear() {
        count = 0;
        constantCount = 0;
    }

    /// Emits all moves and forgets them.
    void emit() {
        while (count > 0) {
            if (!emitUnblocked()) {
                breakCycle();
            }
        }
        for (int i = 0; i < constantCount; i++) {
            constant(constants[i], constantTo[i]);
        }
        constantCount = 0;
    }

    private boolean emitUnblocked() {
        boolean any = false;
        for (int i = 0; i < count; ) {
            if (isSource(to[i])) {
                i++;
                continue;
            }
            move(from[i], to[i]);
            count--;
            from[i] = from[count];
            to[i] = to[count];
            any = true;
        }
        return any;
    }

    private boolean isSource(int location) {
        for (int i = 0; i < count; i++) {
            if (from[i] == location) {
                return true;
            }
        }
        return false;
    }

    /// Every destination left is somebody's source: reads one of them early. The scratch register
    /// is free again when its cycle has been emitted, before another one is broken.
    private void breakCycle() {
        int source = from[0];
        int scratch = Location.isXmm(source) ? Location.of(Xmm.XMM14) : Location.of(Gpr.RAX);
        move(source, scratch);
        for (int i = 0; i < count; i++) {
            if (from[i] == source) {
                from[i] = scratch;
            }
        }
    }

    private void move(int source, int destination) {
        if (Location.isGpr(destination)) {
            toGpr(source, Location.gpr(destination));
        } else if (Location.isXmm(destination)) {
            toXmm(source, Location.xmm(destination));
        } else if (Location.isGpr(source)) {
            asm.mov(64, Location.mem(destination), Location.gpr(source));
        } else if (Location.isXmm(source)) {
            asm.movs(64, Location.mem(destination), Location.xmm(source));
        } else {
            asm.movs(64, Xmm.XMM15, Location.mem(source));
            asm.movs(64, Location.mem(destination), Xmm.XMM15);
        }
    }

    private void toGpr(int source, Gpr destination) {
        if (Location.isGpr(source)) {
            asm.mov(64, destination, Location.gpr(source));
        } else if (Location.isXmm(source)) {
            asm.movd(64, destination, Location.xmm(source));
        } else {
            asm.mov(64, destination, Location.mem(source));
        }
    }

    private void toXmm(int source, Xmm destination) {
        if (Location.isGpr(source)) {
            asm.movd(64, destination, Location.gpr(source));
        } else if (Location.isXmm(source)) {
            asm.movaps(destination, Location.xmm(source));
        } else {
            asm.movs(64, destination, Location.mem(source));
        }
    }

    private void constant(long value, int destination) {
        if (Location.isGpr(destination)) {
            asm.mov(Location.gpr(destination), value);
        } else if (Location.isXmm(destination)) {
            asm.mov(Gpr.RAX, value);
            asm.movd(64, Location.xmm(destination), Gpr.RAX);
        } else {
            store(asm, value, Location.displacement(destination));
        }
    }

    /// Stores a constant in the state.
    static void store(Assembler asm, long value, int displacement) {
        if (value == (int) value) {
            asm.mov(64, Mem.at(Gpr.RBP, displacement), (int) value);
        } else {
            asm.mov(32, Mem.at(Gpr.RBP, displacement), (int) value);
            asm.mov(32, Mem.at(Gpr.RBP, displacement + 4), (int) (value >>> 32));
        }
    }
}
