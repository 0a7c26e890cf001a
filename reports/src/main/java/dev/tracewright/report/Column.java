package dev.tracewright.report;

/// A column of a table.
///
/// @param key its name in files for programs: lower case, with the unit where it is not a count
/// @param title its heading for people
/// @param alignment how its cells are set
public record Column(String key, String title, Alignment alignment) {
    /// How cells are set.
    public enum Alignment {
        LEFT,
        RIGHT
    }

    /// A column of words.
    public static Column words(String key, String title) {
        return new Column(key, title, Alignment.LEFT);
    }

    /// A column of numbers.
    public static Column numbers(String key, String title) {
        return new Column(key, title, Alignment.RIGHT);
    }
}
