package dev.tracewright.report;

import dev.tracewright.measure.Score;

import java.util.Locale;

/// Numbers as people read them, the same in every country.
public final class Numbers {
    private static final int SIGNIFICANT_DIGITS = 4;
    private static final int ERROR_DIGITS = 2;
    private static final int MOST_DECIMALS = 6;

    private Numbers() {}

    /// `12,345,678`.
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// `3 blocks`, `1 block`.
    public static String count(long value, String noun) {
        return count(value, noun, noun + "s");
    }

    /// `3 dispatches`, `1 dispatch`.
    public static String count(long value, String one, String several) {
        return count(value) + " " + (value == 1 ? one : several);
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

    /// `0.412 ± 0.013`: the median and the distance to the farther end of its interval, which a
    /// single measurement does not have. The error has two significant digits.
    public static String measured(Score score) {
        return measured(score, "");
    }

    /// `5.67x ± 0.44`: the same of a ratio.
    public static String ratio(Score score) {
        return measured(score, "x");
    }

    private static String measured(Score score, String unit) {
        int decimals = decimals(score.median());
        if (score.n() == 1 || score.error() == 0) {
            return real(score.median(), decimals) + unit;
        }
        decimals = Math.clamp(ERROR_DIGITS - magnitude(score.error()), 0, decimals);
        return real(score.median(), decimals) + unit + " \u00b1 " + real(score.error(), decimals);
    }

    // As many as make four significant digits, but none behind 1,000.
    private static int decimals(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return 1;
        }
        return Math.clamp(SIGNIFICANT_DIGITS - magnitude(value), 0, MOST_DECIMALS);
    }

    // The number of digits before the decimal point; 0 and less for numbers below 1.
    private static int magnitude(double value) {
        return (int) Math.floor(Math.log10(Math.abs(value))) + 1;
    }
}
