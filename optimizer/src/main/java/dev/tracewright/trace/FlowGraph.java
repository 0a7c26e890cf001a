package dev.tracewright.trace;

import dev.tracewright.code.BasicBlock;
import dev.tracewright.code.EdgeKind;
import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.Terminator;
import dev.tracewright.profile.BlockCount;
import dev.tracewright.profile.EdgeCount;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The executed blocks of a run as a graph, with the counts of blocks and edges. Blocks are
/// numbered in ascending order of their addresses.
public final class FlowGraph {
    /// A way out of a block.
    ///
    /// @param to number of the block that is entered
    /// @param kind how
    /// @param count how often
    record Successor(int to, EdgeKind kind, long count) {}

    /// A block.
    ///
    /// @param block its instructions
    /// @param count how often it was executed
    /// @param successors where control went from it, the most frequent first
    record Node(BasicBlock block, long count, List<Successor> successors) {
        long start() {
            return block.start();
        }

        /// Whether a trace ends before the block's last instruction.
        boolean stopsTraces() {
            return switch (block.terminator()) {
                case SYSTEM_CALL, BREAKPOINT, FENCE_I -> true;
                case BRANCH, JUMP, CALL, INDIRECT_JUMP, INDIRECT_CALL, RETURN, NONE -> false;
            };
        }

        /// The number of instructions that can be part of a trace.
        int instructions() {
            return block.instructions().size() - (stopsTraces() ? 1 : 0);
        }

        /// Whether control leaves through a call, so that a return to the block's end is expected.
        boolean calls() {
            return block.terminator() == Terminator.CALL
                    || block.terminator() == Terminator.INDIRECT_CALL;
        }

        /// How often control went from this block to another, by any edge.
        long countTo(int to) {
            long sum = 0;
            for (Successor successor : successors) {
                if (successor.to == to) {
                    sum += successor.count;
                }
            }
            return sum;
        }
    }

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final boolean[] entered;
    private final long instructions;

    /// The graph of a profile.
    ///
    /// @param blocks the executed blocks
    /// @param edges the edges between them
    /// @param code where their instructions are read
    /// @throws IllegalStateException if a block cannot be decoded
    public FlowGraph(List<BlockCount> blocks, List<EdgeCount> edges, InstructionSource code) {
        var sorted = new ArrayList<>(blocks);
        sorted.sort(Comparator.comparing(BlockCount::start, Long::compareUnsigned));
        for (BlockCount block : sorted) {
            numbers.put(block.start(), numbers.size());
        }
        entered = new boolean[sorted.size()];
        var successors = new ArrayList<List<Successor>>();
        sorted.forEach(_ -> successors.add(new ArrayList<>()));
        for (EdgeCount edge : edges) {
            Integer from = numbers.get(edge.from());
            Integer to = numbers.get(edge.to());
            if (edge.kind() == EdgeKind.ENTRY && to != null) {
                entered[to] = true;
            } else if (edge.kind() != EdgeKind.EXIT && from != null && to != null) {
                successors.get(from).add(new Successor(to, edge.kind(), edge.count()));
            }
        }
        long sum = 0;
        for (BlockCount block : sorted) {
            List<Successor> out = successors.get(nodes.size());
            out.sort(
                    Comparator.comparingLong(Successor::count)
                            .reversed()
                            .thenComparing(Successor::to)
                            .thenComparing(Successor::kind));
            nodes.add(
                    new Node(
                            BasicBlock.decode(code, block.start(), block.end()),
                            block.count(),
                            List.copyOf(out)));
            sum += block.instructions() * block.count();
        }
        instructions = sum;
    }

    /// The number of executed instructions.
    public long instructions() {
        return instructions;
    }

    int size() {
        return nodes.size();
    }

    Node node(int number) {
        return nodes.get(number);
    }

    /// The number of the block that starts at an address, or -1 if no block does.
    int number(long address) {
        return numbers.getOrDefault(address, -1);
    }

    /// Whether control came to the block from outside of the program's code.
    boolean isEntered(int number) {
        return entered[number];
    }
}
