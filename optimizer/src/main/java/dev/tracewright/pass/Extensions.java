package dev.tracewright.pass;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Rewriter;
import dev.tracewright.ir.Widths;

import java.util.ArrayList;

/// Removes sign and zero extensions of values that have that form already, in loops too.
public final class Extensions implements Pass {
    /// Creates the pass.
    public Extensions() {}

    @Override
    public String name() {
        return "extensions";
    }

    @Override
    public void run(Graph graph) {
        var widths = Widths.of(graph);
        var rewriter = new Rewriter(graph);
        for (Block block : graph.blocks) {
            var body = new ArrayList<Node>(block.body.size());
            for (Node node : block.body) {
                if (widths.isRedundant(node)) {
                    rewriter.replace(node, node.args[0]);
                } else {
                    body.add(node);
                }
            }
            block.body = body;
        }
        rewriter.apply();
    }
}
