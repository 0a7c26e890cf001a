package dev.tracewright.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.measure.Score;

import org.junit.jupiter.api.Test;

import java.util.List;

class RungTest {
    private static Rung rung(long instructions, long dispatches, Double... seconds) {
        return new Rung(
                "x", instructions, dispatches, List.of(seconds), 1, new Verdict.Identical());
    }

    @Test
    void speedupComparesRunsOfTheSameRound() {
        // The host became twice as slow in the second round: for both.
        Rung baseline = rung(100, 100, 2.0, 4.0, 2.0);
        Rung candidate = rung(100, 100, 1.0, 2.0, 1.0);
        assertEquals(new Score(2, 2, 2, 3), candidate.speedupOver(baseline));
    }

    @Test
    void speedIsInMillionsOfInstructionsPerSecond() {
        assertEquals(new Score(2, 1, 4, 3), rung(4_000_000, 1, 1.0, 2.0, 4.0).mips());
    }

    @Test
    void dispatchesAreGivenForEachInstruction() {
        assertEquals(0.25, rung(1000, 250, 1.0).dispatchesPerInstruction());
        assertEquals(0, rung(0, 0, 1.0).dispatchesPerInstruction());
    }
}
