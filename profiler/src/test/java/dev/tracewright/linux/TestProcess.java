package dev.tracewright.linux;

import dev.tracewright.elf.ElfBuilder;
import dev.tracewright.elf.ElfReader;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.program.LaunchOptions;
import dev.tracewright.program.ProgramLoader;
import dev.tracewright.program.StandardStreams;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A process without an engine: tests make its system calls through registers of their own.
final class TestProcess implements AutoCloseable {
    /// Three pages that tests use as they like.
    static final long BUFFER = 0x50_0000;

    static final long BUFFER_SIZE = 3L * GuestMemory.PAGE_SIZE;

    /// Where [#path] puts strings.
    private static final long STRINGS = 0x60_0000;

    static final long NOT_MAPPED = 0x70_0000;
    static final int CWD = -100;

    final LinuxProcess process;
    final GuestMemory memory;
    final Registers registers = new Registers();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final List<String> diagnostics = new ArrayList<>();
    private long nextString = STRINGS;

    static final class Registers implements GuestRegisters {
        final long[] x = new long[32];
        long instret;

        @Override
        public long x(int register) {
            return x[register];
        }

        @Override
        public void setX(int register, long value) {
            x[register] = value;
        }

        @Override
        public long pc() {
            return 0x1_0000;
        }

        @Override
        public long instret() {
            return instret;
        }
    }

    TestProcess(Path folder) throws IOException {
        this(folder, "", UnaryOperator.identity());
    }

    TestProcess(Path folder, String input, UnaryOperator<LaunchOptions> change) throws IOException {
        byte[] file = ElfBuilder.program(0x1_0000, new byte[8]).build();
        LaunchOptions options =
                change.apply(
                        LaunchOptions.of("argument")
                                .withDeterministic(true)
                                .withWorkingDirectory(folder)
                                .withDiagnostics(diagnostics::add)
                                .withStreams(
                                        new StandardStreams(
                                                new ByteArrayInputStream(
                                                        input.getBytes(StandardCharsets.UTF_8)),
                                                out,
                                                err)));
        memory = GuestMemory.reserve();
        process =
                new LinuxProcess(
                        memory,
                        ProgramLoader.load(
                                ElfReader.read(file, "test.elf"),
                                folder.resolve("test.elf"),
                                memory,
                                options),
                        options);
        memory.map(BUFFER, BUFFER_SIZE, Permission.READ_WRITE);
        memory.map(STRINGS, 64L << 10, Permission.READ_WRITE);
    }

    /// Makes a call and returns what it puts into `a0`.
    long call(Syscall syscall, long... arguments) {
        return call(syscall.number(), arguments);
    }

    long call(long number, long... arguments) {
        registers.x[17] = number;
        for (int i = 0; i < 6; i++) {
            registers.x[10 + i] = i < arguments.length ? arguments[i] : 0xdead_0000L + i;
        }
        process.call(registers);
        return registers.x[10];
    }

    /// The address of a string in guest memory.
    long path(String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
        long address = nextString;
        memory.write(address, bytes, 0, bytes.length);
        nextString += bytes.length;
        return address;
    }

    long open(String name, int flags) {
        return call(Syscall.OPENAT, CWD, path(name), flags, 0644);
    }

    /// Writes a string to a descriptor through guest memory.
    long write(long fd, String text) {
        return call(Syscall.WRITE, fd, path(text), text.getBytes(StandardCharsets.UTF_8).length);
    }

    /// Reads from a descriptor through guest memory; errors become their number's text.
    String read(long fd, int count) {
        long result = call(Syscall.READ, fd, BUFFER, count);
        return result < 0 ? Long.toString(result) : bytes(BUFFER, (int) result);
    }

    String bytes(long address, int length) {
        byte[] bytes = new byte[length];
        memory.read(address, bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.close();
    }
}
