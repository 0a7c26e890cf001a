package dev.tracewright.suite;

import java.util.Locale;

/// How much work a program is given.
public enum Length {
    /// A tenth of a second as a native program: what a start costs shows.
    SHORT,
    /// A second as a native program: what code is worth once it is compiled shows.
    LONG;

    /// The word for it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
