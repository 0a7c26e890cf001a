package dev.tracewright.linux;

/// The flags of `openat` (`asm-generic/fcntl.h`).
final class OpenFlags {
    static final int ACCESS_MODE = 3;
    static final int READ_ONLY = 0;
    static final int WRITE_ONLY = 1;
    static final int READ_WRITE = 2;
    static final int CREATE = 0x40;
    static final int EXCLUSIVE = 0x80;
    static final int NO_TERMINAL = 0x100;
    static final int TRUNCATE = 0x200;
    static final int APPEND = 0x400;
    static final int NON_BLOCKING = 0x800;
    static final int DIRECTORY = 0x1_0000;
    static final int NO_FOLLOW = 0x2_0000;
    static final int CLOSE_ON_EXEC = 0x8_0000;
    static final int PATH = 0x20_0000;
    static final int TEMPORARY = 0x40_0000;

    /// Flags that matter only while a file is opened.
    static final int CREATION = CREATE | EXCLUSIVE | NO_TERMINAL | TRUNCATE | CLOSE_ON_EXEC;

    /// What `F_SETFL` can change: besides these only `O_ASYNC`, `O_DIRECT` and `O_NOATIME`.
    static final int CHANGEABLE = APPEND | NON_BLOCKING;

    private OpenFlags() {}

    static boolean has(long flags, int flag) {
        return (flags & flag) == flag;
    }
}
