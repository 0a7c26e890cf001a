package dev.tracewright.report;

import dev.tracewright.compare.Comparison;
import dev.tracewright.compare.Rung;
import dev.tracewright.measure.Score;

import java.util.ArrayList;

/// The tables of a comparison.
final class ComparisonTables {
    private final Comparison comparison;

    ComparisonTables(Comparison comparison) {
        this.comparison = comparison;
    }

    /// What people call an engine.
    static String label(String engine) {
        return switch (engine) {
            case "table" -> "dispatch table";
            case "super" -> "superinstructions";
            case "trace" -> "traces";
            default -> engine;
        };
    }

    private static Cell engine(String name) {
        return new Cell.Term(name, label(name));
    }

    Table ladder() {
        return Columns.<Rung>unranked()
                .words("engine", "Way to run", rung -> engine(rung.engine()))
                .numbers(
                        "instructions", "Instructions", rung -> new Cell.Count(rung.instructions()))
                .numbers("dispatches", "Dispatches", rung -> new Cell.Count(rung.dispatches()))
                .numbers(
                        "dispatches_per_instruction",
                        "per instr.",
                        rung -> new Cell.Real(rung.dispatchesPerInstruction(), 3))
                .numbers("seconds", "Seconds", rung -> new Cell.Measured(rung.time()))
                .numbers("mips", "Guest MIPS", rung -> new Cell.Measured(rung.mips()))
                .numbers("speedup", "Speed-up", this::speedup)
                .words("behaviour", "Behaviour", ComparisonTables::behaviour)
                .table("ladder", "Ways to run", note(), comparison.rungs());
    }

    // The baseline's is 1 by definition. What behaves differently is not faster, it is wrong.
    private Cell speedup(Rung rung) {
        if (rung == comparison.baseline()) {
            return new Cell.Ratio(Score.of(1));
        }
        return rung.verdict().identical()
                ? new Cell.Ratio(rung.speedupOver(comparison.baseline()))
                : new Cell.Absent();
    }

    private static Cell behaviour(Rung rung) {
        return new Cell.Text(rung.verdict().identical() ? "identical" : "DIFFERENT");
    }

    private String note() {
        int n = comparison.rounds();
        return n == 1
                ? "One run each: no error can be given."
                : "Median of %d interleaved runs \u00b1 the farther end of its %s interval."
                        .formatted(n, Numbers.share(comparison.baseline().time().confidence()));
    }

    private record Run(String engine, int round, double seconds) {}

    /// Every measured run.
    Table samples() {
        var runs = new ArrayList<Run>();
        for (Rung rung : comparison.rungs()) {
            for (double seconds : rung.seconds()) {
                int round = runs.size() % comparison.rounds() + 1;
                runs.add(new Run(rung.engine(), round, seconds));
            }
        }
        return Columns.<Run>unranked()
                .words("engine", "Way to run", run -> engine(run.engine()))
                .numbers("round", "Round", run -> new Cell.Count(run.round()))
                .numbers("seconds", "Seconds", run -> new Cell.Real(run.seconds(), 6))
                .table("samples", "Every measured run", "", runs);
    }
}
