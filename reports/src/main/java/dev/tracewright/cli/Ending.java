package dev.tracewright.cli;

import dev.tracewright.isa.Register;
import dev.tracewright.linux.Signal;
import dev.tracewright.report.Numbers;
import dev.tracewright.run.Fault;
import dev.tracewright.run.Outcome;
import dev.tracewright.run.RunResult;

import java.io.PrintStream;

/// Tells how a guest ended, and passes its status on.
final class Ending {
    private static final int REGISTERS_IN_A_LINE = 4;

    private Ending() {}

    /// Says what is worth saying.
    ///
    /// @return the exit status
    static int of(RunResult result, Terminal terminal) {
        // To link the switch costs a short run some milliseconds.
        if (result.outcome() instanceof Outcome.Exited(int code)) {
            return code;
        }
        return switch (result.outcome()) {
            case Outcome.Exited(int code) -> code;
            case Outcome.Signalled ended -> {
                terminal.complain("the program ended itself by " + Signal.name(ended.signal()));
                yield ended.shellStatus();
            }
            case Outcome.Faulted ended -> {
                terminal.complain(Signal.name(ended.signal()) + ": " + ended.fault().summary());
                describe(ended.fault(), terminal.err());
                yield ended.shellStatus();
            }
            case Outcome.BudgetSpent _, Outcome.Interrupted _ -> {
                terminal.complain(
                        "stopped after " + Numbers.count(result.instructions(), "instruction"));
                yield ExitCode.LIMIT_REACHED;
            }
        };
    }

    private static void describe(Fault fault, PrintStream err) {
        err.println("  backtrace:");
        for (Fault.Frame frame : fault.frames()) {
            err.println(
                    "    0x%-10x %s%s"
                            .formatted(
                                    frame.pc(),
                                    frame.function(),
                                    frame.certain() ? "" : " (perhaps)"));
        }
        err.println("  registers:");
        var line = new StringBuilder("   ");
        for (int i = 0; i < fault.integers().size(); i++) {
            line.append(" %4s %016x".formatted(Register.integer(i), fault.integers().get(i)));
            if (i % REGISTERS_IN_A_LINE == REGISTERS_IN_A_LINE - 1) {
                err.println(line);
                line.setLength(3);
            }
        }
    }
}
