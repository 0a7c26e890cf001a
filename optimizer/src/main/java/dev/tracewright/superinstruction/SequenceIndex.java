package dev.tracewright.superinstruction;

import dev.tracewright.isa.Instruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The sequences that occur in blocks, by shape, with the place of each.
final class SequenceIndex {
    /// Marks a place where no candidate begins.
    static final int NONE = -1;

    private final int maxLength;
    private final Map<List<Component>, Integer> numbers = new HashMap<>();
    private final List<List<Component>> shapes = new ArrayList<>();
    private final List<Long> sites = new ArrayList<>();
    private final List<int[]> matches = new ArrayList<>();

    /// An index of all sequences in the blocks of up to `maxLength` instructions. Shapes are
    /// numbered in the order in which they are first met.
    SequenceIndex(List<ExecutedBlock> blocks, int maxLength) {
        this.maxLength = maxLength;
        for (ExecutedBlock block : blocks) {
            matches.add(index(block));
        }
    }

    private int[] index(ExecutedBlock block) {
        int[] found = emptyMatches(block.instructions().size(), maxLength);
        long site = block.start();
        for (int at = 0; at < block.instructions().size(); at++) {
            int longest = longest(block.instructions(), at, maxLength);
            for (int length = Superinstruction.MIN_LENGTH; length <= longest; length++) {
                found[slot(at, length, maxLength)] =
                        number(block.instructions().subList(at, at + length), site);
            }
            site += block.instructions().get(at).length();
        }
        return found;
    }

    private int number(List<Instruction> sequence, long site) {
        List<Component> shape = Superinstruction.shape(sequence);
        Integer known = numbers.putIfAbsent(shape, shapes.size());
        if (known != null) {
            return known;
        }
        shapes.add(shape);
        sites.add(site);
        return shapes.size() - 1;
    }

    /// The number of instructions, at most `maxLength`, that can be fused from a position on; 0 or
    /// 1 if none can.
    static int longest(List<Instruction> instructions, int at, int maxLength) {
        int length = 0;
        while (length < maxLength && at + length < instructions.size()) {
            var opcode = instructions.get(at + length).opcode();
            if (!Component.fusible(opcode)) {
                return length;
            }
            length++;
            if (Component.leaves(opcode)) {
                return length;
            }
        }
        return length;
    }

    /// Matches of a block in which no candidate occurs.
    static int[] emptyMatches(int instructions, int maxLength) {
        int[] matches = new int[instructions * (maxLength - 1)];
        Arrays.fill(matches, NONE);
        return matches;
    }

    /// Where the matches of a block hold the shape of `length` instructions from position `at` on.
    static int slot(int at, int length, int maxLength) {
        return at * (maxLength - 1) + length - Superinstruction.MIN_LENGTH;
    }

    int shapeCount() {
        return shapes.size();
    }

    List<Component> shape(int number) {
        return shapes.get(number);
    }

    /// All shapes by number.
    List<List<Component>> shapes() {
        return Collections.unmodifiableList(shapes);
    }

    /// The address where the shape was first met.
    long firstSite(int number) {
        return sites.get(number);
    }

    /// The shape numbers in a block, by [#slot].
    int[] matches(int block) {
        return matches.get(block);
    }
}
