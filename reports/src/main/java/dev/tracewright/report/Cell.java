package dev.tracewright.report;

import dev.tracewright.measure.Score;

/// A value in a table. It knows its unit's kind, so that each renderer can write it its own way.
public sealed interface Cell {
    /// The value as people read it.
    String text();

    /// Words.
    record Text(String text) implements Cell {}

    /// One of several fixed words.
    ///
    /// @param key what programs call it
    /// @param text what people call it
    record Term(String key, String text) implements Cell {}

    /// Text of a program: a name, an instruction.
    record Code(String text) implements Cell {}

    /// A guest address.
    record Address(long value) implements Cell {
        @Override
        public String text() {
            return "0x" + Long.toHexString(value);
        }
    }

    /// A number of things.
    record Count(long value) implements Cell {
        @Override
        public String text() {
            return Numbers.count(value);
        }
    }

    /// A number that is not measured but computed from exact ones.
    record Real(double value, int decimals) implements Cell {
        @Override
        public String text() {
            return Numbers.real(value, decimals);
        }
    }

    /// A part of a whole, 0 to 1.
    record Share(double value) implements Cell {
        @Override
        public String text() {
            return Numbers.share(value);
        }
    }

    /// A measured quantity.
    record Measured(Score score) implements Cell {
        @Override
        public String text() {
            return Numbers.measured(score);
        }
    }

    /// A measured ratio.
    record Ratio(Score score) implements Cell {
        @Override
        public String text() {
            return Numbers.ratio(score);
        }
    }

    /// Nothing to say.
    record Absent() implements Cell {
        @Override
        public String text() {
            return "-";
        }
    }
}
