package dev.tracewright.cli;

import dev.tracewright.report.Numbers;
import dev.tracewright.run.Recording;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Path;

/// `record`: runs a program and writes its profile.
final class RecordVerb implements Verb {
    private static final String NO_TRACE = "--no-trace";

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Specs.command(
                        "record",
                        "PROGRAM [-- ARGS]",
                        "Runs a program and writes its profile: exact counts of blocks, edges and"
                                + " opcodes, and a branch trace. The program's input, output and"
                                + " exit status are passed through.",
                        "tracewright record -o sort.twp samples/sort/sort.elf -- 1 800");
        Guest.addTo(spec, true);
        spec.addOption(
                Specs.word(
                        "FILE",
                        "Where the profile goes (default: NAME.twp for NAME.elf).",
                        "-o",
                        "--output"));
        spec.addOption(Specs.flag(NO_TRACE, "Record counts only, which is faster."));
        EngineChoice.addRecordingTo(spec);
        ProgressLine.addTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws IOException {
        Guest guest = Guest.of(parsed, terminal, true);
        Path file =
                Outputs.require(
                        terminal.resolve(
                                parsed.matchedOptionValue("--output", guest.name() + ".twp")));
        Recording recording =
                Recorder.record(
                        guest,
                        EngineChoice.recording(parsed),
                        !parsed.matchedOptionValue(NO_TRACE, false),
                        file);
        try (var progress = ProgressLine.of(parsed, terminal)) {
            progress.tell(
                    "%s: %s in %s"
                            .formatted(
                                    file,
                                    Numbers.count(
                                            recording.profile().instructions(), "instruction"),
                                    Numbers.count(recording.profile().blocks().size(), "block")));
        }
        return Ending.of(recording.result(), terminal);
    }
}
