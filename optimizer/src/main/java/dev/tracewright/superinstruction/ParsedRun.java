package dev.tracewright.superinstruction;

import dev.tracewright.isa.Opcode;
import dev.tracewright.superinstruction.Superinstruction.Site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A run whose blocks are parsed with a given set of shapes, and what each shape does in it.
final class ParsedRun {
    private final List<List<Component>> shapes;
    private final int maxLength;
    private final BlockParser parser;
    private final Map<List<Component>, Integer> numbers = new HashMap<>();
    private final boolean[] chosen;
    private final long[] counts;
    private final List<TreeMap<Long, Long>> sites = new ArrayList<>();
    private final Map<Opcode, Long> singles = new EnumMap<>(Opcode.class);
    private long dispatches;
    private long greedyDispatches;
    private long unlimitedDispatches;

    ParsedRun(List<List<Component>> shapes, int maxLength) {
        this.shapes = shapes;
        this.maxLength = maxLength;
        parser = new BlockParser(maxLength, shapes);
        counts = new long[shapes.size()];
        chosen = new boolean[shapes.size()];
        Arrays.fill(chosen, true);
        for (List<Component> shape : shapes) {
            numbers.put(shape, numbers.size());
            sites.add(new TreeMap<>(Long::compareUnsigned));
        }
    }

    /// Parses one block more.
    void add(ExecutedBlock block) {
        int[] matches = matches(block);
        int[] parts = parser.optimal(matches, chosen);
        dispatches += block.count() * parts.length;
        greedyDispatches += block.count() * parser.greedy(matches, chosen).length;
        unlimitedDispatches += block.count() * unlimited(block);
        int at = 0;
        long address = block.start();
        for (int part : parts) {
            if (part == 1) {
                singles.merge(block.instructions().get(at).opcode(), block.count(), Long::sum);
            } else {
                int shape = matches[SequenceIndex.slot(at, part, maxLength)];
                counts[shape] += block.count();
                sites.get(shape).merge(address, block.count(), Long::sum);
            }
            for (int end = at + part; at < end; at++) {
                address += block.instructions().get(at).length();
            }
        }
    }

    private int[] matches(ExecutedBlock block) {
        int size = block.instructions().size();
        int[] matches = SequenceIndex.emptyMatches(size, maxLength);
        for (int at = 0; at < size; at++) {
            int longest = SequenceIndex.longest(block.instructions(), at, maxLength);
            for (int length = Superinstruction.MIN_LENGTH; length <= longest; length++) {
                var shape = Superinstruction.shape(block.instructions().subList(at, at + length));
                matches[SequenceIndex.slot(at, length, maxLength)] =
                        numbers.getOrDefault(shape, SequenceIndex.NONE);
            }
        }
        return matches;
    }

    // If everything has a case, taking as much as possible at each step is best.
    private long unlimited(ExecutedBlock block) {
        long parts = 0;
        for (int at = 0; at < block.instructions().size(); parts++) {
            at += Math.max(1, SequenceIndex.longest(block.instructions(), at, maxLength));
        }
        return parts;
    }

    /// Dispatches of the run with optimal parses.
    long dispatches() {
        return dispatches;
    }

    /// Dispatches of the run if each step takes the longest shape.
    long greedyDispatches() {
        return greedyDispatches;
    }

    /// Dispatches of the run if every sequence had a case.
    long unlimitedDispatches() {
        return unlimitedDispatches;
    }

    /// How often an opcode is dispatched by itself with optimal parses.
    Map<Opcode, Long> singles() {
        return Collections.unmodifiableMap(singles);
    }

    /// The shapes that are applied, the one that saves most first.
    List<Superinstruction> superinstructions() {
        var applied = new ArrayList<Integer>();
        for (int shape = 0; shape < counts.length; shape++) {
            if (counts[shape] > 0) {
                applied.add(shape);
            }
        }
        applied.sort(
                Comparator.comparingLong(this::saved)
                        .reversed()
                        .thenComparing(s -> sites.get(s).firstKey(), Long::compareUnsigned));
        var list = new ArrayList<Superinstruction>();
        for (int shape : applied) {
            list.add(
                    new Superinstruction(
                            list.size(),
                            shapes.get(shape),
                            counts[shape],
                            saved(shape),
                            sites(shape)));
        }
        return list;
    }

    private List<Site> sites(int shape) {
        return sites.get(shape).entrySet().stream()
                .map(site -> new Site(site.getKey(), site.getValue()))
                .toList();
    }

    private long saved(int shape) {
        return counts[shape] * (shapes.get(shape).size() - 1);
    }
}
