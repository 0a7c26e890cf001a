package dev.tracewright.jit.amd64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the processor says of itself, and what follows from it.
final class HostFeaturesTest {
    private static final HostFeatures COMPLETE =
            new HostFeatures(0x1888_1002, 0x109, 0x20, 7, 2, 4096);

    @Test
    void completeHostIsUsable() {
        assertEquals(Optional.empty(), COMPLETE.whyUnusable());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, 0, 4096, the processor lacks pclmulqdq",
        "12, 0, 0, 0, 0, 4096, the processor lacks fma",
        "19, 0, 0, 0, 0, 4096, the processor lacks sse4_1",
        "23, 0, 0, 0, 0, 4096, the processor lacks popcnt",
        "28, 0, 0, 0, 0, 4096, the processor lacks avx",
        "-1, 1, 0, 0, 0, 4096, the processor lacks fsgsbase",
        "-1, 8, 0, 0, 0, 4096, the processor lacks bmi1",
        "-1, 256, 0, 0, 0, 4096, the processor lacks bmi2",
        "-1, 0, 32, 0, 0, 4096, the processor lacks lzcnt",
        "-1, 0, 0, 4, 0, 4096, the kernel does not keep vector registers",
        "-1, 0, 0, 0, 2, 4096, the kernel does not let programs set the base of GS",
        "-1, 0, 0, 0, 0, 65536, 'the host''s pages have 65536 bytes, not 4096'"
    })
    void whatIsMissingIsNamed(
            int basicBit,
            int structured,
            int extended,
            int states,
            int kernel,
            long pageSize,
            String reason) {
        HostFeatures features =
                new HostFeatures(
                        COMPLETE.basic() & ~(basicBit < 0 ? 0 : 1 << basicBit),
                        COMPLETE.structured() & ~structured,
                        COMPLETE.extended() & ~extended,
                        COMPLETE.keptStates() & ~states,
                        COMPLETE.kernel() & ~kernel,
                        pageSize);
        assertEquals(Optional.of(reason), features.whyUnusable());
    }

    @Test
    void processorAndKernelAgree() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        assumeTrue(
                Files.isReadable(file) && "amd64".equals(System.getProperty("os.arch")),
                "needs /proc/cpuinfo of amd64");
        List<String> flags =
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("flags"))
                        .findFirst()
                        .map(line -> Arrays.asList(line.split(" ")))
                        .orElseThrow();
        HostFeatures features = HostFeatures.detect();
        boolean complete =
                flags.containsAll(
                        List.of(
                                "fsgsbase",
                                "bmi1",
                                "bmi2",
                                "abm",
                                "popcnt",
                                "sse4_1",
                                "avx",
                                "fma",
                                "pclmulqdq"));
        assertEquals(complete, features.whyUnusable().isEmpty());
    }
}
