package dev.tracewright.plan;

import dev.tracewright.profile.ProgramIdentity;
import dev.tracewright.region.HotCode;
import dev.tracewright.superinstruction.Superinstruction;
import dev.tracewright.trace.Trace;

import java.util.List;

/// What the optimizer decided for one program and one profile.
///
/// @param program the program that it holds for
/// @param profileDigest SHA-256 of the profile that it was made from, in hexadecimal
/// @param options what it was made with
/// @param superinstructions the chosen superinstructions, the one that saves most first
/// @param traces the selected traces, the one that executes most first
/// @param hot the regions to compile, and the counts that they are formed by
/// @param rejections what was left out, the costliest first for each kind
/// @param statistics what the decisions amount to
public record OptimizationPlan(
        ProgramIdentity program,
        String profileDigest,
        OptimizerOptions options,
        List<Superinstruction> superinstructions,
        List<Trace> traces,
        HotCode hot,
        List<Rejection> rejections,
        PlanStatistics statistics) {
    public OptimizationPlan {
        superinstructions = List.copyOf(superinstructions);
        traces = List.copyOf(traces);
        rejections = List.copyOf(rejections);
    }
}
