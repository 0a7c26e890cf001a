package dev.tracewright.run;

/// How a run ended.
public sealed interface Outcome {
    /// The program exited by itself.
    ///
    /// @param code 0 to 255
    record Exited(int code) implements Outcome {
        @Override
        public int shellStatus() {
            return code;
        }

        @Override
        public String toString() {
            return "exit status " + code;
        }
    }

    /// A signal that the program sent to itself ended it.
    ///
    /// @param signal its number
    record Signalled(int signal) implements Outcome {
        @Override
        public int shellStatus() {
            return SIGNAL_BASE + signal;
        }

        @Override
        public String toString() {
            return "signal " + signal;
        }
    }

    /// An instruction trapped.
    ///
    /// @param signal what Linux would have sent
    record Faulted(int signal, Fault fault) implements Outcome {
        @Override
        public int shellStatus() {
            return SIGNAL_BASE + signal;
        }

        @Override
        public String toString() {
            return fault.summary();
        }
    }

    /// As many instructions were executed as were asked for.
    record BudgetSpent() implements Outcome {
        @Override
        public int shellStatus() {
            return 0;
        }

        @Override
        public String toString() {
            return "stopped by the instruction limit";
        }
    }

    /// Somebody asked for it ([GuestRun#interrupt]).
    record Interrupted() implements Outcome {
        @Override
        public int shellStatus() {
            return 0;
        }

        @Override
        public String toString() {
            return "stopped by request";
        }
    }

    /// What a shell adds to a signal's number.
    int SIGNAL_BASE = 128;

    /// What a shell shows as `$?`: the code, or 128 + the signal; 0 for a run that was stopped.
    int shellStatus();
}
