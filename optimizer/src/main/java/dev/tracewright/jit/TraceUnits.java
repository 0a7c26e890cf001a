package dev.tracewright.jit;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.IrBuilder;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.region.Compilable;
import dev.tracewright.region.HotRegion;
import dev.tracewright.region.TracePath;
import dev.tracewright.trace.Trace;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Compiles a plan's traces, each as one unit.
final class TraceUnits {
    /// More instructions never fit into a unit of any back end.
    private static final int MOST_INSTRUCTIONS = 1_000;

    private final Map<HotRegion, Optional<CodeCache.Code>> known = new HashMap<>();
    private final Pipeline pipeline;
    private final boolean shares;

    /// @param pipeline what is done with units before they are compiled
    /// @param shares whether what was compiled for one run can be used in the next
    TraceUnits(Pipeline pipeline, boolean shares) {
        this.pipeline = pipeline;
        this.shares = shares;
    }

    /// Compiles a trace, or as much of its beginning as the back end takes.
    ///
    /// @param code the code in memory
    /// @return empty if memory does not hold the trace's instructions, or if there is nothing to
    ///   compile
    Optional<CodeCache.Code> compile(Trace trace, InstructionSource code, CodeCache cache) {
        int most = MOST_INSTRUCTIONS;
        while (most > 0) {
            Optional<HotRegion> region = TracePath.region(trace, code, Compilable::compiles, most);
            if (region.isEmpty()) {
                return Optional.empty();
            }
            Optional<CodeCache.Code> unit = compile(region.get(), cache);
            if (unit.isPresent()) {
                return unit;
            }
            most = Math.min(most, region.get().length()) * 3 / 4;
        }
        return Optional.empty();
    }

    private Optional<CodeCache.Code> compile(HotRegion region, CodeCache cache) {
        return shares
                ? known.computeIfAbsent(region, _ -> unit(region, cache))
                : unit(region, cache);
    }

    private Optional<CodeCache.Code> unit(HotRegion region, CodeCache cache) {
        Graph graph = IrBuilder.build(region);
        pipeline.run(graph);
        try {
            return Optional.of(cache.compile(graph));
        } catch (UnitRefusedException _) {
            return Optional.empty();
        }
    }
}
