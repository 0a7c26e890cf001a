package dev.tracewright.cli;

import dev.tracewright.engine.Engine;
import dev.tracewright.report.Numbers;
import dev.tracewright.run.GuestRun;
import dev.tracewright.run.RunOptions;
import dev.tracewright.run.RunResult;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;

/// `run`: the guest's input, output and exit status are passed through.
final class RunVerb implements Verb {
    private static final String STATISTICS = "--statistics";

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Specs.command(
                        "run",
                        "PROGRAM [-- ARGS]",
                        "Runs a program as if it were a native one: its input, output and exit"
                                + " status are passed through.",
                        "tracewright run samples/sha256/sha256.elf",
                        "tracewright run --plan sort.plan samples/sort/sort.elf -- 1 800");
        Guest.addTo(spec, true);
        EngineChoice.addTo(spec);
        spec.addOption(
                Specs.flag(STATISTICS, "At the end, show what the run took on standard error."));
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws IOException {
        Guest guest = Guest.of(parsed, terminal, true);
        try (GuestRun run = GuestRun.load(guest.program(), guest.launch())) {
            Engine engine = EngineChoice.engine(parsed, terminal, run.image());
            var options = RunOptions.plain().withMaxInstructions(guest.maxInstructions());
            RunResult result = run.run(engine, options);
            int status = Ending.of(result, terminal);
            if (parsed.matchedOptionValue(STATISTICS, false)) {
                terminal.complain(statistics(engine, result));
            }
            return status;
        }
    }

    private static String statistics(Engine engine, RunResult result) {
        return "%s: %s, %s in %s, %s guest MIPS, %s %% compiled"
                .formatted(
                        engine.name(),
                        Numbers.count(result.instructions(), "instruction"),
                        Numbers.count(result.dispatches(), "dispatch", "dispatches"),
                        Numbers.seconds(result.seconds()),
                        Numbers.real(result.instructions() * 1e-6 / result.seconds(), 1),
                        Numbers.real(100.0 * result.compiled() / result.instructions(), 2));
    }
}
