package dev.tracewright.report;

import dev.tracewright.code.FunctionTable;
import dev.tracewright.isa.Disassembler;
import dev.tracewright.isa.Instruction;
import dev.tracewright.jit.UnitExplanation;
import dev.tracewright.region.EdgeCounts;
import dev.tracewright.region.Flow;
import dev.tracewright.region.HotRegion;
import dev.tracewright.region.RegionBlock;
import dev.tracewright.region.Way;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes down how a unit was compiled: the guest's code, the SSA form before and after each pass,
/// the code, and the exits.
public final class UnitReport {
    private final UnitExplanation unit;
    private final FunctionTable functions;
    private final EdgeCounts counts;
    private final Disassembler disassembler;
    private final List<String> lines = new ArrayList<>();

    private UnitReport(UnitExplanation unit, FunctionTable functions, EdgeCounts counts) {
        this.unit = unit;
        this.functions = functions;
        this.counts = counts;
        disassembler =
                new Disassembler(
                        Disassembler.Style.PSEUDO_INSTRUCTIONS,
                        address -> Optional.of(functions.describe(address)));
    }

    /// An exit of a region.
    private record Exit(long site, String by, OptionalLong target, OptionalLong count) {}

    /// The lines.
    ///
    /// @param title what it is
    /// @param counts how often control went which way in the profiled run, where that is known
    /// @param allPasses whether to show the graph also after passes that changed nothing
    public static List<String> lines(
            String title,
            UnitExplanation unit,
            FunctionTable functions,
            EdgeCounts counts,
            boolean allPasses) {
        var report = new UnitReport(unit, functions, counts);
        report.head(title);
        report.guestCode();
        report.exits();
        report.graphs(allPasses);
        report.code();
        return report.lines;
    }

    private void line(String text) {
        lines.add(text.stripTrailing());
    }

    private void heading(String text) {
        line("");
        line(text);
    }

    private void head(String title) {
        HotRegion region = unit.region();
        line(
                "%s at 0x%x (%s): %s, %s, %s"
                        .formatted(
                                title,
                                region.head(),
                                functions.describe(region.head()),
                                Numbers.count(region.blocks().size(), "block"),
                                Numbers.count(region.length(), "instruction"),
                                Numbers.count(region.entries().size(), "entry", "entries")));
    }

    private void guestCode() {
        heading("Guest code");
        for (int i = 0; i < unit.region().blocks().size(); i++) {
            RegionBlock block = unit.region().blocks().get(i);
            line(
                    "  block %d%s, %s, executed %s"
                            .formatted(
                                    i,
                                    unit.region().entries().contains(i) ? ", entry" : "",
                                    functions.describe(block.start()),
                                    Numbers.count(executed(block), "time")));
            long pc = block.start();
            for (Instruction instruction : block.instructions()) {
                line("    %8x:  %s".formatted(pc, text(instruction, pc)));
                pc += instruction.length();
            }
            flow(block);
        }
    }

    private String text(Instruction instruction, long pc) {
        String[] parts = disassembler.text(instruction, pc).split("\t", 2);
        return parts.length == 1 ? parts[0] : "%-10s %s".formatted(parts[0], parts[1]);
    }

    private long executed(RegionBlock block) {
        long counted = counts.executed(site(block));
        return counted == 0 ? block.count() : counted;
    }

    private static long site(RegionBlock block) {
        return block.instructions().isEmpty()
                ? block.start()
                : block.end() - block.instructions().getLast().length();
    }

    private void flow(RegionBlock block) {
        switch (block.flow()) {
            case Flow.Next(Way way) -> way("then", way);
            case Flow.Branch(Way taken, Way notTaken) -> {
                way("taken", taken);
                way("not taken", notTaken);
            }
            case Flow.Indirect(List<Way> expected, long _) -> {
                expected.forEach(way -> way("expected", way));
                line("      elsewhere: leaves");
            }
            case Flow.Interpret() -> line("      then: the interpreter executes what follows");
        }
    }

    private void way(String by, Way way) {
        String to = way.leaves() ? "leaves" : "block " + way.block();
        line("      %s: 0x%x, %s".formatted(by, way.pc(), to));
    }

    private void exits() {
        heading("Exits, and how often control went that way in the profiled run");
        for (RegionBlock block : unit.region().blocks()) {
            for (Exit exit : exits(block)) {
                String target =
                        exit.target.isPresent()
                                ? "0x%x (%s)"
                                        .formatted(
                                                exit.target.getAsLong(),
                                                functions.describe(exit.target.getAsLong()))
                                : "elsewhere";
                String count =
                        exit.count.isPresent() ? Numbers.count(exit.count.getAsLong()) : "unknown";
                line("    %8x:  %-11s %-40s %14s".formatted(exit.site, exit.by, target, count));
            }
        }
    }

    private List<Exit> exits(RegionBlock block) {
        long site = site(block);
        var exits = new ArrayList<Exit>();
        switch (block.flow()) {
            case Flow.Next(Way way) -> add(exits, site, "then", way, passed(site));
            case Flow.Branch(Way taken, Way notTaken) -> {
                add(exits, site, "taken", taken, counted(site, counts.taken(site)));
                add(exits, site, "not taken", notTaken, passed(site));
            }
            case Flow.Indirect(List<Way> expected, long _) -> {
                expected.forEach(way -> add(exits, site, "expected", way, OptionalLong.empty()));
                OptionalLong count = elsewhere(site, expected);
                exits.add(new Exit(site, "jump", OptionalLong.empty(), count));
            }
            case Flow.Interpret() ->
                    exits.add(
                            new Exit(
                                    block.end(),
                                    "interpreter",
                                    OptionalLong.of(block.end()),
                                    OptionalLong.empty()));
        }
        return exits;
    }

    private static void add(List<Exit> exits, long site, String by, Way way, OptionalLong count) {
        if (way.leaves()) {
            exits.add(new Exit(site, by, OptionalLong.of(way.pc()), count));
        }
    }

    private OptionalLong passed(long site) {
        return counted(site, counts.passed(site));
    }

    // What was never executed in the profiled run, or is in no region, has no counts.
    private OptionalLong counted(long site, long count) {
        return counts.executed(site) == 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }

    private OptionalLong elsewhere(long site, List<Way> expected) {
        long others =
                counts.targets(site).stream()
                        .filter(t -> expected.stream().noneMatch(w -> w.pc() == t.pc()))
                        .mapToLong(EdgeCounts.Target::count)
                        .sum();
        return counted(site, others);
    }

    private void graphs(boolean allPasses) {
        heading("SSA form as built");
        indented(unit.built());
        for (UnitExplanation.Stage stage : unit.stages()) {
            if (stage.changed()) {
                heading("SSA form after " + stage.pass());
                indented(stage.graph());
            } else if (allPasses) {
                heading("SSA form after %s: unchanged".formatted(stage.pass()));
            }
        }
    }

    private void code() {
        heading(
                unit.bytes() == 0
                        ? "Code"
                        : "Code, %s".formatted(Numbers.count(unit.bytes(), "byte")));
        indented(unit.code());
    }

    private void indented(String text) {
        text.lines().forEach(line -> line("  " + line));
    }
}
