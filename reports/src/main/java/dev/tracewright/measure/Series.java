package dev.tracewright.measure;

import java.util.ArrayList;
import java.util.List;

/// All runs of one candidate, in order.
///
/// @param name the candidate's
/// @param warmups the runs that were not measured
/// @param samples those that were, one for each round
public record Series<R>(String name, List<Sample<R>> warmups, List<Sample<R>> samples) {
    public Series {
        warmups = List.copyOf(warmups);
        samples = List.copyOf(samples);
    }

    /// The measured seconds.
    public Score seconds() {
        return Score.of(samples.stream().mapToDouble(Sample::seconds).toArray());
    }

    /// How many times faster this is than the other.
    ///
    /// Runs of the same round were next to each other in time, so whatever slowed the host down hit
    /// both: the score is that of the ratios within the rounds.
    public Score speedupOver(Series<?> baseline) {
        double[] ratios = new double[Math.min(samples.size(), baseline.samples.size())];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = baseline.samples.get(round).seconds() / samples.get(round).seconds();
        }
        return Score.of(ratios);
    }

    /// What every run yielded, those before measuring included.
    public List<R> results() {
        var results = new ArrayList<R>();
        warmups.forEach(sample -> results.add(sample.result()));
        samples.forEach(sample -> results.add(sample.result()));
        return results;
    }
}
