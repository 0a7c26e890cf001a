package dev.tracewright.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.compare.Comparison;
import dev.tracewright.compare.Rung;
import dev.tracewright.compare.Verdict;
import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.golden.Golden;
import dev.tracewright.guest.TinyProgram;
import dev.tracewright.jit.Ablation;
import dev.tracewright.measure.HostInfo;
import dev.tracewright.plan.OptimizerOptions;
import dev.tracewright.plan.Planner;
import dev.tracewright.program.LaunchOptions;
import dev.tracewright.run.FirstDivergence;
import dev.tracewright.run.Recording;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class ComparisonReportTest {
    private static final HostInfo HOST = new HostInfo("A processor", 2, "A JVM 25", "A system 1");
    private static final Rung BASELINE =
            rung("switch", 3004, new Verdict.Identical(), 0.30, 0.31, 0.33);
    private static final Rung FAST =
            rung("trace", 12, new Verdict.Identical(), 0.050, 0.052, 0.051);
    private static final Rung WRONG =
            rung(
                    "super",
                    1000,
                    new Verdict.Different(
                            "x6 is 0x1, expected 0x3",
                            2,
                            Optional.of(
                                    new FirstDivergence(
                                            1500,
                                            "x6 is 0x1, expected 0x3",
                                            TinyProgram.LOOP,
                                            TinyProgram.LOOP + 4,
                                            "add t0,t0,-1"))),
                    0.1,
                    0.1,
                    0.1);

    @TempDir Path folder;

    private Recording recording;

    private static Rung rung(String engine, long dispatches, Verdict verdict, Double... seconds) {
        return new Rung(engine, 3004, dispatches, List.of(seconds), 1, verdict);
    }

    @BeforeEach
    void record() throws IOException {
        recording =
                Recording.record(
                        TinyProgram.counting(folder, 0),
                        LaunchOptions.of().withDeterministic(true),
                        new SwitchEngine(),
                        true,
                        Long.MAX_VALUE,
                        folder.resolve("counting.twp"));
    }

    private ComparisonReport report(Rung... rungs) throws IOException {
        return report(Optional.empty(), rungs);
    }

    private ComparisonReport report(Optional<AblationTables> ablation, Rung... rungs)
            throws IOException {
        var program = ProfiledProgram.of(recording.profile(), recording.image());
        var plan =
                Planner.plan(
                        recording.profile(),
                        program.code().orElseThrow(),
                        OptimizerOptions.defaults());
        return new ComparisonReport(program, plan, new Comparison(List.of(rungs), HOST), ablation);
    }

    private static String ladder(ComparisonReport report) {
        String text = TextRenderer.render(report.brief(), TextRenderer.Style.PLAIN);
        return text.substring(text.indexOf("Ways to run\n"));
    }

    @Test
    void equalBehaviourIsToldWithWhatWasCompared() throws IOException {
        ComparisonReport report = report(BASELINE, FAST);
        assertTrue(report.identical());
        Golden.check("comparison-identical.txt", ladder(report));
    }

    private static AblationTables ablation(Rung... rungs) {
        return new AblationTables(
                List.of(
                        new Ablation.Part("traces", "trace", "switch"),
                        new Ablation.Part("superinstructions", "super", "switch")),
                new Comparison(List.of(rungs), HOST));
    }

    @Test
    void whatEachOptimizationIsWorthIsTheRatioToTheTimeWithoutIt() throws IOException {
        Rung fused = rung("super", 9, new Verdict.Identical(), 0.2, 0.2, 0.2);
        ComparisonReport report =
                report(Optional.of(ablation(BASELINE, FAST, fused)), BASELINE, FAST);
        assertTrue(report.identical());
        Golden.check("comparison-ablation.txt", ladder(report));
        assertTrue(
                report.full().figures().anyMatch(figure -> figure.id().equals("ablation-chart")));
        assertTrue(report.tables().stream().anyMatch(table -> table.id().equals("ablation")));
    }

    @Test
    void aPartThatChangesBehaviourHasNoWorth() throws IOException {
        ComparisonReport report =
                report(Optional.of(ablation(BASELINE, FAST, WRONG)), BASELINE, FAST);
        assertFalse(report.identical());
        assertTrue(
                ladder(report)
                        .lines()
                        .anyMatch(line -> line.matches("  superinstructions .* - +DIFFERENT")));
    }

    @Test
    void differentBehaviourIsToldWithItsPlaceAndWithoutASpeedup() throws IOException {
        ComparisonReport report = report(BASELINE, WRONG, FAST);
        assertFalse(report.identical());
        Golden.check("comparison-different.txt", ladder(report));
    }

    @Test
    void tablesForProgramsHaveACellForEachHeading() throws IOException {
        for (Table table : report(BASELINE, WRONG, FAST).tables()) {
            List<String> lines = CsvRenderer.render(table).lines().toList();
            long columns = commas(lines.getFirst());
            for (String line : lines) {
                assertEquals(columns, commas(line), table.id() + ": " + line);
            }
        }
    }

    private static long commas(String line) {
        return line.replaceAll("\"[^\"]*\"", "").chars().filter(c -> c == ',').count();
    }

    @Test
    void pageHasTheTablesAndAllOfTheCharts() throws IOException {
        Report page = report(BASELINE, FAST).full();
        assertEquals(
                List.of(
                        "speed",
                        "dispatches",
                        "hot-blocks",
                        "hot-functions",
                        "opcode-mix",
                        "coverage"),
                page.figures().map(Section.Figure::id).toList());
    }
}
