package dev.tracewright.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop;
import dev.tracewright.engine.interpreter.Interpreters;
import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.guest.TinyProgram;
import dev.tracewright.measure.Progress;
import dev.tracewright.measure.Schedule;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.program.LaunchOptions;
import dev.tracewright.program.StandardStreams;
import dev.tracewright.run.FirstDivergence;
import dev.tracewright.run.GuestRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class EngineComparisonTest {
    private static final Schedule TWICE = Schedule.defaults().withWarmups(0).withRounds(2);

    @TempDir Path folder;

    /// The switch, but the register x6 changes after so many instructions.
    private record BrokenEngine(long at) implements Engine {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
            Execution sound = new SwitchEngine().open(memory, recorder);
            return new Execution() {
                @Override
                public Stop run(Hart hart, long limit) {
                    if (hart.instret < at && limit >= at) {
                        sound.run(hart, at);
                        hart.x[6] ^= 0x40;
                    }
                    return sound.run(hart, limit);
                }

                @Override
                public void interrupt() {
                    sound.interrupt();
                }

                @Override
                public long dispatches() {
                    return sound.dispatches();
                }

                @Override
                public void codeChanged(long start, long end) {
                    sound.codeChanged(start, end);
                }
            };
        }
    }

    private Comparison compare(List<Engine> engines, long limit) throws IOException {
        Path program = TinyProgram.counting(folder, 7);
        FirstDivergence.Loader loader =
                () ->
                        GuestRun.load(
                                program,
                                LaunchOptions.of()
                                        .withDeterministic(true)
                                        .withStreams(
                                                StandardStreams.to(
                                                        OutputStream.nullOutputStream(),
                                                        OutputStream.nullOutputStream())));
        return new EngineComparison(loader, engines, limit, Progress.SILENT).run(TWICE);
    }

    @Test
    void soundEnginesAreIdentical() throws IOException {
        Comparison comparison = compare(Interpreters.all(), Long.MAX_VALUE);
        assertTrue(comparison.identical());
        assertEquals(Interpreters.all().size(), comparison.rungs().size());
        for (Rung rung : comparison.rungs()) {
            assertEquals(TinyProgram.COUNTED, rung.instructions(), rung.engine());
            assertEquals(2, rung.seconds().size());
        }
    }

    @Test
    void brokenEngineIsFoundOutWithThePlaceWhereItWentWrong() throws IOException {
        Comparison comparison =
                compare(List.of(new SwitchEngine(), new BrokenEngine(1500)), Long.MAX_VALUE);
        assertFalse(comparison.identical());
        assertTrue(comparison.baseline().verdict().identical());
        var verdict =
                assertInstanceOf(Verdict.Different.class, comparison.rungs().get(1).verdict());
        assertTrue(verdict.difference().startsWith("x6 is "), verdict.difference());
        assertEquals(1, verdict.run());
        FirstDivergence first = verdict.first().orElseThrow();
        assertEquals(1500, first.instruction());
        assertEquals(TinyProgram.LOOP, first.block());
        assertEquals(TinyProgram.LOOP, first.pc());
    }

    @Test
    void whatHappensBehindTheLimitIsNotCompared() throws IOException {
        assertTrue(compare(List.of(new SwitchEngine(), new BrokenEngine(1500)), 1000).identical());
    }
}
