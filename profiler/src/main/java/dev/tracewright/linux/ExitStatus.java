package dev.tracewright.linux;

/// How a process ended.
public sealed interface ExitStatus {
    /// The process called `exit_group`.
    ///
    /// @param code 0 to 255
    record Exited(int code) implements ExitStatus {
        @Override
        public int shellStatus() {
            return code;
        }

        @Override
        public String toString() {
            return "exited with status " + code;
        }
    }

    /// A signal ended the process.
    ///
    /// @param signal its number
    record Signalled(int signal) implements ExitStatus {
        @Override
        public int shellStatus() {
            return 128 + signal;
        }

        @Override
        public String toString() {
            return "ended by " + Signal.name(signal);
        }
    }

    /// What a shell shows as `$?`: the code, or 128 + the signal.
    int shellStatus();
}
