package dev.tracewright.jit;

import dev.tracewright.engine.CodeRegion;
import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.InterpreterLoop;
import dev.tracewright.engine.LoopExecution;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.region.HotCode;

import java.util.List;
import java.util.Optional;

/// The counting interpreter, and compiled units in place of the words at their entries.
final class AdaptiveExecution extends LoopExecution {
    private static final int ENTRY = DecodedWord.FIRST_FUSED;

    // How many instructions compiled code may execute before requests are looked for.
    private static final long SLICE = 4_000_000;

    private final AdaptiveOptions options;
    private final LiveCode code;
    private final InterpretedCounts interpreted = new InterpretedCounts();
    private final ExitCounts exits;
    private final CodeCache cache;
    private final Optional<CompiledRecording> recording;
    private final UnitCompiler compiler;
    private final Compilation compilation;
    private final InstalledUnits units;
    private final HeatTable exitHeat = new HeatTable();
    private final HeatTable failures = new HeatTable();
    private CodeRegion lastDecoded;
    private long compiled;
    private long nextSample;
    private int period;

    AdaptiveExecution(
            GuestMemory memory,
            ProfileRecorder counting,
            boolean records,
            InterpreterLoop loop,
            CodeCache cache,
            AdaptiveOptions options,
            Pipeline pipeline,
            HotCode hot,
            CompilationLog log) {
        super(memory, Optional.of(counting), loop);
        this.options = options;
        this.cache = cache;
        code = new LiveCode(memory);
        exits = new ExitCounts(code);
        var counts = new LiveCounts(List.of(interpreted, exits, hot.counts()));
        recording =
                records
                        ? Optional.of(new CompiledRecording(cache, counting, interpreted))
                        : Optional.empty();
        compiler = new UnitCompiler(code, counts, cache, options, pipeline, recording, log);
        compilation = new Compilation(compiler, log, options);
        units = new InstalledUnits(memory, cache, compiler, log);
        compilation.plan(hot.regions().stream().map(r -> HotPlace.planned(r.entries())).toList());
        period = Math.max(1, options.samplePeriod() / 16);
        nextSample = period;
    }

    @Override
    protected int slice() {
        return period;
    }

    @Override
    protected void between(Hart hart) {
        long now = hart.instret - compiled;
        if (now >= nextSample && options.adapts()) {
            interpreted.interpreted(now);
            compilation.offer(HotPlace.of(HotPlace.Kind.SAMPLE, hart.pc));
            period = Math.min(options.samplePeriod(), period + period / 4 + 1);
            nextSample = now + period;
        }
        compilation.awaitPlanned();
        installFinished();
    }

    private void installFinished() {
        recording.ifPresent(CompiledRecording::prepare);
        if (compilation.isReady()) {
            for (CompiledRegion u = compilation.next(); u != null; u = compilation.next()) {
                install(u);
            }
        }
    }

    private void install(CompiledRegion unit) {
        for (long entry : units.install(unit)) {
            CodeRegion region = regionAt(entry);
            if (region != null) {
                enterAt(region, region.parcel(entry));
            }
        }
    }

    private static void enterAt(CodeRegion region, int parcel) {
        if (DecodedWord.kind(region.words[parcel]) != DecodedWord.UNDECODED) {
            region.words[parcel] = DecodedWord.withKind(region.words[parcel], ENTRY);
        }
    }

    @Override
    protected void decoded(CodeRegion region, int from, int end) {
        if (region != lastDecoded) {
            lastDecoded = region;
            interpreted.add(region.counters);
        }
        for (int parcel = from; parcel < end; parcel++) {
            if (units.isEntry(region.address(parcel))) {
                enterAt(region, parcel);
            }
        }
    }

    @Override
    protected Trap special(CodeRegion region, long word, Hart hart, long limit) {
        if (!cache.hasEntry(hart.pc)) {
            region.words[region.parcel(hart.pc)] = DecodedWord.UNDECODED;
            return null;
        }
        do {
            Trap trap = hart.fcsr.rounding == Fcsr.RNE ? runUnits(hart, limit) : singleStep(hart);
            if (trap != null) {
                return trap;
            }
            // Not by way of the interpreter: control may be in the middle of a unit's loop.
            installFinished();
        } while (hart.instret < limit && !isInterrupted() && cache.hasEntry(hart.pc));
        return null;
    }

    private Trap runUnits(Hart hart, long limit) {
        long before = hart.instret;
        long end = limit - before > SLICE ? before + SLICE : limit;
        Departure departure = cache.run(hart, end);
        compiled += hart.instret - before;
        addDispatches(1);
        if (departure != Departure.EXIT && hart.instret >= limit) {
            return null;
        }
        return switch (departure) {
            case EXIT -> {
                exits.count(cache.exitSite(), hart.pc);
                arrived(hart.pc, cache.exitSite());
                yield null;
            }
            case INTERPRET -> {
                Trap trap = singleStep(hart);
                if (trap == null) {
                    arrived(hart.pc, HotPlace.NO_SITE);
                }
                yield trap;
            }
            case GAVE_UP -> {
                if (failures.count(hart.pc) == options.maxFailures()) {
                    compilation.offer(HotPlace.of(HotPlace.Kind.FAILURE, hart.pc));
                }
                yield singleStep(hart);
            }
            case BUDGET -> {
                if (end < limit) {
                    arrived(hart.pc, HotPlace.NO_SITE);
                }
                yield hart.instret == before ? singleStep(hart) : null;
            }
        };
    }

    // Control has come out of compiled code; what is here may be worth compiling too.
    private void arrived(long pc, long site) {
        if (cache.hasEntry(pc) || !options.adapts()) {
            return;
        }
        int times = exitHeat.count(pc);
        int threshold = options.exitThreshold();
        if (times >= threshold && times % threshold == 0) {
            // Seldomer and seldomer, if nothing comes of it.
            int asked = times / threshold;
            if ((asked & asked - 1) == 0) {
                compilation.offer(HotPlace.exit(pc, site));
            }
        }
    }

    @Override
    public void codeChanged(long start, long end) {
        super.codeChanged(start, end);
        code.forget();
        units.drop(unit -> unit.overlaps(start, end), "its code is another now");
    }

    @Override
    protected void fenced() {
        code.forget();
        units.dropChanged();
    }

    @Override
    public long compiled() {
        return compiled;
    }

    @Override
    public void close() {
        compilation.close();
        cache.close();
    }
}
