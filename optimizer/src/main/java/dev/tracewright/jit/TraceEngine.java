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
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.trace.Trace;

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
    private final BackEnd backEnd;
    private final TraceUnits units;
    private final EmittedLoops loops = new EmittedLoops(OpcodeSets.inline(), List.of());

    /// Executes with these traces, by the fastest back end.
    public TraceEngine(List<Trace> traces) {
        this(traces, BackEnds.best(), Pipeline.standard());
    }

    /// Executes with these traces.
    ///
    /// @param pipeline what is done with units before they are compiled
    public TraceEngine(List<Trace> traces, BackEnd backEnd, Pipeline pipeline) {
        this.traces = List.copyOf(traces);
        this.backEnd = backEnd;
        units = new TraceUnits(pipeline, backEnd.sharesCode());
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

        // How many instructions compiled code may execute before requests are looked for.
        private static final long SLICE = 4_000_000;

        private final Map<Long, Trace> heads = new HashMap<>();
        private final GuestMemory memory;
        private final CodeCache cache;
        private long compiled;

        TraceExecution(
                GuestMemory memory,
                Optional<ProfileRecorder> recorder,
                InterpreterLoop loop,
                List<Trace> traces) {
            super(memory, recorder, loop);
            this.memory = memory;
            cache = backEnd.open(memory);
            for (Trace trace : traces) {
                heads.putIfAbsent(trace.head(), trace);
            }
        }

        @Override
        protected void decoded(CodeRegion region, int from, int end) {
            for (int parcel = from; parcel < end; parcel++) {
                long pc = region.address(parcel);
                if (heads.containsKey(pc)
                        && region.words[parcel] != DecodedWord.UNDECODED
                        && install(pc)) {
                    region.words[parcel] = DecodedWord.withKind(region.words[parcel], TRACE);
                }
            }
        }

        private boolean install(long head) {
            Optional<CodeCache.Code> code =
                    units.compile(heads.get(head), ProgramCode.of(memory), cache);
            if (code.isEmpty()) {
                return false;
            }
            if (cache.install(code.get())) {
                return true;
            }
            cache.flush();
            return cache.install(code.get());
        }

        // A trace may lead into other regions than that of its head, so all of them are forgotten.
        @Override
        public void codeChanged(long start, long end) {
            super.codeChanged(0, GuestMemory.LIMIT);
            cache.flush();
        }

        @Override
        protected Trap special(CodeRegion region, long word, Hart hart, long limit) {
            if (!cache.hasEntry(hart.pc) && !install(hart.pc)) {
                return singleStep(hart);
            }
            long retired = hart.instret;
            long end = limit - retired > SLICE ? retired + SLICE : limit;
            long dispatches = cache.dispatches();
            Departure departure = cache.run(hart, end);
            compiled += hart.instret - retired;
            addDispatches(Math.max(1, cache.dispatches() - dispatches));
            boolean spent = departure == Departure.BUDGET && hart.instret != retired;
            boolean goesOn = departure == Departure.EXIT || spent || hart.instret >= limit;
            return goesOn ? null : singleStep(hart);
        }

        @Override
        protected void fenced() {
            cache.flush();
        }

        @Override
        public long compiled() {
            return compiled;
        }

        @Override
        public void close() {
            cache.close();
        }
    }
}
