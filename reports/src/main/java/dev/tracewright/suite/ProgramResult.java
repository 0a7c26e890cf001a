package dev.tracewright.suite;

import dev.tracewright.measure.Sample;
import dev.tracewright.measure.Score;
import dev.tracewright.measure.Series;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was measured of a program.
///
/// @param series the runs of each way that ran and did what it should
/// @param skipped ways that there are not
/// @param failures ways that did something else, or took too long
public record ProgramResult(
        SuiteProgram program,
        Length length,
        Map<Way, Series<ProcessOutcome>> series,
        List<Remark> skipped,
        List<Remark> failures) {
    public ProgramResult {
        series = new EnumMap<>(series);
        skipped = List.copyOf(skipped);
        failures = List.copyOf(failures);
    }

    /// Why a way has no times.
    public record Remark(Way way, String reason) {}

    /// The seconds of a way.
    public Optional<Score> seconds(Way way) {
        return Optional.ofNullable(series.get(way)).map(Series::seconds);
    }

    /// The most memory that a run of a way had resident, in bytes, if it is known.
    public Optional<Long> peakBytes(Way way) {
        return Optional.ofNullable(series.get(way))
                .map(
                        runs ->
                                runs.results().stream()
                                        .mapToLong(ProcessOutcome::peakBytes)
                                        .max()
                                        .orElse(0))
                .filter(bytes -> bytes > 0);
    }

    /// The ratios of the runs of the same round, if both ways were measured.
    public Optional<Score> ratio(TimeRatio ratio) {
        Series<ProcessOutcome> above = series.get(ratio.numerator());
        Series<ProcessOutcome> below = series.get(ratio.denominator());
        if (above == null || below == null) {
            return Optional.empty();
        }
        List<Sample<ProcessOutcome>> left = above.samples();
        List<Sample<ProcessOutcome>> right = below.samples();
        double[] ratios = new double[left.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = left.get(i).seconds() / right.get(i).seconds();
        }
        return Optional.of(Score.of(ratios));
    }
}
