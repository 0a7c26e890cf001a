package dev.tracewright.compare;

import dev.tracewright.measure.Score;

import java.util.List;

/// How one way to run a program did.
///
/// @param engine the engine's name
/// @param instructions instructions that the guest executed
/// @param dispatches decisions at run time of what to execute next
/// @param seconds wall-clock time of each measured run, without loading
/// @param warmups number of runs before the first that was measured
/// @param verdict whether every run behaved as the baseline's first
public record Rung(
        String engine,
        long instructions,
        long dispatches,
        List<Double> seconds,
        int warmups,
        Verdict verdict) {
    public Rung {
        seconds = List.copyOf(seconds);
    }

    /// The time of a run in seconds.
    public Score time() {
        return Score.of(seconds.stream().mapToDouble(s -> s).toArray());
    }

    /// Millions of guest instructions per second.
    public Score mips() {
        return time().reciprocal(instructions * 1e-6);
    }

    /// Dispatches for each guest instruction, 1 for a plain interpreter.
    public double dispatchesPerInstruction() {
        return instructions == 0 ? 0 : (double) dispatches / instructions;
    }

    /// How many times faster this is than the other: the score of the ratios of runs that were
    /// measured right after each other, since a slow moment of the host hits both.
    public Score speedupOver(Rung other) {
        double[] ratios = new double[Math.min(seconds.size(), other.seconds.size())];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = other.seconds.get(round) / seconds.get(round);
        }
        return Score.of(ratios);
    }
}
