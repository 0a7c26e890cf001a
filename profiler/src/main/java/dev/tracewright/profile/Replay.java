package dev.tracewright.profile;

import dev.tracewright.code.BasicBlock;
import dev.tracewright.code.EdgeKind;
import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.Terminator;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Walks through a recorded run block by block: the branch trace says where control went at each
/// branch, the static code what lies between.
///
/// The blocks are those of the profile, and the replay enters each exactly as often as the profile
/// counts.
public final class Replay implements AutoCloseable {
    /// A block, and the blocks that a direct transfer at its end leads to once they are known.
    private static final class Node {
        final BlockCount count;
        final BasicBlock block;
        Node next;
        Node target;

        Node(BlockCount count, BasicBlock block) {
            this.count = count;
            this.block = block;
        }
    }

    private final InstructionSource code;
    private final Map<Long, BlockCount> counts = new HashMap<>();
    private final Map<Long, Node> nodes = new HashMap<>();
    private final BranchTrace trace;
    private final BranchTraceReader reader;
    private final long total;

    // The part of the trace that is being read.
    private int part;
    private boolean partIsLast;
    private Optional<Redirection> redirection = Optional.empty();

    // Where control is: before the block that the next advance gives.
    private long pc;
    private Node node;
    private EdgeKind kind = EdgeKind.ENTRY;
    private long events;
    private long instructions;

    // The block that the last advance gave.
    private Node current;
    private EdgeKind currentKind;
    private long currentEvents;
    private long currentInstructions;

    /// Begins at the beginning.
    ///
    /// @param profile a profile with a branch trace
    /// @param code the code of its program
    /// @throws IOException if the profile's file cannot be read
    public Replay(Profile profile, InstructionSource code) throws IOException {
        trace =
                profile.trace()
                        .orElseThrow(
                                () -> new IllegalArgumentException("no branch trace was recorded"));
        this.code = code;
        for (BlockCount block : profile.blocks()) {
            counts.put(block.start(), block);
        }
        total = profile.run().instructions();
        reader = new BranchTraceReader(trace, code);
        seek(0);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /// Goes to where so many events have been replayed: [#advance] then gives the block that comes
    /// after the last of them. Takes as long as decoding a part of the trace.
    ///
    /// @param event from 0 to the number of events in the trace
    public void seek(long event) throws IOException {
        if (event < 0 || event > trace.events()) {
            throw new IllegalArgumentException(
                    "event %d, the trace has %d".formatted(event, trace.events()));
        }
        reader.seek(Math.max(event - 1, 0));
        do {
            nextPart();
        } while (!partIsLast && reader.firstEvent() + reader.size() < event);
        pc = reader.pc();
        node = null;
        kind = EdgeKind.ENTRY;
        events = reader.firstEvent();
        instructions = reader.instructions();
        while (events < event && advance()) {}
    }

    private void nextPart() throws IOException {
        partIsLast = !reader.next();
        part = 0;
        redirection = partIsLast ? Optional.empty() : reader.redirection();
    }

    /// Goes on to the next block.
    ///
    /// @return whether there is one; false at the end of the run
    /// @throws IllegalStateException if the code is not the recorded one
    /// @throws IOException if the trace cannot be read
    public boolean advance() throws IOException {
        redirect();
        if (instructions >= total) {
            checkEnd();
            return false;
        }
        current = node == null ? node(pc) : node;
        currentKind = kind;
        currentEvents = events;
        currentInstructions = instructions;
        instructions += current.count.instructions();
        leave(current);
        return true;
    }

    private void checkEnd() {
        if (instructions != total || events != trace.events()) {
            throw new IllegalStateException(
                    "the replay ends after %d events and %d instructions, the run after %d and %d"
                            .formatted(events, instructions, trace.events(), total));
        }
    }

    // A change of the program counter waits until all instructions before it have been replayed.
    private void redirect() throws IOException {
        while (!partIsLast && (part == reader.size() || redirection.isPresent())) {
            if (redirection.isPresent()) {
                if (redirection.get().instructions() > instructions) {
                    return;
                }
                check(redirection.get());
                pc = redirection.get().to();
                node = null;
                kind = EdgeKind.ENTRY;
                redirection = Optional.empty();
            } else {
                nextPart();
            }
        }
    }

    private void check(Redirection expected) {
        if (expected.from() != pc || expected.instructions() != instructions) {
            throw new IllegalStateException(
                    "control left 0x%x after %d instructions, but the code comes to 0x%x after %d"
                            .formatted(expected.from(), expected.instructions(), pc, instructions));
        }
    }

    private Node node(long start) {
        return nodes.computeIfAbsent(
                start,
                _ -> {
                    BlockCount count = counts.get(start);
                    if (count == null) {
                        throw new IllegalStateException(
                                "the trace comes to 0x%x, where the profile has no block"
                                        .formatted(start));
                    }
                    return new Node(count, BasicBlock.decode(code, start, count.end()));
                });
    }

    private void leave(Node from) throws IOException {
        Terminator terminator = from.block.terminator();
        boolean taken = true;
        switch (terminator) {
            case BRANCH -> {
                taken = outcome(from);
                if (taken) {
                    toTarget(from);
                } else {
                    toNext(from);
                }
            }
            case JUMP, CALL -> toTarget(from);
            case INDIRECT_JUMP, INDIRECT_CALL, RETURN -> {
                pc = EventTable.target(event(from, true));
                node = null;
            }
            case SYSTEM_CALL, BREAKPOINT, FENCE_I, NONE -> toNext(from);
        }
        kind = terminator.edgeKind(taken);
    }

    private void toTarget(Node from) {
        if (from.target == null && counts.containsKey(from.block.directTarget())) {
            from.target = node(from.block.directTarget());
        }
        pc = from.block.directTarget();
        node = from.target;
    }

    private void toNext(Node from) {
        if (from.next == null && counts.containsKey(from.count.end())) {
            from.next = node(from.count.end());
        }
        pc = from.count.end();
        node = from.next;
    }

    private boolean outcome(Node from) throws IOException {
        long word = event(from, false);
        if ((word & ~1L) != from.block.lastAddress()) {
            throw different(from, EventTable.describe(word));
        }
        return (word & 1) != 0;
    }

    private long event(Node from, boolean indirect) throws IOException {
        while (!partIsLast && redirection.isEmpty() && part == reader.size()) {
            nextPart();
        }
        if (partIsLast || redirection.isPresent()) {
            throw different(from, "the end");
        }
        long word = reader.words()[part++];
        if (EventTable.isIndirect(word) != indirect) {
            throw different(from, EventTable.describe(word));
        }
        events++;
        return word;
    }

    private static IllegalStateException different(Node from, String found) {
        return new IllegalStateException(
                "block 0x%x ends with %s at 0x%x, but in the trace follows %s"
                        .formatted(
                                from.block.start(),
                                from.block.terminator(),
                                from.block.lastAddress(),
                                found));
    }

    /// The block, and how often the whole run executes it.
    public BlockCount count() {
        return current.count;
    }

    /// The block's instructions.
    public BasicBlock block() {
        return current.block;
    }

    /// How the block was entered.
    public EdgeKind enteredBy() {
        return currentKind;
    }

    /// How many events came before the block: outcomes of branches and targets of indirect jumps.
    public long events() {
        return currentEvents;
    }

    /// How many instructions were executed before the block.
    public long instructions() {
        return currentInstructions;
    }
}
