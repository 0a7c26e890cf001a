package dev.tracewright.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.measure.Score;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Locale;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0.4, 0.41, 0.42, 0.410 \u00b1 0.010",
        "0.5, 0.6, 0.9, 0.60 \u00b1 0.30",
        "1500, 1567, 1700, '1,567 \u00b1 133'",
        "0.1480, 0.1484, 0.1490, 0.1484 \u00b1 0.0006",
        "9.98, 9.99, 10.4, 9.99 \u00b1 0.41",
        "5, 5, 5, 5.000",
        "0, 0, 0, 0.0"
    })
    void errorsHaveTwoDigitsAndMediansAsManyDecimals(
            double low, double median, double high, String expected) {
        assertEquals(expected, Numbers.measured(new Score(median, low, high, 7)));
    }

    @Test
    void singleMeasurementHasNoError() {
        assertEquals("0.1234", Numbers.measured(Score.of(0.12341)));
        assertEquals("2.500x", Numbers.ratio(Score.of(2.5)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 blocks", "1, 1 block", "1234567, '1,234,567 blocks'"})
    void nounsAreInflected(long count, String expected) {
        assertEquals(expected, Numbers.count(count, "block"));
    }

    @Test
    void numbersAreTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals("1,234.5", Numbers.real(1234.5, 1));
            assertEquals("12.5 %", Numbers.share(0.125));
            assertEquals("12,345", Numbers.count(12345));
        } finally {
            Locale.setDefault(before);
        }
    }
}
