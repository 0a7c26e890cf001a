package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.MemoryFault;

import java.util.Optional;
import java.util.function.Consumer;

/// Prints each system call on a line, in the manner of `strace`: `openat(AT_FDCWD, "notes.txt",
/// 0x0, 00) = -1 ENOENT (No such file or directory)`.
public final class SyscallPrinter implements SyscallObserver {
    private static final int MAX_STRING = 80;
    private static final int UNKNOWN_ARGUMENTS = 6;

    /// Results at and above this, as unsigned numbers, are addresses rather than counts.
    private static final long FIRST_ADDRESS = 1L << 32;

    private final GuestMemory memory;
    private final Consumer<String> lines;

    /// @param memory where the arguments' strings are
    /// @param lines takes each line, without a line end
    public SyscallPrinter(GuestMemory memory, Consumer<String> lines) {
        this.memory = memory;
        this.lines = lines;
    }

    @Override
    public void called(long number, long[] arguments, long result) {
        Syscall syscall = Syscall.of(number);
        StringBuilder line = new StringBuilder();
        line.append(syscall == null ? "syscall_" + number : syscall.toString()).append('(');
        int count = syscall == null ? UNKNOWN_ARGUMENTS : syscall.argumentCount();
        for (int i = 0; i < count; i++) {
            char kind = syscall == null ? 'x' : syscall.argumentKind(i);
            line.append(i == 0 ? "" : ", ").append(argument(kind, arguments[i]));
        }
        lines.accept(line.append(") = ").append(result(result)).toString());
    }

    private String argument(char kind, long value) {
        return switch (kind) {
            case 'f' -> descriptor((int) value);
            case 's' -> string(value);
            case 'd' -> Long.toString(value);
            case 'u' -> Long.toUnsignedString(value);
            case 'o' -> "0" + Long.toOctalString(value & 0xffff_ffffL);
            case 'p' -> value == 0 ? "NULL" : "0x" + Long.toHexString(value);
            default -> "0x" + Long.toHexString(value);
        };
    }

    private static String descriptor(int value) {
        return value == GuestPaths.CURRENT_DIRECTORY ? "AT_FDCWD" : Integer.toString(value);
    }

    private String string(long address) {
        if (address == 0) {
            return "NULL";
        }
        try {
            Optional<String> text = memory.readCString(address, GuestPaths.MAX_LENGTH);
            return text.isEmpty() ? "0x" + Long.toHexString(address) : quote(text.get());
        } catch (MemoryFault _) {
            return "0x" + Long.toHexString(address);
        }
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), MAX_STRING); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> quoted.append(c < ' ' ? "\\%o".formatted((int) c) : c);
            }
        }
        return quoted.append(text.length() > MAX_STRING ? "\"..." : "\"").toString();
    }

    private static String result(long result) {
        String error = result < 0 ? Errno.describe(result) : "";
        if (!error.isEmpty()) {
            return "-1 " + error;
        }
        return result >= FIRST_ADDRESS || result < 0
                ? "0x" + Long.toHexString(result)
                : Long.toString(result);
    }
}
