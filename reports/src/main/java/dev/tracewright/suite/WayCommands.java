package dev.tracewright.suite;

import dev.tracewright.suite.SuiteProgram.Work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The commands that run a program in each way.
final class WayCommands {
    private final Launcher launcher;
    private final Toolchain tools;
    private final NativeBuilds builds;
    private final HostProcess processes;
    private final Path scratch;

    /// @param scratch a folder for plans and profiles
    WayCommands(
            Launcher launcher,
            Toolchain tools,
            NativeBuilds builds,
            HostProcess processes,
            Path scratch) {
        this.launcher = launcher;
        this.tools = tools;
        this.builds = builds;
        this.processes = processes;
        this.scratch = scratch;
    }

    /// The command for a way.
    ///
    /// @throws UnavailableException if there is none
    List<String> command(Way way, SuiteProgram program, Work work)
            throws IOException, UnavailableException {
        return switch (way) {
            case NATIVE -> with(List.of(builds.of(program).toString()), work);
            case QEMU -> {
                Path qemu =
                        tools.qemu()
                                .orElseThrow(
                                        () -> new UnavailableException("there is no qemu-riscv64"));
                yield with(List.of(qemu.toString(), path(program)), work);
            }
            case RUN -> tracewright(program, work, "run");
            case PLAN -> planned(program, work);
            case RECORD -> tracewright(program, work, "record", "--no-trace", "-o", profile());
            case RECORD_TRACE -> tracewright(program, work, "record", "-o", profile());
            case BYTECODE -> planned(program, work, "--backend", "bytecode");
            case TRACE -> planned(program, work, "--engine", "trace");
            case SWITCH -> tracewright(program, work, "run", "--engine", "switch");
        };
    }

    private List<String> planned(SuiteProgram program, Work work, String... options) {
        var verb = new ArrayList<>(List.of("run", "--plan", plan(program)));
        verb.addAll(List.of(options));
        return tracewright(program, work, verb.toArray(String[]::new));
    }

    private List<String> tracewright(SuiteProgram program, Work work, String... verb) {
        var arguments = new ArrayList<>(List.of(verb));
        arguments.add(path(program));
        arguments.add("--");
        return with(launcher.with(arguments), work);
    }

    private static List<String> with(List<String> command, Work work) {
        var all = new ArrayList<>(command);
        all.addAll(work.arguments());
        return all;
    }

    private static String path(SuiteProgram program) {
        return program.program().toAbsolutePath().normalize().toString();
    }

    private String profile() {
        return scratch.resolve("run.twp").toString();
    }

    private String plan(SuiteProgram program) {
        return scratch.resolve(program.name() + ".plan").toString();
    }

    /// Makes the plan of a program, from a run with the same work.
    ///
    /// @throws UnavailableException if that fails
    void prepare(SuiteProgram program, Work work) throws IOException, UnavailableException {
        Path plan = Path.of(plan(program));
        Files.deleteIfExists(plan);
        Path profile = scratch.resolve("plan.twp");
        run(tracewright(program, work, "record", "--no-trace", "-o", profile.toString()), program);
        run(
                launcher.with(
                        List.of(
                                "optimize",
                                "-o",
                                plan.toString(),
                                profile.toString(),
                                path(program))),
                program);
        Files.deleteIfExists(profile);
        if (!Files.exists(plan)) {
            throw new UnavailableException("no plan was made");
        }
    }

    private void run(List<String> command, SuiteProgram program)
            throws IOException, UnavailableException {
        ProcessOutcome outcome = processes.run(command, program.folder(), program.stdin());
        if (outcome.timedOut()) {
            throw new UnavailableException("making the plan took too long");
        }
        if (!outcome.complaint().isEmpty() && outcome.status() != 0) {
            throw new UnavailableException("making the plan failed: " + outcome.complaint());
        }
    }
}
