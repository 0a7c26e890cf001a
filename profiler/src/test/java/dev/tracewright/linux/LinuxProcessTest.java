package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.elf.MalformedElfException;
import dev.tracewright.program.LaunchOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class LinuxProcessTest {
    @TempDir Path folder;
    private TestProcess test;

    @BeforeEach
    void start() throws IOException {
        test = new TestProcess(folder);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void callsChangeNoRegisterButTheResult() {
        for (int i = 0; i < 32; i++) {
            test.registers.x[i] = 1000 + i;
        }
        test.registers.x[17] = Syscall.GETPID.number();
        long[] expected = test.registers.x.clone();
        assertTrue(test.process.call(test.registers));
        expected[10] = test.process.pid();
        assertArrayEquals(expected, test.registers.x);
    }

    @Test
    void callsThatAreNotImplementedAreNamedOnce() {
        assertEquals(-38, test.call(Syscall.IO_URING_SETUP, 1, 2));
        assertEquals(-38, test.call(Syscall.IO_URING_SETUP, 1, 2));
        assertEquals(-38, test.call(9999));
        assertEquals(
                List.of(
                        "the program makes system call 425 (io_uring_setup), which is not"
                                + " implemented; it gets ENOSYS",
                        "the program makes system call 9999 which Linux does not have, which is"
                                + " not implemented; it gets ENOSYS"),
                test.diagnostics);
        assertEquals("", test.err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void someCallsAreNotImplementedInSilence() {
        assertEquals(-38, test.call(Syscall.RSEQ, 0, 0, 0, 0));
        assertEquals(List.of(), test.diagnostics);
    }

    @Test
    void exitingEndsTheProcess() {
        assertEquals(Optional.empty(), test.process.exitStatus());
        test.registers.x[10] = 0x1_2345;
        test.registers.x[17] = Syscall.EXIT_GROUP.number();
        assertFalse(test.process.call(test.registers));
        assertEquals(Optional.of(new ExitStatus.Exited(0x45)), test.process.exitStatus());
        assertEquals(0x45, test.process.exitStatus().get().shellStatus());
        assertEquals(0x1_2345, test.registers.x[10], "a0 stays");
    }

    @Test
    void faultsEndTheProcessBySignal() {
        test.process.fault(Signal.SIGSEGV);
        ExitStatus status = test.process.exitStatus().orElseThrow();
        assertEquals(139, status.shellStatus());
        assertEquals("ended by SIGSEGV", status.toString());
        test.process.fault(Signal.SIGBUS);
        assertEquals(Optional.of(status), test.process.exitStatus(), "the first end counts");
    }

    @Test
    void observersSeeCallsAndWhatWasWritten() {
        List<String> seen = new ArrayList<>();
        test.process.observe(
                new SyscallObserver() {
                    @Override
                    public void called(long number, long[] arguments, long result) {
                        seen.add(Syscall.of(number) + " " + arguments[0] + " = " + result);
                    }

                    @Override
                    public void wrote(int descriptor, ByteBuffer bytes) {
                        seen.add(descriptor + ": " + StandardCharsets.UTF_8.decode(bytes.slice()));
                    }
                });
        test.write(1, "hello");
        test.write(77, "nobody");
        test.call(Syscall.EXIT, 5);
        assertEquals(List.of("1: hello", "write 1 = 5", "write 77 = -9", "exit 5 = 0"), seen);
        assertEquals("hello", test.out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void callsArePrintedLikeStrace() {
        List<String> lines = new ArrayList<>();
        test.process.observe(new SyscallPrinter(test.memory, lines::add));
        test.call(Syscall.OPENAT, -100, test.path("no\t\"file\""), 0x42, 0644);
        Path made = folder.resolve("no\t\"file\"");
        test.call(Syscall.OPENAT, -100, test.path("missing"), 0, 0);
        test.call(Syscall.OPENAT, 3, TestProcess.NOT_MAPPED, 0, 0);
        test.call(Syscall.MMAP, 0, 4096, 3, 0x22, -1, 0);
        test.call(Syscall.LSEEK, 3, -5, 1);
        test.call(Syscall.GETPID);
        test.call(600, 1, 2, 3, 4, 5, 6);
        assertTrue(Files.exists(made));
        assertEquals(
                List.of(
                        "openat(AT_FDCWD, \"no\\t\\\"file\\\"\", 0x42, 0644) = 3",
                        "openat(AT_FDCWD, \"missing\", 0x0, 00) = -1 ENOENT (No such file or"
                                + " directory)",
                        "openat(3, 0x700000, 0x0, 00) = -1 EFAULT (Bad address)",
                        "mmap(NULL, 4096, 0x3, 0x22, -1, 0x0) = 0x3ffff6fe000",
                        "lseek(3, -5, 1) = -1 EINVAL (Invalid argument)",
                        "getpid() = 1000",
                        "syscall_600(0x1, 0x2, 0x3, 0x4, 0x5, 0x6) = -1 ENOSYS (Function not"
                                + " implemented)"),
                lines);
    }

    @Test
    void anUnreadableProgramIsReported() throws IOException {
        LaunchOptions options = LaunchOptions.of();
        assertThrows(
                NoSuchFileException.class,
                () -> LinuxProcess.launch(folder.resolve("nothing"), options));
        Path text = Files.writeString(folder.resolve("text"), "#!/bin/sh\n");
        assertThrows(MalformedElfException.class, () -> LinuxProcess.launch(text, options));
        assertThrows(IOException.class, () -> LinuxProcess.launch(folder, options));
    }
}
