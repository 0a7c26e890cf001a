package dev.tracewright.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class MeasurementTest {
    private static final Schedule THREE_ROUNDS = Schedule.defaults().withWarmups(1).withRounds(3);

    private final List<String> order = new ArrayList<>();

    private Candidate<Integer> candidate(String name, double seconds) {
        return new Candidate<>() {
            private int runs;

            @Override
            public String name() {
                return name;
            }

            @Override
            public Sample<Integer> run() {
                order.add(name);
                return new Sample<>(seconds, ++runs);
            }
        };
    }

    @Test
    void eachRoundRunsEveryCandidateAndBeginsWithAnother() throws IOException {
        new Measurement<>(
                        List.of(candidate("a", 1), candidate("b", 1), candidate("c", 1)),
                        THREE_ROUNDS,
                        Progress.SILENT)
                .run();
        assertEquals(List.of("a", "b", "c", "a", "b", "c", "b", "c", "a", "c", "a", "b"), order);
    }

    @Test
    void warmupsAreKeptApartFromSamples() throws IOException {
        List<Series<Integer>> series =
                new Measurement<>(
                                List.of(candidate("a", 2), candidate("b", 3)),
                                THREE_ROUNDS.withWarmups(2),
                                Progress.SILENT)
                        .run();
        assertEquals(2, series.size());
        assertEquals("b", series.get(1).name());
        assertEquals(List.of(1, 2, 3, 4, 5), series.get(1).results());
        assertEquals(2, series.get(1).warmups().size());
        assertEquals(new Score(3, 3, 3, 3), series.get(1).seconds());
    }

    @Test
    void noRoundBeginsWhenTheTimeIsUpButTheLeastAreRun() throws IOException {
        var schedule = new Schedule(0, 0, 10, 4, 0);
        new Measurement<>(List.of(candidate("a", 1)), schedule, Progress.SILENT).run();
        assertEquals(4, order.size());
    }

    @Test
    void progressNamesCandidateAndRound() throws IOException {
        var steps = new ArrayList<String>();
        new Measurement<>(List.of(candidate("a", 1)), THREE_ROUNDS.withRounds(2), steps::add).run();
        assertEquals(
                List.of("warming up: a", "round 1 of at most 2: a", "round 2 of at most 2: a"),
                steps);
    }

    @Test
    void failureOfACandidateIsPassedOn() {
        Candidate<Integer> broken =
                new Candidate<>() {
                    @Override
                    public String name() {
                        return "broken";
                    }

                    @Override
                    public Sample<Integer> run() throws IOException {
                        throw new IOException("gone");
                    }
                };
        var measurement = new Measurement<>(List.of(broken), THREE_ROUNDS, Progress.SILENT);
        assertEquals("gone", assertThrows(IOException.class, measurement::run).getMessage());
    }

    @Test
    void impossibleSchedulesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Schedule(0, 0, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Schedule(-1, 0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Schedule(0, 0, 2, 3, 1));
    }
}
