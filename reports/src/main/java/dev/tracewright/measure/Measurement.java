package dev.tracewright.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Runs candidates in turn, so that a host that becomes slower or faster meanwhile does so for all
/// of them.
public final class Measurement<R> {
    private static final double NANOS = 1e-9;

    private final List<Candidate<R>> candidates;
    private final Schedule schedule;
    private final Progress progress;

    /// Measures the candidates.
    ///
    /// @param candidates at least one
    public Measurement(List<Candidate<R>> candidates, Schedule schedule, Progress progress) {
        this.candidates = List.copyOf(candidates);
        this.schedule = schedule;
        this.progress = progress;
    }

    /// Runs everything.
    ///
    /// @return a series for each candidate, in their order, with equally many samples
    public List<Series<R>> run() throws IOException {
        var warmups = new ArrayList<List<Sample<R>>>();
        var samples = new ArrayList<List<Sample<R>>>();
        for (Candidate<R> candidate : candidates) {
            warmups.add(warmUp(candidate));
            samples.add(new ArrayList<>());
        }
        long start = System.nanoTime();
        for (int round = 1; round <= schedule.rounds() && hasTime(round, start); round++) {
            runRound(round, samples);
        }
        var series = new ArrayList<Series<R>>();
        for (int i = 0; i < candidates.size(); i++) {
            series.add(new Series<>(candidates.get(i).name(), warmups.get(i), samples.get(i)));
        }
        return series;
    }

    private List<Sample<R>> warmUp(Candidate<R> candidate) throws IOException {
        var runs = new ArrayList<Sample<R>>();
        double spent = 0;
        while (runs.size() < schedule.warmups() || spent < schedule.warmupSeconds()) {
            progress.step("warming up: " + candidate.name());
            long start = System.nanoTime();
            runs.add(candidate.run());
            spent += (System.nanoTime() - start) * NANOS;
        }
        return runs;
    }

    private boolean hasTime(int round, long start) {
        if (round <= schedule.leastRounds()) {
            return true;
        }
        double elapsed = (System.nanoTime() - start) * NANOS;
        return elapsed / (round - 1) * round <= schedule.seconds();
    }

    // Each round begins with another candidate, so that none always runs after the same one.
    private void runRound(int round, List<List<Sample<R>>> samples) throws IOException {
        for (int i = 0; i < candidates.size(); i++) {
            int index = (round - 1 + i) % candidates.size();
            Candidate<R> candidate = candidates.get(index);
            progress.step(
                    "round %d of at most %d: %s"
                            .formatted(round, schedule.rounds(), candidate.name()));
            samples.get(index).add(candidate.run());
        }
    }
}
