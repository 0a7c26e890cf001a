package dev.tracewright.jit;

import dev.tracewright.engine.Cause;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.ProfileRecorder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The states of a random program wherever it was stopped: by a limit or by a trap.
///
/// @param states in the order of the stops
/// @param dispatches how many the engine made
/// @param digest of all memory at the end
record Trajectory(List<State> states, long dispatches, String digest) {
    /// A state of the hart and its memory.
    ///
    /// @param stop why it was stopped
    /// @param x integer registers
    /// @param f floating-point registers
    /// @param memory a hash of the pages that programs write to
    record State(
            Stop stop, long pc, long instret, List<Long> x, List<Long> f, int fcsr, int memory) {
        static State of(Stop stop, Hart hart, GuestProgram program) {
            return new State(
                    stop,
                    hart.pc,
                    hart.instret,
                    Arrays.stream(hart.x, 0, 32).boxed().toList(),
                    Arrays.stream(hart.f).boxed().toList(),
                    hart.fcsr.value(),
                    program.hash(hart.memory));
        }

        /// What differs first, in words.
        Optional<String> differenceFrom(State expected) {
            if (!stop.equals(expected.stop)) {
                return Optional.of(stop + ", expected " + expected.stop);
            }
            if (pc != expected.pc || instret != expected.instret) {
                return Optional.of(
                        "pc 0x%x after %d, expected 0x%x after %d"
                                .formatted(pc, instret, expected.pc, expected.instret));
            }
            for (int i = 0; i < 32; i++) {
                if (!x.get(i).equals(expected.x.get(i))) {
                    return differs("x" + i, x.get(i), expected.x.get(i));
                }
                if (!f.get(i).equals(expected.f.get(i))) {
                    return differs("f" + i, f.get(i), expected.f.get(i));
                }
            }
            if (fcsr != expected.fcsr) {
                return differs("fcsr", fcsr, expected.fcsr);
            }
            return memory == expected.memory ? Optional.empty() : Optional.of("memory");
        }

        private static Optional<String> differs(String what, long found, long expected) {
            return Optional.of("%s is 0x%x, expected 0x%x".formatted(what, found, expected));
        }
    }

    /// Runs a program.
    ///
    /// @param limits where to stop, ascending
    static Trajectory of(GuestProgram program, Engine engine, List<Long> limits) {
        return of(program, engine, limits, Optional.empty());
    }

    /// Runs a program and records.
    static Trajectory of(
            GuestProgram program,
            Engine engine,
            List<Long> limits,
            Optional<ProfileRecorder> recorder) {
        try (var memory = GuestMemory.reserve()) {
            program.load(memory);
            try (Execution execution = engine.open(memory, recorder)) {
                memory.onCodeChange(execution::codeChanged);
                return of(program, execution, memory, limits, recorder);
            }
        }
    }

    private static Trajectory of(
            GuestProgram program,
            Execution execution,
            GuestMemory memory,
            List<Long> limits,
            Optional<ProfileRecorder> recorder) {
        Hart hart = program.start(memory);
        var states = new ArrayList<State>();
        boolean running = true;
        for (int i = 0; running && i < limits.size(); ) {
            Stop stop = execution.run(hart, limits.get(i));
            states.add(State.of(stop, hart, program));
            if (stop instanceof Trap trap) {
                long from = hart.pc;
                long retired = hart.instret;
                running = program.handle(trap, hart);
                if (running && hart.instret == retired) {
                    recorder.ifPresent(r -> r.redirect(from, hart.pc, hart.instret));
                }
            } else {
                i++;
            }
        }
        recorder.ifPresent(r -> r.finish(hart.pc, hart.instret));
        return new Trajectory(
                states, execution.dispatches(), HexFormat.of().formatHex(memory.digest()));
    }

    /// Why the program trapped.
    Set<Cause> causes() {
        var causes = EnumSet.noneOf(Cause.class);
        for (State state : states) {
            if (state.stop instanceof Trap trap) {
                causes.add(trap.cause());
            }
        }
        return causes;
    }

    /// What differs first, in words.
    Optional<String> differenceFrom(Trajectory expected) {
        for (int i = 0; i < Math.min(states.size(), expected.states.size()); i++) {
            int at = i;
            Optional<String> difference = states.get(i).differenceFrom(expected.states.get(i));
            if (difference.isPresent()) {
                return difference.map(
                        d -> {
                            long since = at == 0 ? 0 : expected.states.get(at - 1).instret();
                            return "stop %d, after %d: %s".formatted(at, since, d);
                        });
            }
        }
        if (states.size() != expected.states.size()) {
            return Optional.of(states.size() + " stops, expected " + expected.states.size());
        }
        return digest.equals(expected.digest)
                ? Optional.empty()
                : Optional.of("the contents of memory differ");
    }
}
