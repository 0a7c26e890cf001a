package dev.tracewright.guest;

import java.util.Random;

/// Random programs that end: functions with nested loops, branches on random bits, calls, table
/// jumps and memory accesses, called in a loop.
public final class RandomProgram {
    private static final int FUNCTIONS = 4;
    private static final int DEPTH = 3;

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int labels;

    private RandomProgram(Random random) {
        this.random = random;
    }

    /// The program of a seed, as text for [Assembly].
    public static String of(long seed) {
        var program = new RandomProgram(new Random(seed));
        program.main();
        for (int i = 0; i < FUNCTIONS; i++) {
            program.function(i);
        }
        return program.text.toString();
    }

    // x9 is a random number, x18 counts calls, x8.. are loop counters by depth.
    private void main() {
        line("addi x9, x0, " + (1 + random.nextInt(1000)));
        line("addi x18, x0, " + (100 + random.nextInt(200)));
        line("main: jal x1, f0");
        line("addi x18, x18, -1");
        line("bne x18, x0, main");
        line("addi x17, x0, 93");
        line("ecall");
    }

    private void function(int number) {
        line("f" + number + ": addi x2, x2, -64");
        line("sd x2, x1, 0");
        for (int depth = 0; depth < DEPTH; depth++) {
            line("sd x2, x%d, %d".formatted(20 + depth, 8 + 8 * depth));
        }
        statements(number, 0);
        for (int depth = 0; depth < DEPTH; depth++) {
            line("ld x%d, x2, %d".formatted(20 + depth, 8 + 8 * depth));
        }
        line("ld x1, x2, 0");
        line("addi x2, x2, 64");
        line("jalr x0, x1, 0");
    }

    private void statements(int function, int depth) {
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(depth < DEPTH ? 6 : 3)) {
                case 0 -> arithmetic();
                case 1 -> call(function);
                case 2 -> choice(function, depth);
                default -> loop(function, depth);
            }
        }
    }

    private void arithmetic() {
        line("slli x6, x9, 3");
        line("add x9, x9, x6");
        line("addi x9, x9, 7");
        line("sd x2, x9, 40");
        line("ld x7, x2, 40");
        line("xor x9, x9, x7");
        line("add x9, x9, x7");
    }

    private void call(int function) {
        if (function + 1 < FUNCTIONS) {
            int callee = function + 1 + random.nextInt(FUNCTIONS - function - 1);
            line("jal x1, f" + callee);
        } else {
            arithmetic();
        }
    }

    private void choice(int function, int depth) {
        String other = label();
        String end = label();
        line("srli x6, x9, " + (3 + random.nextInt(20)));
        line("andi x6, x6, " + (1 << random.nextInt(3)));
        line("beq x6, x0, " + other);
        arithmetic();
        line("jal x0, " + end);
        line(other + ": addi x9, x9, 5");
        if (depth < DEPTH && random.nextInt(3) == 0) {
            statements(function, depth + 1);
        }
        line(end + ": addi x9, x9, 1");
    }

    private void loop(int function, int depth) {
        String head = label();
        int counter = 20 + depth;
        line("addi x%d, x0, %d".formatted(counter, 1 + random.nextInt(6)));
        line(head + ": addi x9, x9, 3");
        statements(function, depth + 1);
        line("addi x%d, x%d, -1".formatted(counter, counter));
        line("bne x%d, x0, %s".formatted(counter, head));
    }

    private String label() {
        return "l" + labels++;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
