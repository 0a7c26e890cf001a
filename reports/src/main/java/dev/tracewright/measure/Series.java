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

    /// What every run yielded, those before measuring included.
    public List<R> results() {
        var results = new ArrayList<R>();
        warmups.forEach(sample -> results.add(sample.result()));
        samples.forEach(sample -> results.add(sample.result()));
        return results;
    }
}
