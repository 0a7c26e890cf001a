package dev.tracewright.report;

import dev.tracewright.chart.Chart;

import java.util.List;

/// A part of a report.
public sealed interface Section {
    /// Its name in files for programs and in links.
    String id();

    /// Facts that need no table.
    record Facts(String id, String title, List<Fact> facts) implements Section {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /// A fact.
    ///
    /// @param label what it is about
    /// @param value what it is
    record Fact(String label, String value) {}

    /// A table.
    ///
    /// @param detail whether it is there for those who want to know everything
    record Tabular(Table table, boolean detail) implements Section {
        @Override
        public String id() {
            return table.id();
        }
    }

    /// A chart.
    ///
    /// @param caption what people should know to read it
    record Figure(String id, Chart chart, String caption) implements Section {}

    /// Instructions with their counts.
    record Listing(String id, String title, String note, List<Line> lines) implements Section {
        public Listing {
            lines = List.copyOf(lines);
        }
    }

    /// A line of a listing.
    ///
    /// @param address of the instruction
    /// @param count how often it was executed
    /// @param share of all executed instructions, 0 to 1
    /// @param text the instruction
    /// @param label the name that begins here, or empty
    /// @param leader whether a basic block begins here
    record Line(
            long address, long count, double share, String text, String label, boolean leader) {}

    /// The answer to whether two runs behaved the same.
    ///
    /// @param identical whether they did
    /// @param lines what was compared or what differs
    record Verdict(String id, boolean identical, List<String> lines) implements Section {
        public Verdict {
            lines = List.copyOf(lines);
        }
    }
}
