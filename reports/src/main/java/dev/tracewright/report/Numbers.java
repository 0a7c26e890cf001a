package dev.tracewright.report;

import dev.tracewright.measure.Score;

import java.util.Locale;

/// Numbers as people read them, the same in every country.
public final class Numbers {
    private static final int SIGNIFICANT_DIGITS = 4;
    private static final int MOST_DECIMALS = 6;

    private Numbers() {}

    /// `12,345,678`.
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// `3 blocks`, `1 block`.
    public static String count(long value, String noun) {
        return count(value) + " " + noun + (value == 1 ? "" : "s");
    }

    /// `0.125`, with so many decimals.
    public static String real(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /// `23.1 %` for 0.231.
    public static String share(double value) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * value);
    }

    /// `0.4121 s`.
    public static String seconds(double value) {
        return real(value, decimals(value)) + " s";
    }

    /// `0.4121 ± 0.0032`: the median and the distance to the farther end of its interval, which a
    /// single measurement does not have.
    public static String measured(Score score) {
        int decimals = decimals(score.median());
        String median = real(score.median(), decimals);
        return score.n() == 1 ? median : median + " ± " + real(score.error(), decimals);
    }

    // As many as make four significant digits, but none behind 1,000.
    private static int decimals(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return 1;
        }
        int magnitude = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
        return Math.clamp(SIGNIFICANT_DIGITS - magnitude, 0, MOST_DECIMALS);
    }
}
