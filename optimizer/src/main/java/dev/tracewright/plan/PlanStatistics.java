package dev.tracewright.plan;

import dev.tracewright.superinstruction.FusionStatistics;
import dev.tracewright.trace.SelectionStatistics;

import java.util.List;

/// What a plan's decisions amount to in the profiled run.
///
/// @param instructions instructions that the run executed
/// @param superinstructions what fusing achieves
/// @param selectors what each trace selector achieves, the plan's own first
/// @param rejected every reason for which something was left out, with totals
public record PlanStatistics(
        long instructions,
        FusionStatistics superinstructions,
        List<SelectionStatistics> selectors,
        List<RejectionTotal> rejected) {
    /// All rejections for one reason, those that are not listed included.
    ///
    /// @param kind what was rejected
    /// @param reason why
    /// @param number how many
    /// @param cost the sum of their costs, which may count the same instructions several times
    public record RejectionTotal(Rejection.Kind kind, String reason, long number, long cost) {}

    public PlanStatistics {
        selectors = List.copyOf(selectors);
        rejected = List.copyOf(rejected);
    }
}
