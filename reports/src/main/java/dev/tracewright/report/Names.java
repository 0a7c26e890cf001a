package dev.tracewright.report;

import java.util.Locale;

/// Names as people read them.
final class Names {
    private static final int LONGEST = 34;
    private static final int END = 12;

    private Names() {}

    /// `fall through` for `FALL_THROUGH`.
    static String words(Enum<?> constant) {
        return words(constant.name());
    }

    /// `trace budget` for `TRACE_BUDGET`.
    static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// A name that fits on a chart: a long one loses its middle.
    static String shorten(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        return name.substring(0, LONGEST - END - 1)
                + "\u2026"
                + name.substring(name.length() - END);
    }
}
