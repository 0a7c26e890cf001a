package dev.tracewright.linux;

/// The signals of Linux: numbers, names, and what they do by default.
public final class Signal {
    /// Illegal instruction.
    public static final int SIGILL = 4;

    /// Breakpoint.
    public static final int SIGTRAP = 5;

    /// Abort.
    public static final int SIGABRT = 6;

    /// Misaligned atomic access, among others.
    public static final int SIGBUS = 7;

    /// Arithmetic error; RISC-V never raises it by itself.
    public static final int SIGFPE = 8;

    /// Cannot be caught.
    public static final int SIGKILL = 9;

    /// Access to memory that does not permit it.
    public static final int SIGSEGV = 11;

    /// Write to a pipe that nobody reads.
    public static final int SIGPIPE = 13;

    static final int SIGCONT = 18;
    static final int SIGSTOP = 19;

    /// Signals are 1 to 64; 32 and above are the real-time signals.
    static final int MAX = 64;

    private static final String[] NAMES = {
        "0",
        "SIGHUP",
        "SIGINT",
        "SIGQUIT",
        "SIGILL",
        "SIGTRAP",
        "SIGABRT",
        "SIGBUS",
        "SIGFPE",
        "SIGKILL",
        "SIGUSR1",
        "SIGSEGV",
        "SIGUSR2",
        "SIGPIPE",
        "SIGALRM",
        "SIGTERM",
        "SIGSTKFLT",
        "SIGCHLD",
        "SIGCONT",
        "SIGSTOP",
        "SIGTSTP",
        "SIGTTIN",
        "SIGTTOU",
        "SIGURG",
        "SIGXCPU",
        "SIGXFSZ",
        "SIGVTALRM",
        "SIGPROF",
        "SIGWINCH",
        "SIGIO",
        "SIGPWR",
        "SIGSYS"
    };

    /// SIGCHLD, SIGCONT, SIGURG, SIGWINCH; and as a process here has no job control, the signals
    /// that would stop it: SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU.
    private static final long HARMLESS =
            bit(17) | bit(SIGCONT) | bit(23) | bit(28) | bit(SIGSTOP) | bit(20) | bit(21) | bit(22);

    private Signal() {}

    /// `SIGSEGV`, or `signal 40`.
    public static String name(int signal) {
        return signal > 0 && signal < NAMES.length ? NAMES[signal] : "signal " + signal;
    }

    static boolean isFatalByDefault(int signal) {
        return (HARMLESS & bit(signal)) == 0;
    }

    static boolean isCatchable(int signal) {
        return signal != SIGKILL && signal != SIGSTOP;
    }

    /// The signal's bit in a `sigset_t`.
    static long bit(int signal) {
        return 1L << signal - 1;
    }
}
