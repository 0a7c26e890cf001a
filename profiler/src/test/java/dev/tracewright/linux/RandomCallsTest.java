package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// Calls with arguments that often make no sense, in any order: each gets a result, and none an
/// exception of the host.
class RandomCallsTest {
    private static final int CALLS = 20_000;
    private static final int CALLS_LONG = 1_000_000;
    private static final int CALLS_OF_A_PROCESS = 500;

    /// Waiting without end and ending the process are what they are for.
    private static final Set<Syscall> LEFT_OUT =
            EnumSet.of(Syscall.PPOLL, Syscall.PSELECT6, Syscall.EXIT, Syscall.EXIT_GROUP);

    private static final List<String> NAMES =
            List.of("a", "b", "dir", "dir/a", "dir/", "a/b", "", ".", "link", "x".repeat(300), "ü");

    private static final long[] FLAGS = {
        0, 0, 0, 1, 2, 3, 4, 7, 0x22, 0x32, 0x40, 0x42, 0x100, 0x200, 0x241, 0x400, 0x1000, 0x5401
    };

    private static final long[] SIZES = {0, 1, 2, 3, 8, 10, 16, 24, 100, 4096, 8192, 65536};

    /// Numbers at which arithmetic goes wrong.
    private static final long[] EDGES = {
        -1,
        -2,
        -8,
        -100,
        -4096,
        4095,
        1 << 20,
        1L << 31,
        1L << 32,
        1L << 38,
        1L << 42,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0x1_0000,
        TestProcess.BUFFER,
        TestProcess.BUFFER + 4090,
        TestProcess.NOT_MAPPED
    };

    @TempDir Path folder;

    private final Map<Syscall, Integer> successes = new EnumMap<>(Syscall.class);

    private static long pick(long[] numbers, SplittableRandom random) {
        return numbers[random.nextInt(numbers.length)];
    }

    private static long argument(
            Syscall syscall, int index, long[] paths, SplittableRandom random) {
        if (random.nextInt(12) == 0) {
            return pick(EDGES, random);
        }
        boolean isDirectory =
                index + 1 < syscall.argumentCount() && syscall.argumentKind(index + 1) == 's';
        return switch (index < syscall.argumentCount() ? syscall.argumentKind(index) : 'x') {
            case 's' -> pick(paths, random);
            case 'f' -> isDirectory && random.nextInt(4) != 0 ? -100 : random.nextInt(8);
            case 'p' ->
                    TestProcess.BUFFER + 8L * random.nextInt(1200) & (-1L << random.nextInt(13));
            case 'x' -> pick(FLAGS, random);
            default -> pick(SIZES, random);
        };
    }

    /// Calls that are implemented: the others only say so.
    private List<Syscall> implemented() throws IOException {
        List<Syscall> calls = new ArrayList<>();
        for (Syscall syscall : EnumSet.complementOf(EnumSet.copyOf(LEFT_OUT))) {
            try (TestProcess test = new TestProcess(folder)) {
                test.call(syscall, -1, -1, -1, -1, -1, -1);
                if (test.diagnostics.isEmpty()) {
                    calls.add(syscall);
                }
            }
        }
        return calls;
    }

    private void callAll(List<Syscall> calls, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path own = Files.createDirectory(folder.resolve("process-" + seed));
        Files.writeString(own.resolve("a"), "content");
        Files.createDirectory(own.resolve("dir"));
        try (TestProcess test = new TestProcess(own)) {
            long[] paths = NAMES.stream().mapToLong(test::path).toArray();
            for (int i = 0; i < CALLS_OF_A_PROCESS; i++) {
                Syscall syscall = calls.get(random.nextInt(calls.size()));
                long[] arguments = new long[6];
                for (int index = 0; index < arguments.length; index++) {
                    arguments[index] = argument(syscall, index, paths, random);
                }
                call(test, syscall, arguments, seed);
                if (test.process.exitStatus().isPresent()) {
                    return;
                }
            }
        }
    }

    private void call(TestProcess test, Syscall syscall, long[] arguments, long seed) {
        try {
            long result = test.call(syscall, arguments);
            if (result >= 0 || result < -4095) {
                successes.merge(syscall, 1, Integer::sum);
            }
        } catch (RuntimeException | Error wrong) {
            fail(syscall + Arrays.toString(arguments) + " with seed " + seed, wrong);
        }
    }

    private void callAll(long firstSeed, int calls) throws IOException {
        List<Syscall> implemented = implemented();
        for (long seed = 0; seed < calls / CALLS_OF_A_PROCESS; seed++) {
            callAll(implemented, firstSeed + seed);
        }
        assertTrue(implemented.size() > 110, () -> implemented.size() + " calls");
        int lucky = successes.size();
        assertTrue(lucky > implemented.size() * 3 / 4, () -> "few succeeded: " + successes);
    }

    @Test
    void everyCallIsAnswered() throws IOException {
        callAll(1, CALLS);
    }

    @Test
    @Tag("long")
    void veryManyCallsAreAnswered() throws IOException {
        callAll(1_000_000, CALLS_LONG);
    }
}
