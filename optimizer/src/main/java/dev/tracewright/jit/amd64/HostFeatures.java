package dev.tracewright.jit.amd64;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the host's processor and kernel offer to compiled code.
///
/// @param flags the processor's features as `/proc/cpuinfo` calls them
/// @param gsBase whether a program may set the base of GS by itself: bit 1 of `AT_HWCAP2`
/// @param pageSize bytes in a page of the host
record HostFeatures(Set<String> flags, boolean gsBase, long pageSize) {
    private static final List<String> REQUIRED =
            List.of("bmi1", "bmi2", "abm", "popcnt", "fma", "avx", "fsgsbase", "sse4_1");

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final Path AUXILIARY_VECTOR = Path.of("/proc/self/auxv");
    private static final long AT_PAGESZ = 6;
    private static final long AT_HWCAP2 = 26;
    private static final long HWCAP2_FSGSBASE = 2;
    private static final long GUEST_PAGE_SIZE = 4096;

    /// Why there can be no machine code on this host, in one line; empty if there can.
    static Optional<String> whyUnavailable() {
        return OnThisHost.REASON;
    }

    /// The host's features.
    ///
    /// @throws IOException if `/proc` does not tell
    static HostFeatures detect() throws IOException {
        byte[] vector = Files.readAllBytes(AUXILIARY_VECTOR);
        boolean gsBase = (auxiliary(vector, AT_HWCAP2) & HWCAP2_FSGSBASE) != 0;
        return new HostFeatures(processorFlags(), gsBase, auxiliary(vector, AT_PAGESZ));
    }

    /// Whether `pclmulqdq` exists, which carry-less multiplication can use.
    boolean hasCarryLessMultiply() {
        return flags.contains("pclmulqdq");
    }

    /// What of the required features is missing, in one line.
    Optional<String> whyUnusable() {
        for (String flag : REQUIRED) {
            if (!flags.contains(flag)) {
                return Optional.of("the processor lacks " + flag);
            }
        }
        if (!gsBase) {
            return Optional.of("the kernel does not let programs set the base of GS");
        }
        if (pageSize != GUEST_PAGE_SIZE) {
            return Optional.of("the host's pages have %d bytes, not 4096".formatted(pageSize));
        }
        return Optional.empty();
    }

    /// The value of an entry of the auxiliary vector, or 0.
    static long auxiliary(byte[] vector, long type) {
        ByteBuffer entries = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN);
        while (entries.remaining() >= 16) {
            long key = entries.getLong();
            long value = entries.getLong();
            if (key == type) {
                return value;
            }
        }
        return 0;
    }

    private static Set<String> processorFlags() throws IOException {
        try (BufferedReader lines =
                Files.newBufferedReader(PROCESSOR, StandardCharsets.ISO_8859_1)) {
            for (String line; (line = lines.readLine()) != null; ) {
                if (line.startsWith("flags")) {
                    return new HashSet<>(Arrays.asList(line.split(" ")));
                }
            }
        }
        return Set.of();
    }

    private static final class OnThisHost {
        static final Optional<String> REASON = find();

        private static Optional<String> find() {
            String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
            if (!system.equals("Linux amd64")) {
                return Optional.of("machine code is written for Linux amd64, this is " + system);
            }
            try {
                return detect().whyUnusable();
            } catch (IOException e) {
                return Optional.of("cannot tell the processor's features: " + e);
            }
        }
    }
}
