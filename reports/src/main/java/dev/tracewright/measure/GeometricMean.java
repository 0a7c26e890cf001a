package dev.tracewright.measure;

/// The mean of ratios: the ratio that, in place of each of them, has the same product.
public final class GeometricMean {
    private GeometricMean() {}

    /// The mean of at least one positive ratio.
    public static double of(double... ratios) {
        if (ratios.length == 0) {
            throw new IllegalArgumentException("no ratios, expected at least one");
        }
        double sum = 0;
        for (double ratio : ratios) {
            if (!(ratio > 0)) {
                throw new IllegalArgumentException(
                        "a ratio is " + ratio + ", expected more than 0");
            }
            sum += Math.log(ratio);
        }
        return Math.exp(sum / ratios.length);
    }
}
