package dev.tracewright.superinstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.isa.Opcode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

final class BlockParserTest {
    private static final int BLOCKS = 300;
    private static final int SHAPES = 6;

    @ParameterizedTest(name = "superinstructions of up to {0}")
    @ValueSource(ints = {2, 3, 5, 8})
    void theOptimalParseCostsAsLittleAsAnyParse(int maxLength) {
        for (int seed = 0; seed < BLOCKS; seed++) {
            var block = new RandomBlock(new Random(seed), maxLength);
            long least = block.leastCost(0);
            int[] parse = block.parser.optimal(block.matches, block.chosen);
            assertEquals(least, block.cost(parse), "seed " + seed);
            assertEquals(
                    least,
                    block.parser.cost(block.matches, block.chosen, SequenceIndex.NONE),
                    "seed " + seed);
        }
    }

    @ParameterizedTest(name = "superinstructions of up to {0}")
    @ValueSource(ints = {2, 3, 5, 8})
    void oneMoreShapeCostsWhatChoosingItCosts(int maxLength) {
        for (int seed = 0; seed < BLOCKS; seed++) {
            var block = new RandomBlock(new Random(seed), maxLength);
            boolean[] more = block.chosen.clone();
            more[0] = true;
            block.chosen[0] = false;
            assertEquals(
                    block.parser.cost(block.matches, more, SequenceIndex.NONE),
                    block.parser.cost(block.matches, block.chosen, 0),
                    "seed " + seed);
        }
    }

    @ParameterizedTest(name = "superinstructions of up to {0}")
    @ValueSource(ints = {2, 3, 5, 8})
    void theGreedyParseIsAParseAndHasNoFewerParts(int maxLength) {
        int worse = 0;
        for (int seed = 0; seed < BLOCKS; seed++) {
            var block = new RandomBlock(new Random(seed), maxLength);
            int[] greedy = block.parser.greedy(block.matches, block.chosen);
            int[] optimal = block.parser.optimal(block.matches, block.chosen);
            assertEquals(block.length, Arrays.stream(greedy).sum(), "seed " + seed);
            assertTrue(block.cost(greedy) >= block.cost(optimal), "seed " + seed);
            assertTrue(greedy.length >= optimal.length, "seed " + seed);
            worse += greedy.length > optimal.length ? 1 : 0;
        }
        assertTrue(maxLength == 2 || worse > 0, "the two parses never differ");
    }

    /// A block with random matches of shapes, each of which forwards another number of operands.
    private static final class RandomBlock {
        private final int maxLength;
        private final int length;
        private final int[] matches;
        private final boolean[] chosen = new boolean[SHAPES];
        private final List<List<Component>> shapes;
        private final BlockParser parser;

        RandomBlock(Random random, int maxLength) {
            this.maxLength = maxLength;
            length = 1 + random.nextInt(12);
            matches = SequenceIndex.emptyMatches(length, maxLength);
            for (int at = 0; at < length; at++) {
                for (int size = 2; size <= Math.min(maxLength, length - at); size++) {
                    matches[SequenceIndex.slot(at, size, maxLength)] =
                            random.nextInt(2 * SHAPES) - SHAPES;
                }
            }
            for (int shape = 0; shape < SHAPES; shape++) {
                chosen[shape] = random.nextInt(3) > 0;
            }
            shapes = random.ints(SHAPES, 0, 4).mapToObj(RandomBlock::forwarding).toList();
            parser = new BlockParser(maxLength, shapes);
        }

        private static List<Component> forwarding(int operands) {
            var source = new Component(Opcode.ADDI, 4, -1, -2, -2, false);
            int rs1 = operands > 0 ? 0 : -1;
            int rs2 = operands > 1 ? 0 : -1;
            return List.of(source, new Component(Opcode.ADD_, 4, rs1, rs2, -2, operands > 2));
        }

        private long costOf(int at, int size) {
            if (size == 1) {
                return BlockParser.DISPATCH;
            }
            int shape = matches[SequenceIndex.slot(at, size, maxLength)];
            if (shape < 0 || !chosen[shape]) {
                return Long.MAX_VALUE / 100;
            }
            boolean[] only = new boolean[SHAPES];
            only[shape] = true;
            int[] single = SequenceIndex.emptyMatches(2, maxLength);
            single[SequenceIndex.slot(0, 2, maxLength)] = shape;
            return parser.cost(single, only, SequenceIndex.NONE);
        }

        long leastCost(int at) {
            if (at == length) {
                return 0;
            }
            long least = Long.MAX_VALUE;
            for (int size = 1; size <= Math.min(maxLength, length - at); size++) {
                least = Math.min(least, costOf(at, size) + leastCost(at + size));
            }
            return least;
        }

        long cost(int[] parse) {
            long cost = 0;
            int at = 0;
            for (int size : parse) {
                cost += costOf(at, size);
                at += size;
            }
            return cost;
        }
    }
}
