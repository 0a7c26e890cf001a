package dev.tracewright.report;

import dev.tracewright.chart.Axis;
import dev.tracewright.chart.BarChart;
import dev.tracewright.chart.BarChart.Bar;
import dev.tracewright.chart.BarChart.Role;
import dev.tracewright.chart.CurveChart;
import dev.tracewright.chart.CurveChart.Curve;
import dev.tracewright.chart.CurveChart.Point;
import dev.tracewright.profile.Profile;
import dev.tracewright.report.Section.Fact;

import java.util.ArrayList;
import java.util.List;

/// Tells what a profile says.
public final class ProfileReport {
    /// A way to look at a profile.
    public enum View {
        BLOCK,
        FUNCTION,
        INSTRUCTION,
        OPCODE,
        EDGE
    }

    private static final int BARS = 10;
    private static final int OPCODE_BARS = 15;
    private static final int CURVE_POINTS = 60;
    private static final int ANNOTATED_FUNCTIONS = 5;
    private static final double MOST = 0.9;

    private final ProfiledProgram program;
    private final HotSpots spots;
    private final ProfileTables tables;

    /// What a profile says.
    public ProfileReport(ProfiledProgram program) {
        this.program = program;
        spots = new HotSpots(program);
        tables = new ProfileTables(program, spots);
    }

    /// A report of its own.
    ///
    /// @param views what to look at, in this order
    /// @param limit greatest number of rows in a table
    public Report report(List<View> views, int limit) {
        var sections = new ArrayList<Section>();
        sections.add(facts());
        for (View view : views) {
            sections.add(new Section.Tabular(table(view).limit(limit), false));
            sections.addAll(figures(view));
            sections.addAll(
                    switch (view) {
                        case BLOCK -> coverage(List.of());
                        case INSTRUCTION -> annotation();
                        case FUNCTION, OPCODE, EDGE -> List.of();
                    });
        }
        return new Report("Profile of " + program.profile().program().name(), sections);
    }

    /// The table of a view, with all rows.
    public Table table(View view) {
        return switch (view) {
            case BLOCK -> tables.blocks();
            case FUNCTION -> tables.functions();
            case INSTRUCTION -> tables.instructions();
            case OPCODE -> tables.opcodes();
            case EDGE -> tables.edges();
        };
    }

    /// What was profiled.
    public Section.Facts facts() {
        Profile profile = program.profile();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Program", String.join(" ", commandLine(profile))));
        String buildId = profile.program().buildId();
        facts.add(new Fact("Build-id", buildId.isEmpty() ? "none" : buildId));
        facts.add(new Fact("SHA-256", profile.program().contentHash()));
        facts.add(new Fact("Instructions", Numbers.count(profile.instructions())));
        facts.add(
                new Fact(
                        "Blocks",
                        "%s, executed %s times"
                                .formatted(
                                        Numbers.count(profile.blocks().size()),
                                        Numbers.count(profile.blockExecutions()))));
        facts.add(new Fact("Recorded by", recording(profile)));
        facts.add(new Fact("Ended", profile.run().exit()));
        profile.trace().ifPresent(_ -> facts.add(new Fact("Branch trace", trace(profile))));
        return new Section.Facts("profile", "What was profiled", facts);
    }

    private static List<String> commandLine(Profile profile) {
        var words = new ArrayList<String>();
        words.add(profile.program().name());
        words.addAll(profile.program().arguments());
        return words;
    }

    private static String recording(Profile profile) {
        double seconds = profile.run().seconds();
        return seconds == 0
                ? profile.run().engine() + ", deterministic"
                : profile.run().engine() + " in " + Numbers.seconds(seconds);
    }

    private static String trace(Profile profile) {
        var trace = profile.trace().orElseThrow();
        double bits = 8.0 * trace.bytes() / Math.max(1, profile.blockExecutions());
        return "%s events in %s bytes, %s bits per executed block"
                .formatted(
                        Numbers.count(trace.events()),
                        Numbers.count(trace.bytes()),
                        Numbers.real(bits, 4));
    }

    /// The charts of a view.
    public List<Section> figures(View view) {
        if (program.profile().blocks().isEmpty()) {
            return List.of();
        }
        return switch (view) {
            case BLOCK -> List.of(hotBlocks());
            case FUNCTION -> List.of(hotFunctions());
            case OPCODE -> List.of(opcodeMix());
            case INSTRUCTION, EDGE -> List.of();
        };
    }

    private Section hotBlocks() {
        List<Bar> bars =
                spots.blocks().stream()
                        .limit(BARS)
                        .map(hot -> bar(hot.place(), hot.share(), Role.SUBJECT))
                        .toList();
        return figure("hot-blocks", "Hottest blocks", "executed instructions (% of all)", bars);
    }

    private Section hotFunctions() {
        List<Bar> bars =
                spots.functions().stream()
                        .limit(BARS)
                        .map(hot -> bar(hot.name(), hot.share(), Role.SUBJECT))
                        .toList();
        return figure(
                "hot-functions", "Hottest functions", "executed instructions (% of all)", bars);
    }

    private Section opcodeMix() {
        List<HotSpots.HotOpcode> opcodes = spots.opcodes();
        var bars = new ArrayList<Bar>();
        opcodes.stream()
                .limit(OPCODE_BARS)
                .forEach(hot -> bars.add(bar(hot.opcode().mnemonic(), hot.share(), Role.SUBJECT)));
        if (opcodes.size() > OPCODE_BARS) {
            double rest =
                    opcodes.stream().skip(OPCODE_BARS).mapToDouble(HotSpots.HotOpcode::share).sum();
            String label = "%d others".formatted(opcodes.size() - OPCODE_BARS);
            bars.add(bar(label, rest, Role.REFERENCE));
        }
        return figure("opcode-mix", "Opcode mix", "executed instructions (% of all)", bars);
    }

    private static Bar bar(String name, double share, Role role) {
        return Bar.exact(Names.shorten(name), share, Numbers.share(share), role);
    }

    private static Section figure(String id, String title, String axis, List<Bar> bars) {
        String summary =
                "The longest bar is %s with %s."
                        .formatted(bars.getFirst().label(), bars.getFirst().text());
        var values = new Axis(axis, Axis.Scale.SHARE);
        return new Section.Figure(id, new BarChart(title, summary, values, bars), "");
    }

    /// The share of the run that the hottest blocks make up, by their number.
    ///
    /// @param traces the shares of traces, to be shown besides; may be empty
    public List<Section> coverage(List<Double> traces) {
        List<HotSpots.HotBlock> blocks = spots.blocks();
        if (blocks.isEmpty()) {
            return List.of();
        }
        var curves = new ArrayList<Curve>();
        curves.add(
                new Curve(
                        "basic blocks",
                        cumulative(blocks.stream().map(HotSpots.HotBlock::share).toList())));
        if (!traces.isEmpty()) {
            curves.add(new Curve("traces (expected)", cumulative(traces)));
        }
        long enough = 1 + blocks.stream().filter(hot -> hot.cumulative() < MOST).count();
        String summary =
                "%s of %s make up %.0f %% of the executed instructions."
                        .formatted(
                                Numbers.count(Math.min(enough, blocks.size())),
                                Numbers.count(blocks.size(), "block"),
                                100 * MOST);
        var chart =
                new CurveChart(
                        "How few blocks make up the run",
                        summary,
                        new Axis(
                                traces.isEmpty()
                                        ? "number of blocks, hottest first"
                                        : "number of blocks or traces, hottest first",
                                Axis.Scale.LOGARITHMIC),
                        new Axis("executed instructions (% of all)", Axis.Scale.SHARE),
                        curves);
        return List.of(new Section.Figure("coverage", chart, summary));
    }

    // Points that are evenly spread on a logarithmic axis, the first and the last among them.
    private static List<Point> cumulative(List<Double> shares) {
        var points = new ArrayList<Point>();
        double sum = 0;
        double next = 1;
        double step = Math.pow(Math.max(2, shares.size()), 1.0 / CURVE_POINTS);
        for (int i = 0; i < shares.size(); i++) {
            sum += shares.get(i);
            if (i + 1 >= next || i == shares.size() - 1) {
                points.add(new Point(i + 1, Math.min(1, sum)));
                next = Math.max(next * step, i + 1.5);
            }
        }
        return points;
    }

    /// The instructions of the hottest functions; nothing if the program is not at hand.
    public List<Section> annotation() {
        if (program.code().isEmpty()) {
            return List.of();
        }
        return List.of(
                new Section.Listing(
                        "annotation",
                        "The hottest functions, instruction by instruction",
                        "A line or mark shows where a basic block begins.",
                        Annotation.lines(program, spots, ANNOTATED_FUNCTIONS)));
    }
}
