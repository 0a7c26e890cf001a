package dev.tracewright.report;

import dev.tracewright.chart.Axis;
import dev.tracewright.chart.BarChart;
import dev.tracewright.chart.BarChart.Bar;
import dev.tracewright.chart.BarChart.Role;
import dev.tracewright.compare.Comparison;
import dev.tracewright.compare.Rung;
import dev.tracewright.compare.Verdict;
import dev.tracewright.measure.Score;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.report.ProfileReport.View;
import dev.tracewright.report.Section.Fact;
import dev.tracewright.run.FirstDivergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells how a program was profiled, optimized and run again, and what that gained.
public final class ComparisonReport {
    private static final int TERMINAL_ROWS = 10;
    private static final int PAGE_ROWS = 20;
    private static final List<String> COMPARED =
            List.of("exit status", "output", "system calls", "registers", "memory");

    private final ProfiledProgram program;
    private final ProfileReport profile;
    private final PlanTables plan;
    private final Comparison comparison;
    private final ComparisonTables tables;
    private final Optional<AblationTables> ablation;

    /// Everything about one program.
    ///
    /// @param ablation what each optimization is worth, if that was measured
    public ComparisonReport(
            ProfiledProgram program,
            OptimizationPlan plan,
            Comparison comparison,
            Optional<AblationTables> ablation) {
        this.ablation = ablation;
        this.program = program;
        this.profile = new ProfileReport(program);
        this.plan = new PlanTables(plan, program.functions());
        this.comparison = comparison;
        this.tables = new ComparisonTables(comparison);
    }

    /// Whether the program behaved the same in every way.
    public boolean identical() {
        return comparison.identical() && ablation.map(a -> a.comparison().identical()).orElse(true);
    }

    /// What is worth knowing at once, for a terminal.
    public Report brief() {
        var sections = new ArrayList<Section>();
        sections.add(profile.facts());
        for (Table table :
                List.of(
                        profile.table(View.BLOCK),
                        plan.superinstructions(),
                        plan.traces(),
                        tables.ladder())) {
            sections.add(new Section.Tabular(table.limit(TERMINAL_ROWS), false));
        }
        ablation.ifPresent(a -> sections.add(new Section.Tabular(a.table(), false)));
        sections.add(verdict());
        return new Report(title(), sections);
    }

    /// Everything, for a page.
    public Report full() {
        var sections = new ArrayList<Section>();
        sections.add(verdict());
        sections.add(new Section.Tabular(tables.ladder(), false));
        sections.add(speed());
        sections.add(dispatches());
        ablation.ifPresent(a -> sections.add(new Section.Tabular(a.table(), false)));
        ablation.ifPresent(a -> sections.add(a.figure()));
        sections.add(profile.facts());
        for (View view : List.of(View.BLOCK, View.FUNCTION, View.OPCODE)) {
            sections.add(new Section.Tabular(profile.table(view).limit(PAGE_ROWS), false));
            sections.addAll(profile.figures(view));
        }
        sections.add(new Section.Tabular(plan.superinstructions(), false));
        sections.add(new Section.Tabular(plan.traces(), false));
        sections.addAll(profile.coverage(plan.traceShares()));
        sections.add(new Section.Tabular(plan.traceBlocks(), true));
        sections.add(new Section.Tabular(plan.selectors(), false));
        sections.add(new Section.Tabular(plan.rejected(), false));
        sections.add(new Section.Tabular(plan.rejections(), true));
        sections.addAll(profile.annotation());
        sections.add(new Section.Tabular(tables.samples(), true));
        sections.add(method());
        return new Report(title(), sections);
    }

    /// Every table with all of its rows.
    public List<Table> tables() {
        var all = new ArrayList<Table>();
        all.add(tables.ladder());
        all.add(tables.samples());
        ablation.ifPresent(a -> all.add(a.table()));
        for (View view : View.values()) {
            all.add(profile.table(view));
        }
        all.add(plan.superinstructions());
        all.add(plan.traces());
        all.add(plan.traceBlocks());
        all.add(plan.selectors());
        all.add(plan.rejected());
        all.add(plan.rejections());
        return all;
    }

    private String title() {
        return program.profile().program().name() + ": ways to run it, compared";
    }

    private Section verdict() {
        var lines = new ArrayList<String>();
        if (identical()) {
            lines.add("identical: " + String.join(", ", COMPARED));
        }
        var rungs = new ArrayList<>(comparison.rungs());
        ablation.ifPresent(a -> rungs.addAll(a.comparison().rungs()));
        for (Rung rung : rungs) {
            if (rung.verdict() instanceof Verdict.Different different) {
                lines.addAll(differences(rung, different));
            }
        }
        return new Section.Verdict("verdict", identical(), lines);
    }

    private List<String> differences(Rung rung, Verdict.Different different) {
        var lines = new ArrayList<String>();
        lines.add("DIFFERENT: " + ComparisonTables.label(rung.engine()));
        lines.add(
                "  in run %d of %s: %s"
                        .formatted(different.run(), rung.engine(), different.difference()));
        lines.add(
                different
                        .first()
                        .map(this::place)
                        .orElse("  run again up to the same instruction, they agree"));
        return lines;
    }

    private String place(FirstDivergence first) {
        return "  first divergence: after %s, in block 0x%x (%s), at pc 0x%x (%s): %s"
                .formatted(
                        Numbers.count(first.instruction(), "instruction"),
                        first.block(),
                        program.functions().describe(first.block()),
                        first.pc(),
                        first.text(),
                        first.difference());
    }

    private Section speed() {
        return figure(
                "speed",
                "Speed of each way to run",
                "guest instructions per second (millions)",
                rung -> {
                    Score mips = rung.mips();
                    return new Bar(
                            ComparisonTables.label(rung.engine()),
                            mips.median(),
                            interval(mips, mips.low()),
                            interval(mips, mips.high()),
                            Numbers.measured(mips),
                            role(rung));
                },
                "The whiskers are the intervals of the medians.");
    }

    private static OptionalDouble interval(Score score, double end) {
        return score.n() == 1 ? OptionalDouble.empty() : OptionalDouble.of(end);
    }

    private Section dispatches() {
        return figure(
                "dispatches",
                "Decisions at run time of what to execute next",
                "dispatches per guest instruction",
                rung -> {
                    double value = rung.dispatchesPerInstruction();
                    String label = ComparisonTables.label(rung.engine());
                    return Bar.exact(label, value, Numbers.real(value, 3), role(rung));
                },
                "Counted, not measured.");
    }

    private Role role(Rung rung) {
        return rung == comparison.baseline() ? Role.REFERENCE : Role.SUBJECT;
    }

    private Section figure(
            String id, String title, String axis, Function<Rung, Bar> bar, String caption) {
        List<Bar> bars = comparison.rungs().stream().map(bar).toList();
        String summary =
                bars.stream()
                        .map(b -> b.label() + " " + b.text())
                        .collect(Collectors.joining(", "));
        var chart = new BarChart(title, summary, new Axis(axis, Axis.Scale.LINEAR), bars);
        return new Section.Figure(id, chart, caption);
    }

    private Section method() {
        String runs =
                "at least %s of each way before measuring, then %s of all in turn, in one process;"
                        + " loading is not counted";
        String error =
                "distance from the median to the farther end of its %s interval (order statistics)";
        String confidence = Numbers.share(comparison.baseline().time().confidence());
        String proof = "every run, measured or not, was compared with the baseline's first: ";
        return new Section.Facts(
                "method",
                "How this was measured",
                List.of(
                        new Fact("Host", comparison.host().describe()),
                        new Fact(
                                "Runs",
                                runs.formatted(
                                        Numbers.count(fewestWarmups(), "run"),
                                        Numbers.count(comparison.rounds(), "round"))),
                        new Fact("Error", error.formatted(confidence)),
                        new Fact(
                                "Speed-up",
                                "median of the ratios to the baseline within each round"),
                        new Fact("Proof", proof + String.join(", ", COMPARED))));
    }

    private int fewestWarmups() {
        return comparison.rungs().stream().mapToInt(Rung::warmups).min().orElse(0);
    }
}
