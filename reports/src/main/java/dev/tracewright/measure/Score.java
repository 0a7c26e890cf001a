package dev.tracewright.measure;

import java.util.Arrays;

/// The median of repeated measurements with an interval that needs no assumption about their
/// distribution.
///
/// The interval lies between two of the sorted values, the innermost pair that contains the true
/// median with a probability of at least 95 % (binomial distribution of how many values lie below
/// the median). Fewer than six values cannot reach that; the interval is then their whole range,
/// and [#confidence] says what that is worth.
///
/// @param median the middle value, or the mean of the two in the middle
/// @param low lower end of the interval
/// @param high upper end of the interval
/// @param n number of measurements
public record Score(double median, double low, double high, int n) {
    private static final double WANTED_CONFIDENCE = 0.95;

    public Score {
        if (n < 1 || !(low <= median && median <= high)) {
            throw new IllegalArgumentException(
                    "median %s in [%s, %s] of %d values".formatted(median, low, high, n));
        }
    }

    /// The score of at least one value.
    public static Score of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values, expected at least one");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        int rank = rank(n);
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        return new Score(median, sorted[rank], sorted[n - 1 - rank], n);
    }

    /// The probability that the interval contains the true median, 0 to 1: 0 for one value.
    public double confidence() {
        return coverage(n, rank(n));
    }

    /// The distance from the median to the farther end of the interval.
    public double error() {
        return Math.max(high - median, median - low);
    }

    /// The score of `numerator / value`, which turns around which end is the lower one.
    public Score reciprocal(double numerator) {
        return new Score(numerator / median, numerator / high, numerator / low, n);
    }

    // How many values lie outside of the interval on each side.
    private static int rank(int n) {
        int rank = 0;
        while (rank + 1 < (n + 1) / 2 && coverage(n, rank + 1) >= WANTED_CONFIDENCE) {
            rank++;
        }
        return rank;
    }

    // 1 - 2 P(X <= rank) for X binomial with n trials and probability 1/2.
    private static double coverage(int n, int rank) {
        double term = Math.pow(0.5, n);
        double below = 0;
        for (int k = 0; k <= rank; k++) {
            below += term;
            term *= (double) (n - k) / (k + 1);
        }
        return Math.max(0, 1 - 2 * below);
    }
}
