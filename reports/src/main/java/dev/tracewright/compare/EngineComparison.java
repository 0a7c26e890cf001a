package dev.tracewright.compare;

import dev.tracewright.engine.Engine;
import dev.tracewright.measure.Candidate;
import dev.tracewright.measure.HostInfo;
import dev.tracewright.measure.Measurement;
import dev.tracewright.measure.Progress;
import dev.tracewright.measure.Sample;
import dev.tracewright.measure.Schedule;
import dev.tracewright.measure.Series;
import dev.tracewright.run.Fingerprint;
import dev.tracewright.run.FirstDivergence;
import dev.tracewright.run.GuestRun;
import dev.tracewright.run.RunOptions;
import dev.tracewright.run.RunResult;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs a program with several engines, measures them, and proves that it behaves the same.
public final class EngineComparison {
    private final FirstDivergence.Loader loader;
    private final List<Engine> engines;
    private final RunOptions options;
    private final Progress progress;

    /// Compares engines.
    ///
    /// @param loader loads the program afresh, with the same input every time
    /// @param engines at least one; the first is the baseline
    /// @param maxInstructions where every run is stopped at the latest
    public EngineComparison(
            FirstDivergence.Loader loader,
            List<Engine> engines,
            long maxInstructions,
            Progress progress) {
        this.loader = loader;
        this.engines = List.copyOf(engines);
        this.options = RunOptions.plain().withFingerprint().withMaxInstructions(maxInstructions);
        this.progress = progress;
    }

    /// Runs all of them.
    ///
    /// @throws IOException if the program cannot be loaded
    public Comparison run(Schedule schedule) throws IOException {
        List<Candidate<RunResult>> candidates =
                engines.stream().<Candidate<RunResult>>map(Contender::new).toList();
        List<Series<RunResult>> series = new Measurement<>(candidates, schedule, progress).run();
        Fingerprint expected = fingerprint(series.getFirst().results().getFirst());
        var rungs = new ArrayList<Rung>();
        for (int i = 0; i < engines.size(); i++) {
            rungs.add(rung(series.get(i), verdict(expected, engines.get(i), series.get(i))));
        }
        return new Comparison(rungs, HostInfo.current());
    }

    private final class Contender implements Candidate<RunResult> {
        private final Engine engine;

        Contender(Engine engine) {
            this.engine = engine;
        }

        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public Sample<RunResult> run() throws IOException {
            try (GuestRun run = loader.load()) {
                RunResult result = run.run(engine, options);
                return new Sample<>(result.seconds(), result);
            }
        }
    }

    private static Rung rung(Series<RunResult> series, Verdict verdict) {
        RunResult last = series.results().getLast();
        return new Rung(
                series.name(),
                last.instructions(),
                last.dispatches(),
                series.samples().stream().map(Sample::seconds).toList(),
                series.warmups().size(),
                verdict);
    }

    private Verdict verdict(Fingerprint expected, Engine engine, Series<RunResult> series)
            throws IOException {
        List<RunResult> results = series.results();
        for (int i = 0; i < results.size(); i++) {
            Fingerprint found = fingerprint(results.get(i));
            Optional<String> difference = found.differenceFrom(expected);
            if (difference.isPresent()) {
                progress.step("searching for the first divergence: " + engine.name());
                long limit = Math.max(expected.instructions(), found.instructions());
                Optional<FirstDivergence> first =
                        FirstDivergence.find(loader, engines.getFirst(), engine, limit);
                return new Verdict.Different(difference.get(), i + 1, first);
            }
        }
        return new Verdict.Identical();
    }

    private static Fingerprint fingerprint(RunResult result) {
        return result.fingerprint().orElseThrow();
    }
}
