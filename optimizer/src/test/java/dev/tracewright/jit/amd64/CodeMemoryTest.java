package dev.tracewright.jit.amd64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Memory for code: never writable and executable at once, filled, patched and flushed.
final class CodeMemoryTest {
    private Workbench bench;

    @BeforeEach
    void open() {
        Workbench.assumeAvailable();
        bench = new Workbench();
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void noPageIsWritableAndExecutable() throws IOException {
        List<String> ours =
                Files.readAllLines(Path.of("/proc/self/maps")).stream()
                        .filter(line -> line.contains("memfd:tracewright-code"))
                        .map(line -> line.split(" ", 3)[1])
                        .distinct()
                        .sorted()
                        .toList();
        assertEquals(List.of("r-xs", "rw-s"), ours);
    }

    @Test
    void hostThatRefusesIsTold() {
        UnsupportedOperationException refused =
                assertThrows(
                        UnsupportedOperationException.class, () -> CodeMemory.reserve(1L << 62));
        assertTrue(refused.getMessage().startsWith("the host refuses"), refused.getMessage());
    }

    @Test
    void fullMemoryIsFlushedAndFilledAgain() {
        for (int round = 1; round <= 5; round++) {
            int expected = round;
            int placed = 0;
            long last = 0;
            while (true) {
                long code =
                        bench.place(
                                asm -> {
                                    bench.leave(asm, expected);
                                    asm.nop(1000);
                                });
                if (code < 0) {
                    break;
                }
                last = code;
                placed++;
            }
            assertTrue(placed > 900, "pieces of 1 KiB in 1 MiB: " + placed);
            assertEquals(round, bench.area.enter(bench.state, last));
            bench.area.memory().flush();
            assertEquals(round, bench.run(asm -> bench.leave(asm, expected)));
        }
    }

    @Test
    void patchedJumpGoesElsewhere() {
        long other = bench.place(asm -> bench.leave(asm, 2));
        int[] field = new int[1];
        long code =
                bench.place(
                        asm -> {
                            Label next = new Label();
                            field[0] = asm.patchableJmp(next);
                            asm.bind(next);
                            bench.leave(asm, 1);
                        });
        for (int i = 0; i < 1000; i++) {
            assertEquals(1, bench.area.enter(bench.state, code));
            bench.area.memory().patchJump(code + field[0], other);
            assertEquals(2, bench.area.enter(bench.state, code));
            bench.area.memory().patchJump(code + field[0], code + field[0] + 4);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -4, 1L << 20})
    void onlyAlignedFieldsInTheMemoryArePatched(long offset) {
        CodeMemory memory = bench.area.memory();
        long start = memory.start();
        assertThrows(IllegalArgumentException.class, () -> memory.patchJump(start + offset, start));
        assertThrows(IllegalArgumentException.class, () -> memory.patchLong(start + offset, 0));
    }

    @Test
    void dataInTheCodeIsPatched() {
        Label data = new Label();
        long code =
                bench.place(
                        asm -> {
                            asm.jmp(Mem.at(data));
                            asm.align(8);
                            asm.bind(data);
                            asm.emitLong(0);
                        });
        for (int reason = 0; reason < 10; reason++) {
            int expected = reason;
            long target = bench.place(asm -> bench.leave(asm, expected));
            bench.area.memory().patchLong(code + data.position(), target);
            assertEquals(reason, bench.area.enter(bench.state, code));
        }
    }

    @Test
    void areasAreFarFromNothingTheyCall() {
        try (CodeArea other = CodeArea.open(CodeArea.CAPACITY)) {
            CodeMemory memory = other.memory();
            assertNotEquals(memory.start(), bench.area.memory().start());
            assertTrue(memory.end() - memory.start() < Integer.MAX_VALUE);
        }
    }
}
