package dev.tracewright.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;

class ScoreTest {
    // Confidence: 1 - 2 * sum of C(n, k) / 2^n for k up to the number of values outside per side.
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 0",
        "2, 1, 1.5, 2, 0.5",
        "3, 1, 2, 3, 0.75",
        "5, 1, 3, 5, 0.9375",
        "6, 1, 3.5, 6, 0.96875",
        "8, 1, 4.5, 8, 0.9921875",
        "9, 2, 5, 8, 0.9609375",
        "15, 4, 8, 12, 0.96484375",
        "20, 6, 10.5, 15, 0.958610535"
    })
    void intervalIsTheInnermostThatReachesTheConfidenceOrTheRange(
            int n, double low, double median, double high, double confidence) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            // Not sorted: 7 and 11 have no factor in common with any n above.
            values[i] = 1 + i * (n % 7 == 0 ? 11 : 7) % n;
        }
        Score score = Score.of(values);
        assertEquals(new Score(median, low, high, n), score);
        assertEquals(confidence, score.confidence(), 1e-9);
    }

    @Test
    void intervalContainsTheMedianAsOftenAsItClaims() {
        var random = new Random(5);
        int rounds = 20_000;
        int hits = 0;
        double claimed = 0;
        for (int round = 0; round < rounds; round++) {
            double[] values = random.doubles(12).map(Math::log).toArray();
            Score score = Score.of(values);
            double truth = Math.log(0.5);
            hits += score.low() <= truth && truth <= score.high() ? 1 : 0;
            claimed = score.confidence();
        }
        assertEquals(claimed, (double) hits / rounds, 0.01);
    }

    @Test
    void oneSlowRunMovesNeitherMedianNorInterval() {
        Score calm = Score.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
        Score disturbed = Score.of(1, 2, 3, 4, 5, 6, 7, 8, 900);
        assertEquals(calm, disturbed);
    }

    @Test
    void reciprocalSwapsTheEnds() {
        assertEquals(new Score(5, 2.5, 10, 3), Score.of(1, 2, 4).reciprocal(10));
    }

    @Test
    void errorIsTheDistanceToTheFartherEnd() {
        assertEquals(3, Score.of(1, 2, 5).error());
    }

    @Test
    void nothingHasNoScore() {
        assertThrows(IllegalArgumentException.class, Score::of);
        assertThrows(IllegalArgumentException.class, () -> Score.of(1, Double.NaN));
    }

    @Test
    void geometricMeanOfRatiosIsTheRatioOfGeometricMeans() {
        assertEquals(2, GeometricMean.of(1, 2, 4), 1e-12);
        double[] numerators = {3, 5, 7};
        double[] denominators = {2, 11, 13};
        double ratio = GeometricMean.of(numerators) / GeometricMean.of(denominators);
        assertEquals(ratio, GeometricMean.of(3.0 / 2, 5.0 / 11, 7.0 / 13), 1e-12);
        assertTrue(GeometricMean.of(0.5, 2) == 1);
        assertThrows(IllegalArgumentException.class, () -> GeometricMean.of(1, 0));
    }
}
