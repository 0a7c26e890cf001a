package dev.tracewright.cli;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.interpreter.Interpreters;
import dev.tracewright.jit.Engines;
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
    private static final String OPTIMIZED = "trace";
    private static final List<String> NEED_PLAN = List.of("super", "trace");

    private EngineChoice() {}

    /// Adds `--engine` and `--plan`.
    static void addTo(CommandSpec spec) {
        spec.addOption(
                Specs.word(
                        "ENGINE",
                        "How to run: reference, switch (the default), table, threaded; with a plan"
                                + " also super, trace (then the default).",
                        "--engine"));
        spec.addOption(Specs.word("PLAN", "Run under this plan, which `optimize` made.", "--plan"));
    }

    /// Adds `--engine` for recording.
    static void addInterpretersTo(CommandSpec spec) {
        spec.addOption(
                Specs.word(
                        "ENGINE",
                        "How to run: reference, switch (the default), table, threaded.",
                        "--engine"));
    }

    /// The engine for a program.
    ///
    /// @throws IOException if the plan is not one, or is one for another program
    static Engine engine(ParseResult parsed, Terminal terminal, ProgramImage image)
            throws IOException {
        String file = parsed.matchedOptionValue("--plan", "");
        if (file.isEmpty()) {
            return interpreter(parsed);
        }
        Path path = Inputs.require(terminal.resolve(file));
        OptimizationPlan plan = PlanReader.read(path, Recording.identity(image, List.of()));
        return named(
                parsed.matchedOptionValue("--engine", OPTIMIZED), Engines.all(Optional.of(plan)));
    }

    /// The engine, if none but an interpreter will do.
    static Engine interpreter(ParseResult parsed) {
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
