package dev.tracewright.plan;

import dev.tracewright.region.RegionOptions;
import dev.tracewright.superinstruction.FusionOptions;
import dev.tracewright.trace.TraceOptions;

/// Every tunable of the optimizer; the plan keeps the values that it was made with.
///
/// @param superinstructions how superinstructions are chosen
/// @param traces how traces are selected
/// @param regions how regions are formed
public record OptimizerOptions(
        FusionOptions superinstructions, TraceOptions traces, RegionOptions regions) {
    /// With the usual regions.
    public OptimizerOptions(FusionOptions superinstructions, TraceOptions traces) {
        this(superinstructions, traces, RegionOptions.defaults());
    }

    /// The values that measurement favours.
    public static OptimizerOptions defaults() {
        return new OptimizerOptions(FusionOptions.defaults(), TraceOptions.defaults());
    }
}
