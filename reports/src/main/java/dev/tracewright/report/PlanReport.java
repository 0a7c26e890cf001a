package dev.tracewright.report;

import dev.tracewright.code.FunctionTable;
import dev.tracewright.plan.OptimizationPlan;

import java.util.List;

/// Tells what the optimizer decided.
public final class PlanReport {
    private final OptimizationPlan plan;
    private final PlanTables tables;

    /// What a plan says.
    ///
    /// @param functions the program's functions
    public PlanReport(OptimizationPlan plan, FunctionTable functions) {
        this.plan = plan;
        tables = new PlanTables(plan, functions);
    }

    /// A report of its own.
    ///
    /// @param limit greatest number of rows in a table
    public Report report(int limit) {
        return new Report(
                "Plan for " + plan.program().name(),
                List.of(
                        new Section.Tabular(tables.superinstructions().limit(limit), false),
                        new Section.Tabular(tables.traces().limit(limit), false),
                        new Section.Tabular(tables.selectors(), false),
                        new Section.Tabular(tables.rejected(), false)));
    }
}
