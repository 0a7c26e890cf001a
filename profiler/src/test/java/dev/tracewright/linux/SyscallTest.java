package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class SyscallTest {
    /// The kernel's table, where a cross compiler has brought it.
    private static final Path HEADER =
            Path.of("/usr/riscv64-linux-gnu/include/asm-generic/unistd.h");

    @ParameterizedTest
    @EnumSource
    void everyCallIsFoundByItsNumber(Syscall syscall) {
        assertEquals(syscall, Syscall.of(syscall.number()));
        assertTrue(syscall.argumentCount() <= 6);
        for (int i = 0; i < syscall.argumentCount(); i++) {
            assertTrue("fspxodu".indexOf(syscall.argumentKind(i)) >= 0, syscall.name());
        }
    }

    @Test
    void numbersThatLinuxDoesNotHaveAreNoCalls() {
        assertNull(Syscall.of(-1));
        assertNull(Syscall.of(244));
        assertNull(Syscall.of(511));
        assertNull(Syscall.of(512));
        assertNull(Syscall.of(Long.MIN_VALUE));
    }

    @Test
    void namesAndNumbersAreThoseOfTheKernelsHeader() throws IOException {
        Assumptions.assumeTrue(Files.exists(HEADER), "no riscv64 kernel headers: " + HEADER);
        // Calls whose macro has another name than the call, and one that has a second macro.
        Map<String, String> renamed =
                Map.of("fstatat", "newfstatat", "sync_file_range2", "sync_file_range");
        Pattern define = Pattern.compile("#define __NR(?:3264)?_(\\w+) (\\d+)");
        int compared = 0;
        for (String line : Files.readAllLines(HEADER)) {
            Matcher matcher = define.matcher(line);
            Syscall syscall =
                    matcher.matches() ? Syscall.of(Long.parseLong(matcher.group(2))) : null;
            if (syscall != null && !matcher.group(1).equals("syscalls")) {
                String name = matcher.group(1);
                assertEquals(renamed.getOrDefault(name, name), syscall.toString());
                compared++;
            }
        }
        assertTrue(compared > 290, "only " + compared + " compared");
    }
}
