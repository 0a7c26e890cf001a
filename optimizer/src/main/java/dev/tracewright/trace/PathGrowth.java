package dev.tracewright.trace;

import dev.tracewright.code.Terminator;
import dev.tracewright.trace.FlowGraph.Node;
import dev.tracewright.trace.FlowGraph.Successor;
import dev.tracewright.trace.RejectedTrace.Reason;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/// Grows a path block by block under the rules that both selectors share; the selector says where
/// to.
///
/// A call is followed and remembered, so that its return is expected at the call's end. The path
/// ends at its own head, and before a block that it contains, a call into a function that it is
/// inside of, or anything that would break a limit.
final class PathGrowth {
    private final FlowGraph flow;
    private final TraceOptions options;
    private final IntPredicate copiesLeft;
    private final List<Integer> blocks = new ArrayList<>();
    private final Set<Integer> onPath = new HashSet<>();
    private final Deque<Integer> callees = new ArrayDeque<>();
    private final Deque<Long> returns = new ArrayDeque<>();
    private int instructions;
    private boolean loops;
    private boolean ended;
    private Reason reason;

    /// A path that begins at a block.
    ///
    /// @param copiesLeft whether a block may be on one more trace
    PathGrowth(FlowGraph flow, TraceOptions options, IntPredicate copiesLeft, int head) {
        this.flow = flow;
        this.options = options;
        this.copiesLeft = copiesLeft;
        append(head);
    }

    /// Whether a trace can begin at a block at all.
    static boolean canBegin(FlowGraph flow, TraceOptions options, int head) {
        int instructions = flow.node(head).instructions();
        return instructions > 0 && instructions <= options.maxInstructions();
    }

    private void append(int block) {
        blocks.add(block);
        onPath.add(block);
        instructions += flow.node(block).instructions();
        ended = flow.node(block).stopsTraces();
    }

    /// The block that is last for now.
    Node last() {
        return flow.node(blocks.getLast());
    }

    /// Where the profile's counts say that the path goes on: for the return of a call on the path
    /// to that call's end, else along the most frequent edge. Empty if the path must end.
    Optional<Successor> mostFrequent() {
        Node last = last();
        return switch (last.block().terminator()) {
            case RETURN -> returns.isEmpty() ? dominant(last) : expectedReturn(last);
            case INDIRECT_JUMP, INDIRECT_CALL -> dominant(last);
            case BRANCH, JUMP, CALL, NONE -> last.successors().stream().findFirst();
            case SYSTEM_CALL, BREAKPOINT, FENCE_I -> Optional.empty();
        };
    }

    private Optional<Successor> expectedReturn(Node last) {
        int expected = flow.number(returns.peek());
        return last.successors().stream().filter(s -> s.to() == expected).findFirst();
    }

    private Optional<Successor> dominant(Node last) {
        Optional<Successor> first = last.successors().stream().findFirst();
        if (first.isPresent() && first.get().count() < options.minIndirectShare() * last.count()) {
            end(Reason.INDIRECT_WITHOUT_DOMINANT_TARGET);
            return Optional.empty();
        }
        return first;
    }

    /// Goes on to a successor of the last block, or ends the path there.
    ///
    /// @return whether the path can grow further
    boolean follow(int next) {
        if (ended) {
            return false;
        }
        if (next == blocks.getFirst()) {
            loops = true;
            return end(null);
        }
        if (onPath.contains(next)) {
            return end(null);
        }
        Optional<Reason> obstacle = obstacle(next);
        if (obstacle.isPresent()) {
            return end(obstacle.get());
        }
        if (last().calls()) {
            returns.push(last().block().end());
            callees.push(next);
        } else if (last().block().terminator() == Terminator.RETURN && !returns.isEmpty()) {
            returns.pop();
            callees.pop();
        }
        append(next);
        return !ended;
    }

    private Optional<Reason> obstacle(int next) {
        if (last().calls()) {
            if (callees.contains(next)) {
                return Optional.of(Reason.RECURSION);
            }
            if (callees.size() >= options.maxInlineDepth()) {
                return Optional.of(Reason.INLINE_DEPTH);
            }
        }
        if (instructions + flow.node(next).instructions() > options.maxInstructions()) {
            return Optional.of(Reason.TRACE_TOO_LONG);
        }
        if (!copiesLeft.test(next)) {
            return Optional.of(Reason.TOO_MANY_COPIES);
        }
        return Optional.empty();
    }

    /// Ends the path after its last block.
    ///
    /// @param why the limit that ended it, or null if none did
    /// @return false
    boolean end(Reason why) {
        ended = true;
        reason = why;
        return false;
    }

    boolean ended() {
        return ended;
    }

    /// Why the path ended early, if a limit ended it.
    Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    int instructions() {
        return instructions;
    }

    /// The path so far, without blocks at its end of which nothing can be executed in a trace.
    Path path() {
        int size = blocks.size();
        while (size > 1 && flow.node(blocks.get(size - 1)).instructions() == 0) {
            size--;
        }
        return new Path(blocks.subList(0, size), loops);
    }
}
