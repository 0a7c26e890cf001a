package dev.tracewright.cli;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.interpreter.Interpreters;
import dev.tracewright.jit.AdaptiveEngine;
import dev.tracewright.jit.AdaptiveOptions;
import dev.tracewright.jit.BackEnd;
import dev.tracewright.jit.BackEnds;
import dev.tracewright.jit.CompilationLog;
import dev.tracewright.jit.Engines;
import dev.tracewright.jit.TraceEngine;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.PlanReader;
import dev.tracewright.program.ProgramImage;
import dev.tracewright.run.Recording;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The engine that the user chose.
final class EngineChoice {
    private static final String INTERPRETER = "switch";
    private static final String ADAPTIVE = "adaptive";
    private static final String BACK_END = "--backend";
    private static final String VERBOSE = "--verbose";
    private static final List<String> NEED_PLAN = List.of("super", "trace");

    private EngineChoice() {}

    /// Adds `--engine` and `--plan`.
    static void addTo(CommandSpec spec) {
        spec.addOption(
                Specs.word(
                        "ENGINE",
                        "How to run: adaptive (the default), reference, switch, table, threaded;"
                                + " with a plan also super, trace.",
                        "--engine"));
        spec.addOption(
                Specs.word(
                        "BACKEND",
                        "How the engine adaptive executes hot code: native where it can be, or"
                                + " bytecode.",
                        BACK_END));
        spec.addOption(
                Specs.flag(VERBOSE, "Tell on standard error what is compiled when, and why not."));
        spec.addOption(Specs.word("PLAN", "Run under this plan, which `optimize` made.", "--plan"));
    }

    /// Adds `--engine` for recording.
    static void addRecordingTo(CommandSpec spec) {
        spec.addOption(
                Specs.word(
                        "ENGINE",
                        "How to run: adaptive (the default), reference, switch, table, threaded.",
                        "--engine"));
    }

    /// The engine for a program.
    ///
    /// @throws IOException if the plan is not one, or is one for another program
    static Engine engine(ParseResult parsed, Terminal terminal, ProgramImage image)
            throws IOException {
        AdaptiveEngine adaptive = adaptive(parsed, terminal);
        String name = parsed.matchedOptionValue("--engine", ADAPTIVE);
        String file = parsed.matchedOptionValue("--plan", "");
        if (file.isEmpty()) {
            return name.equals(ADAPTIVE) ? adaptive : interpreter(parsed);
        }
        Path path = Inputs.require(terminal.resolve(file));
        OptimizationPlan plan = PlanReader.read(path, Recording.identity(image, List.of()));
        return switch (name) {
            case ADAPTIVE -> adaptive.following(plan);
            case "trace" -> traces(plan, parsed, terminal);
            default -> named(name, Engines.all(Optional.of(plan)));
        };
    }

    private static Engine traces(OptimizationPlan plan, ParseResult parsed, Terminal terminal) {
        boolean verbose = parsed.matchedOptionValue(VERBOSE, false);
        return new TraceEngine(
                plan.traces(), backEnd(parsed, terminal, verbose), Pipeline.standard());
    }

    private static AdaptiveEngine adaptive(ParseResult parsed, Terminal terminal) {
        boolean verbose = parsed.matchedOptionValue(VERBOSE, false);
        var log =
                verbose
                        ? new CompilationLog(event -> terminal.complain(event.toString()))
                        : new CompilationLog();
        return new AdaptiveEngine(
                backEnd(parsed, terminal, verbose),
                AdaptiveOptions.defaults(),
                Pipeline.standard(),
                log);
    }

    private static BackEnd backEnd(ParseResult parsed, Terminal terminal, boolean verbose) {
        String name = parsed.matchedOptionValue(BACK_END, BackEnds.NATIVE);
        if (!List.of(BackEnds.NATIVE, BackEnds.BYTECODE).contains(name)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "unknown back end %s, expected %s or %s"
                            .formatted(name, BackEnds.NATIVE, BackEnds.BYTECODE));
        }
        Optional<BackEnd> found = BackEnds.byName(name);
        if (found.isEmpty() && verbose) {
            terminal.complain("machine code cannot be run here, so hot code is run as bytecode");
        }
        return found.orElseGet(BackEnds::best);
    }

    /// The engine that records.
    static Engine recording(ParseResult parsed) {
        return parsed.matchedOptionValue("--engine", ADAPTIVE).equals(ADAPTIVE)
                ? new AdaptiveEngine(BackEnds.best(), AdaptiveOptions.defaults())
                : interpreter(parsed);
    }

    private static Engine interpreter(ParseResult parsed) {
        String name = parsed.matchedOptionValue("--engine", INTERPRETER);
        if (NEED_PLAN.contains(name)) {
            throw new CommandException(
                    ExitCode.USAGE, "the engine %s needs a plan: run --plan".formatted(name));
        }
        return named(name, Interpreters.all());
    }

    /// The engines of those names, in that order.
    static List<Engine> named(List<String> names, List<Engine> engines) {
        return names.stream().map(name -> named(name, engines)).toList();
    }

    private static Engine named(String name, List<Engine> engines) {
        Stream<String> all = engines.stream().map(Engine::name);
        return engines.stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandException(
                                        ExitCode.USAGE,
                                        "unknown engine %s, expected one of %s"
                                                .formatted(
                                                        name,
                                                        all.collect(Collectors.joining(", ")))));
    }
}
