package dev.tracewright.pass;

import dev.tracewright.ir.Graph;

import java.util.ArrayList;
import java.util.List;

/// The passes that a graph goes through, in their order.
///
/// @param passes some occur more than once
public record Pipeline(List<Pass> passes) {
    /// Copies the list.
    public Pipeline {
        passes = List.copyOf(passes);
    }

    /// All passes.
    public static Pipeline standard() {
        return new Pipeline(
                List.of(
                        new Fold(),
                        new Straighten(),
                        new FoldAddresses(),
                        new CommonSubexpressions(),
                        new ForwardMemory(),
                        new Fold(),
                        new Straighten(),
                        new Extensions(),
                        new FoldAddresses(),
                        new HoistChecks(),
                        new CommonSubexpressions(),
                        new DeadCode()));
    }

    /// No pass at all.
    public static Pipeline none() {
        return new Pipeline(List.of());
    }

    /// The same without the passes of that name.
    public Pipeline without(String name) {
        var rest = new ArrayList<Pass>();
        for (Pass pass : passes) {
            if (!pass.name().equals(name)) {
                rest.add(pass);
            }
        }
        return new Pipeline(rest);
    }

    /// The names of the passes, each once.
    public List<String> names() {
        var names = new ArrayList<String>();
        for (Pass pass : passes) {
            if (!names.contains(pass.name())) {
                names.add(pass.name());
            }
        }
        return names;
    }

    /// Runs them.
    public void run(Graph graph) {
        for (Pass pass : passes) {
            pass.run(graph);
        }
    }
}
