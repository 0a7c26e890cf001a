package dev.tracewright.cli;

/// The statuses that the command line exits with by itself, after sysexits(3). `run` and `record`
/// exit with the guest's own status where it has one.
final class ExitCode {
    /// All went well.
    static final int SUCCESS = 0;

    /// `compare` or `bench` found different behaviour, or `bench` one that is too slow.
    static final int DIFFERENT = 1;

    /// The command line is wrong.
    static final int USAGE = 64;

    /// An input file is not what it should be.
    static final int BAD_INPUT = 65;

    /// An input file is missing or cannot be read.
    static final int NO_INPUT = 66;

    /// A mistake of this program.
    static final int INTERNAL = 70;

    /// An output file cannot be written.
    static final int CANNOT_WRITE = 73;

    /// Reading or writing failed on the way.
    static final int IO_ERROR = 74;

    /// The run was stopped by `--max-instructions`; timeout(1) uses it for the like.
    static final int LIMIT_REACHED = 124;

    private ExitCode() {}
}
