package dev.tracewright.cli;

import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.PlanWriter;
import dev.tracewright.report.Folder;
import dev.tracewright.report.PlanReport;
import dev.tracewright.report.ProfiledProgram;
import dev.tracewright.report.Report;
import dev.tracewright.report.TextRenderer;
import dev.tracewright.run.Recording;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `optimize`: makes a plan of a profile, or of a program that is recorded first.
final class OptimizeVerb implements Verb {
    private static final int ROWS = 10;

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Specs.command(
                        "optimize",
                        "INPUT [PROGRAM | -- ARGS]",
                        "Makes an optimization plan: which instructions to fuse, which paths to"
                                + " compile. Of a program instead of a profile, a run is recorded"
                                + " first; its output is thrown away.",
                        "tracewright optimize -o sort.plan sort.twp samples/sort/sort.elf",
                        "tracewright optimize -o sort.plan samples/sort/sort.elf -- 1 800");
        spec.addPositional(
                Specs.parameter(0, true, "INPUT", "A profile that `record` wrote, or a program."));
        spec.addPositional(
                Specs.rest(
                        1,
                        "ARGS",
                        "After a profile: its program (default: looked for beside the profile and"
                                + " in the current directory). After a program: its arguments,"
                                + " after `--`."));
        spec.addOption(
                Specs.word(
                        "FILE",
                        "Where the plan goes (default: NAME.plan for NAME.elf).",
                        "-o",
                        "--output"));
        PlanOptions.addTo(spec);
        Guest.addOptionsTo(spec, true);
        EngineChoice.addRecordingTo(spec);
        ProgressLine.addTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws IOException {
        Path input = Inputs.require(terminal.resolve(parsed.matchedPositionalValue(0, "")));
        if (!Inputs.isProgram(input)) {
            List<String> further = parsed.matchedPositionalValue(1, List.of());
            String program = further.isEmpty() ? "" : further.getFirst();
            return plan(ProfileFile.readWithProgram(input, program, terminal), parsed, terminal);
        }
        Path folder = Files.createTempDirectory("tracewright-");
        Path profile = folder.resolve("run.twp");
        try {
            return plan(record(parsed, terminal, profile), parsed, terminal);
        } finally {
            Files.deleteIfExists(profile);
            Files.deleteIfExists(folder);
        }
    }

    private static ProfiledProgram record(ParseResult parsed, Terminal terminal, Path profile)
            throws IOException {
        Guest guest = Guest.of(parsed, terminal, true).withoutOutput();
        try (var progress = ProgressLine.of(parsed, terminal)) {
            progress.step("recording");
            Recording recording =
                    Recorder.record(guest, EngineChoice.recording(parsed), true, profile);
            return ProfileFile.explain(recording.profile(), recording.image());
        }
    }

    private static int plan(ProfiledProgram program, ParseResult parsed, Terminal terminal)
            throws IOException {
        String name = Guest.name(program.profile().program().name());
        String output = parsed.matchedOptionValue("--output", name + ".plan");
        Path file = Outputs.require(terminal.resolve(output));
        OptimizationPlan plan;
        try (var progress = ProgressLine.of(parsed, terminal)) {
            progress.step("planning");
            plan = PlanOptions.plan(program, parsed);
        }
        Folder.write(file, PlanWriter.text(plan));
        Report report = new PlanReport(plan, program.functions()).report(ROWS);
        terminal.out().print(TextRenderer.render(report, terminal.style()));
        terminal.out().println("\nwritten: " + file);
        return ExitCode.SUCCESS;
    }
}
