package dev.tracewright.jit;

import dev.tracewright.ir.Graph;
import dev.tracewright.ir.IrBuilder;
import dev.tracewright.ir.Printer;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.pass.Pass;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.region.HotRegion;

import java.util.ArrayList;
import java.util.List;

/// How a region becomes code, step by step.
///
/// @param region what was compiled
/// @param built its SSA form before any pass, as text
/// @param stages what each pass made of it, in their order
/// @param bytes bytes of code; 0 if the back end refused the unit
/// @param code the code as text, or why the back end refused the unit
public record UnitExplanation(
        HotRegion region, String built, List<Stage> stages, int bytes, String code) {
    /// The graph behind a pass.
    ///
    /// @param pass the pass's name
    /// @param changed whether the pass changed anything
    /// @param graph the graph as text
    public record Stage(String pass, boolean changed, String graph) {}

    /// Copies the list.
    public UnitExplanation {
        stages = List.copyOf(stages);
    }

    /// Compiles a region and keeps everything on the way.
    public static UnitExplanation of(HotRegion region, Pipeline pipeline, BackEnd backEnd) {
        Graph graph = IrBuilder.build(region);
        String built = Printer.print(graph);
        var stages = new ArrayList<Stage>();
        String before = built;
        for (Pass pass : pipeline.passes()) {
            pass.run(graph);
            String after = Printer.print(graph);
            stages.add(new Stage(pass.name(), !after.equals(before), after));
            before = after;
        }
        try (var memory = GuestMemory.reserve();
                CodeCache cache = backEnd.open(memory)) {
            CodeCache.Code code = cache.compile(graph);
            return new UnitExplanation(region, built, stages, code.size(), code.listing());
        } catch (UnitRefusedException e) {
            return new UnitExplanation(region, built, stages, 0, "refused: " + e.getMessage());
        }
    }
}
