package dev.tracewright.bench;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.run.GuestRun;
import dev.tracewright.run.RunOptions;
import dev.tracewright.samples.Sample;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/// The emitted switch against the same loop written by hand, each in a JVM of its own, on samples
/// of integer instructions.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 6)
@Measurement(iterations = 7)
public class DispatchBenchmark {
    /// The engine that runs the sample.
    @Param({"switch", "hand-written"})
    public String engine;

    /// The sample.
    @Param({"dhrystone", "kernels", "sort", "vm"})
    public String sample;

    private Engine chosen;
    private Sample program;

    /// Finds both.
    @Setup
    public void find() {
        chosen = engine.equals("switch") ? new SwitchEngine() : new HandWrittenEngine();
        program =
                Sample.full().stream()
                        .filter(candidate -> candidate.name().equals(sample))
                        .findFirst()
                        .orElseThrow();
    }

    /// Runs the sample to its end.
    ///
    /// @return the number of instructions
    @Benchmark
    public long run() throws IOException {
        return GuestRun.run(
                        program.elf(),
                        program.launch(OutputStream.nullOutputStream()),
                        chosen,
                        RunOptions.plain())
                .instructions();
    }
}
