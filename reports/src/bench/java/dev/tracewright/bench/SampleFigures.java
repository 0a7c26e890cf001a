package dev.tracewright.bench;

import dev.tracewright.code.ProgramCode;
import dev.tracewright.compare.Comparison;
import dev.tracewright.compare.EngineComparison;
import dev.tracewright.compare.Rung;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.isa.Extension;
import dev.tracewright.jit.Engines;
import dev.tracewright.measure.Progress;
import dev.tracewright.measure.Schedule;
import dev.tracewright.measure.Score;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.OptimizerOptions;
import dev.tracewright.plan.Planner;
import dev.tracewright.profile.Profile;
import dev.tracewright.run.GuestRun;
import dev.tracewright.run.Recording;
import dev.tracewright.samples.Sample;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was measured of one sample.
///
/// @param profile its profile
/// @param comparison the ways to run it; all but the hand-written loop are there for every sample
record SampleFigures(Sample sample, Profile profile, Comparison comparison) {
    /// Share of instructions outside of RV64IM up to which a sample says something about the
    /// hand-written loop, which does not execute them.
    private static final double FOREIGN = 0.0001;

    /// Records, plans and runs a sample in each way.
    ///
    /// @param folder where to put the profile
    static SampleFigures measure(Sample sample, Schedule schedule, Path folder, Progress progress)
            throws IOException {
        progress.step("recording");
        Recording recording =
                Recording.record(
                        sample.elf(),
                        sample.launch(OutputStream.nullOutputStream()),
                        new SwitchEngine(),
                        true,
                        Long.MAX_VALUE,
                        folder.resolve(sample.name() + ".twp"));
        OptimizationPlan plan =
                Planner.plan(
                        recording.profile(),
                        ProgramCode.of(recording.image()),
                        OptimizerOptions.defaults());
        var comparison =
                new EngineComparison(
                        () ->
                                GuestRun.load(
                                        sample.elf(),
                                        sample.launch(OutputStream.nullOutputStream())),
                        engines(recording.profile(), plan),
                        Long.MAX_VALUE,
                        progress);
        return new SampleFigures(sample, recording.profile(), comparison.run(schedule));
    }

    private static List<Engine> engines(Profile profile, OptimizationPlan plan) {
        var engines = new ArrayList<Engine>();
        for (String name : List.of("switch", "super", "trace")) {
            engines.add(Engines.byName(name, Optional.of(plan)).orElseThrow());
        }
        engines.add(new RecordingEngine());
        if (foreign(profile) <= FOREIGN) {
            engines.add(new HandWrittenEngine());
        }
        return engines;
    }

    private static double foreign(Profile profile) {
        long foreign =
                profile.opcodes().entrySet().stream()
                        .filter(
                                e ->
                                        e.getKey().extension() != Extension.I
                                                && e.getKey().extension() != Extension.M)
                        .mapToLong(e -> e.getValue())
                        .sum();
        return (double) foreign / profile.instructions();
    }

    private Optional<Rung> rung(String engine) {
        return comparison.rungs().stream().filter(rung -> rung.engine().equals(engine)).findFirst();
    }

    private Rung baseline() {
        return comparison.baseline();
    }

    /// Millions of guest instructions per second of the switch.
    Score mips() {
        return baseline().mips();
    }

    /// How many times faster than the switch an engine is.
    Score speedup(String engine) {
        return rung(engine).orElseThrow().speedupOver(baseline());
    }

    /// The switch's speed, in parts of the hand-written loop's.
    Optional<Score> switchOverHandWritten() {
        return rung("hand-written").map(baseline()::speedupOver);
    }

    /// The time of recording, in parts of the time without.
    Score recordingCost() {
        return baseline().speedupOver(rung("recording").orElseThrow());
    }

    /// The dispatches that an engine makes, in parts of the switch's.
    double dispatches(String engine) {
        return (double) rung(engine).orElseThrow().dispatches() / baseline().dispatches();
    }

    /// The size of the branch trace for each executed block.
    double traceBits() {
        return 8.0 * profile.trace().orElseThrow().bytes() / profile.blockExecutions();
    }
}
