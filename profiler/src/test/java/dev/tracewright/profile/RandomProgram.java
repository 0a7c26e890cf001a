package dev.tracewright.profile;

import java.util.Random;

/// Programs with all kinds of control flow, from a seed: also jumps into the middle of
/// instructions, circles of jumps, and code that is no code.
final class RandomProgram {
    private static final int NOP = 0;
    private static final int COMPRESSED_NOP = 1;
    private static final int BRANCH = 2;
    private static final int JUMP = 3;
    private static final int CALL = 4;
    private static final int INDIRECT_JUMP = 5;
    private static final int INDIRECT_CALL = 6;
    private static final int RETURN = 7;
    private static final int SYSTEM_CALL = 8;
    private static final int FENCE_I = 9;
    private static final int ILLEGAL = 10;

    /// How often each kind occurs, in percent.
    private static final int[] SHARES = {24, 20, 26, 7, 5, 3, 2, 6, 4, 2, 1};

    private RandomProgram() {}

    /// A program of so many instructions.
    static TestCode generate(long seed, int size) {
        var random = new Random(seed);
        int[] kinds = random.ints(size, 0, 100).map(RandomProgram::kind).toArray();
        int[] offsets = new int[size + 1];
        for (int i = 0; i < size; i++) {
            offsets[i + 1] = offsets[i] + (kinds[i] == COMPRESSED_NOP ? 2 : 4);
        }
        var code = new TestCode(0x1_0000);
        for (int i = 0; i < size; i++) {
            int target = random.nextInt(Math.max(0, i - 60), Math.min(size, i + 60));
            // Here and there into the middle of an instruction.
            int inside = random.nextInt(40) == 0 ? 2 : 0;
            code.add(word(kinds[i], offsets[target] + inside - offsets[i]));
        }
        return code;
    }

    private static int kind(int percent) {
        int kind = 0;
        int rest = percent;
        while (rest >= SHARES[kind]) {
            rest -= SHARES[kind++];
        }
        return kind;
    }

    private static int word(int kind, int offset) {
        return switch (kind) {
            case NOP -> Assembler.nop();
            case COMPRESSED_NOP -> Assembler.compressedNop();
            case BRANCH -> Assembler.branch(offset);
            case JUMP -> Assembler.jump(0, offset);
            case CALL -> Assembler.jump(1, offset);
            case INDIRECT_JUMP -> Assembler.indirect(0, 10);
            case INDIRECT_CALL -> Assembler.indirect(1, 10);
            case RETURN -> Assembler.indirect(0, 1);
            case SYSTEM_CALL -> Assembler.systemCall();
            case FENCE_I -> Assembler.instructionFence();
            case ILLEGAL -> Assembler.illegal();
            default -> throw new IllegalArgumentException("kind " + kind);
        };
    }
}
