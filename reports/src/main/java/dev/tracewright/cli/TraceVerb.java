package dev.tracewright.cli;

import dev.tracewright.profile.Replay;
import dev.tracewright.report.ProfiledProgram;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// `trace`: prints the blocks of a recorded run in order.
final class TraceVerb implements Verb {
    private static final long LINES = 100;

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Specs.command(
                        "trace",
                        "PROFILE [PROGRAM]",
                        "Prints a recorded branch trace: the blocks in the order in which they"
                                + " were executed, and how control came to each.",
                        "tracewright trace --from 1000000 --limit 20 sort.twp",
                        "tracewright trace --function main sort.twp samples/sort/sort.elf");
        ProfileFile.addTo(spec);
        Place.addTo(spec);
        spec.addOption(
                Specs.number(
                        "--from",
                        "Begin after N events: outcomes of branches and targets of indirect"
                                + " jumps (default: 0)."));
        spec.addOption(Specs.number("--limit", "Print at most N blocks (default: 100; 0: all)."));
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws IOException {
        Path file = Inputs.require(terminal.resolve(parsed.matchedPositionalValue(0, "")));
        ProfiledProgram program =
                ProfileFile.readWithProgram(file, parsed.matchedPositionalValue(1, ""), terminal);
        if (program.profile().trace().isEmpty()) {
            throw new CommandException(
                    ExitCode.BAD_INPUT, file + ": was recorded without a branch trace");
        }
        long events = program.profile().trace().get().events();
        long from = number(parsed, "--from", 0);
        if (from > events) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--from is %d, but the trace has %d events".formatted(from, events));
        }
        long limit = number(parsed, "--limit", LINES);
        print(program, from, limit, Place.of(parsed, program.functions()), terminal);
        return ExitCode.SUCCESS;
    }

    private static long number(ParseResult parsed, String option, long defaultValue) {
        long number = parsed.matchedOptionValue(option, defaultValue);
        if (number < 0) {
            throw new CommandException(
                    ExitCode.USAGE, "%s is %d, expected 0 or more".formatted(option, number));
        }
        return number;
    }

    private static void print(
            ProfiledProgram program,
            long from,
            long limit,
            Optional<Place> place,
            Terminal terminal)
            throws IOException {
        try (var lines = new Lines(terminal);
                var replay = new Replay(program.profile(), program.code().orElseThrow())) {
            replay.seek(from);
            lines.write(
                    "%14s %16s  %-13s  %-10s  %-10s  %s"
                            .formatted(
                                    "event", "instruction", "entered by", "start", "end", "block"));
            long printed = 0;
            boolean wanted = true;
            while (wanted && (limit == 0 || printed < limit) && replay.advance()) {
                long start = replay.count().start();
                long end = replay.count().end();
                if (place.isEmpty() || place.get().overlaps(start, end)) {
                    wanted = lines.write(line(program, replay, start, end));
                    printed++;
                }
            }
        }
    }

    private static String line(ProfiledProgram program, Replay replay, long start, long end) {
        return "%14d %16d  %-13s  0x%-8x  0x%-8x  %s"
                .formatted(
                        replay.events(),
                        replay.instructions(),
                        replay.enteredBy().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        start,
                        end,
                        program.functions().describe(start));
    }
}
