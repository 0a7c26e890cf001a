package dev.tracewright.jit;

import dev.tracewright.code.ProgramCode;
import dev.tracewright.engine.CodeRegion;
import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.InterpreterLoop;
import dev.tracewright.engine.LoopExecution;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.engine.emit.EmittedLoops;
import dev.tracewright.engine.emit.OpcodeSets;
import dev.tracewright.jit.bytecode.CompiledTrace;
import dev.tracewright.jit.bytecode.TraceCompiler;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.trace.Trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The switch engine, with a plan's hot-path traces compiled.
///
/// While a profile is recorded the traces are left out: the interpreter executes everything and
/// counts it.
public final class TraceEngine implements Engine {
    private final List<Trace> traces;
    private final TraceCompiler compiler = new TraceCompiler();
    private final EmittedLoops loops = new EmittedLoops(OpcodeSets.inline(), List.of());

    /// Executes with these traces.
    public TraceEngine(List<Trace> traces) {
        this.traces = List.copyOf(traces);
    }

    @Override
    public String name() {
        return "trace";
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        return new TraceExecution(
                memory, recorder, loops.loop(recorder), recorder.isPresent() ? List.of() : traces);
    }

    private final class TraceExecution extends LoopExecution {
        private static final int TRACE = DecodedWord.FIRST_FUSED;

        /// A compiled trace, and how many instructions a round of it has.
        private record Unit(CompiledTrace code, int length) {}

        private final Map<Long, Trace> heads = new HashMap<>();
        private final List<Unit> units = new ArrayList<>();
        private final GuestMemory memory;

        TraceExecution(
                GuestMemory memory,
                Optional<ProfileRecorder> recorder,
                InterpreterLoop loop,
                List<Trace> traces) {
            super(memory, recorder, loop);
            this.memory = memory;
            for (Trace trace : traces) {
                heads.putIfAbsent(trace.head(), trace);
            }
        }

        @Override
        protected void decoded(CodeRegion region, int from, int end) {
            for (int parcel = from; parcel < end; parcel++) {
                Trace trace = heads.get(region.address(parcel));
                if (trace != null && region.words[parcel] != DecodedWord.UNDECODED) {
                    int at = parcel;
                    compiler.compile(trace, ProgramCode.of(memory))
                            .ifPresent(code -> enterAt(region, at, code, trace.length()));
                }
            }
        }

        // A trace may lead into other regions than that of its head, so all of them are forgotten.
        @Override
        public void codeChanged(long start, long end) {
            super.codeChanged(0, GuestMemory.LIMIT);
        }

        private void enterAt(CodeRegion region, int parcel, CompiledTrace code, int length) {
            long word = DecodedWord.withKind(region.words[parcel], TRACE);
            region.words[parcel] = DecodedWord.withImmediate(word, units.size());
            units.add(new Unit(code, length));
        }

        @Override
        protected Trap special(CodeRegion region, long word, Hart hart, long limit) {
            long next = word;
            while (true) {
                Unit unit = units.get(DecodedWord.immediate(next));
                long before = hart.instret;
                if (limit - before < unit.length) {
                    return singleStep(hart);
                }
                unit.code.run(hart, limit);
                addDispatches(1);
                if (hart.instret == before) {
                    return singleStep(hart);
                }
                if (hart.instret >= limit || !region.contains(hart.pc)) {
                    return null;
                }
                next = region.words[region.parcel(hart.pc)];
                if (DecodedWord.kind(next) != TRACE) {
                    return null;
                }
            }
        }
    }
}
