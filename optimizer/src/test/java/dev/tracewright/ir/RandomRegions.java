package dev.tracewright.ir;

import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Encoding;
import dev.tracewright.isa.Field;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.region.Flow;
import dev.tracewright.region.HotRegion;
import dev.tracewright.region.RegionBlock;
import dev.tracewright.region.Way;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes a [RandomRegion]: a few blocks of code that jump to one another in any way, and a region
/// that has some of them, some more than once.
final class RandomRegions {
    static final int POINTER = 8;
    static final int OTHER_POINTER = 9;
    static final int TABLE_POINTER = 18;

    private static final int MOST_BLOCKS = 7;

    /// Instructions that are left to the interpreter, but do not stop the program, and one that
    /// does.
    private static final Opcode[] INTERPRETED = {
        Opcode.FENCE_I, Opcode.AMOADD_D, Opcode.AMOSWAP_W, Opcode.ECALL
    };

    private static final Opcode[] BRANCHES = {
        Opcode.BEQ, Opcode.BNE, Opcode.BLT, Opcode.BGE, Opcode.BLTU, Opcode.BGEU
    };

    /// How a block of code ends.
    private enum End {
        BRANCH,
        FALL,
        JUMP,
        INDIRECT,
        COMPUTED,
        INTERPRET
    }

    /// A block of code; the targets are numbers of blocks.
    private static final class Piece {
        private final List<Integer> words = new ArrayList<>();
        private End end;
        private int target;
        private int[] targets = {};
        private int interpreted;
        private long start;
        private long stop;

        private long size() {
            long size = 0;
            for (int word : words) {
                size += Decoder.length(word);
            }
            return size;
        }
    }

    private final long seed;
    private final Random random;
    private final RandomWords straight;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Long> table = new ArrayList<>();
    private final List<Piece> copies = new ArrayList<>();

    RandomRegions(long seed) {
        this.seed = seed;
        random = new Random(seed);
        straight = new RandomWords(random);
    }

    RandomRegion region() {
        int count = 1 + random.nextInt(MOST_BLOCKS);
        for (int i = 0; i < count; i++) {
            pieces.add(piece(count));
        }
        lay();
        pieces.forEach(this::link);
        var code = new ArrayList<Instruction>();
        for (Piece piece : pieces) {
            code.addAll(decoded(piece));
            if (piece.end == End.INTERPRET) {
                code.add(Decoder.decode(piece.interpreted).orElseThrow());
            }
        }
        code.add(Decoder.decode(word(Opcode.ECALL, 0, 0, 0, 0)).orElseThrow());
        return new RandomRegion(seed, copied(), code, table);
    }

    private Piece piece(int count) {
        var piece = new Piece();
        int most = random.nextInt(4) == 0 ? 24 : 9;
        for (int i = random.nextInt(most); i > 0; i--) {
            straight.add(piece.words);
        }
        int kind = random.nextInt(20);
        piece.target = random.nextInt(count);
        if (kind < 11) {
            piece.end = End.BRANCH;
            int rs2 = random.nextInt(3) == 0 ? 0 : straight.source();
            Opcode row = BRANCHES[random.nextInt(BRANCHES.length)];
            piece.words.add(word(row, 0, straight.source(), rs2, 0));
        } else if (kind < 13) {
            piece.end = End.FALL;
            straight.add(piece.words);
        } else if (kind < 15) {
            piece.end = End.JUMP;
            piece.words.add(word(Opcode.JAL, random.nextInt(2), 0, 0, 0));
        } else if (kind < 18) {
            indirect(piece, count);
        } else if (kind < 19) {
            piece.end = End.COMPUTED;
            piece.words.add(word(Opcode.AUIPC, 6, 0, 0, 0));
            piece.words.add(word(Opcode.JALR, random.nextInt(2), 6, 0, 0));
        } else {
            piece.end = End.INTERPRET;
            Opcode row = INTERPRETED[random.nextInt(INTERPRETED.length)];
            piece.interpreted = word(row, 5, POINTER, 7, 0);
        }
        return piece;
    }

    // Loads an address from the table, sometimes by an index that is not known.
    private void indirect(Piece piece, int count) {
        piece.end = End.INDIRECT;
        piece.targets = new int[1 + random.nextInt(3)];
        for (int i = 0; i < piece.targets.length; i++) {
            piece.targets[i] = random.nextInt(count);
        }
        if (random.nextBoolean()) {
            piece.words.add(word(Opcode.ANDI, 7, straight.source(), 0, 8));
            piece.words.add(word(Opcode.ADD_, 7, 7, TABLE_POINTER, 0));
            piece.words.add(word(Opcode.LD, 7, 7, 0, 0));
        } else {
            piece.words.add(word(Opcode.LD, 7, TABLE_POINTER, 0, 8 * random.nextInt(2)));
        }
        piece.words.add(word(Opcode.JALR, random.nextInt(2), 7, 0, 0));
    }

    private void lay() {
        long at = RandomRegion.CODE;
        for (Piece piece : pieces) {
            piece.start = at;
            piece.stop = at + piece.size();
            at = piece.stop + (piece.end == End.INTERPRET ? 4 : 0);
        }
        for (int i = 0; i < 2; i++) {
            table.add(pieces.get(random.nextInt(pieces.size())).start);
        }
    }

    // Gives the jumps their distances.
    private void link(Piece piece) {
        int last = piece.words.size() - 1;
        long to = pieces.get(piece.target).start;
        switch (piece.end) {
            case BRANCH, JUMP -> insert(piece, last, (int) (to - (piece.stop - 4)));
            case COMPUTED -> insert(piece, last, (int) (to - (piece.stop - 8)));
            case INDIRECT -> {
                for (int i = 0; i < piece.targets.length; i++) {
                    if (random.nextInt(4) > 0) {
                        piece.targets[i] = at(table.get(random.nextInt(table.size())));
                    }
                }
            }
            case FALL, INTERPRET -> {}
        }
    }

    private static void insert(Piece piece, int index, int distance) {
        int word = piece.words.get(index);
        Encoding encoding = Decoder.decode(word).orElseThrow().row().encoding();
        piece.words.set(index, encoding.insert(Field.IMM, word, distance));
    }

    // The first of the blocks that begin there: empty ones come before.
    private int at(long start) {
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).start == start) {
                return i;
            }
        }
        return -1;
    }

    private static List<Instruction> decoded(Piece piece) {
        return piece.words.stream().map(word -> Decoder.decode(word).orElseThrow()).toList();
    }

    private HotRegion copied() {
        copies.addAll(pieces);
        for (int i = random.nextInt(4); i > 0; i--) {
            copies.add(pieces.get(random.nextInt(pieces.size())));
        }
        var blocks = new ArrayList<RegionBlock>();
        for (Piece piece : copies) {
            Flow flow = flow(piece);
            blocks.add(new RegionBlock(piece.start, decoded(piece), flow, random.nextInt(1000)));
        }
        var entries = new ArrayList<Integer>(List.of(0));
        for (int i = random.nextInt(3); i > 0; i--) {
            int entry = random.nextInt(copies.size());
            long start = copies.get(entry).start;
            if (entries.stream().noneMatch(other -> copies.get(other).start == start)) {
                entries.add(entry);
            }
        }
        return reachable(blocks, entries);
    }

    private Flow flow(Piece piece) {
        return switch (piece.end) {
            case BRANCH -> new Flow.Branch(way(pieces.get(piece.target).start), way(piece.stop));
            case FALL -> new Flow.Next(way(piece.stop));
            case JUMP -> new Flow.Next(way(pieces.get(piece.target).start));
            case COMPUTED -> new Flow.Indirect(List.of(way(pieces.get(piece.target).start)), 1);
            case INDIRECT ->
                    new Flow.Indirect(
                            Arrays.stream(piece.targets)
                                    .mapToObj(target -> way(pieces.get(target).start))
                                    .toList(),
                            random.nextInt(100));
            case INTERPRET -> new Flow.Interpret();
        };
    }

    private Way way(long pc) {
        int count = random.nextInt(1000);
        var there = new ArrayList<Integer>();
        for (int i = 0; i < copies.size(); i++) {
            if (copies.get(i).start == pc) {
                there.add(i);
            }
        }
        boolean leaves = there.isEmpty() || random.nextInt(8) == 0;
        return new Way(pc, leaves ? Way.OUTSIDE : there.get(random.nextInt(there.size())), count);
    }

    private HotRegion reachable(List<RegionBlock> blocks, List<Integer> entries) {
        int[] numbers = new int[blocks.size()];
        Arrays.fill(numbers, -1);
        var order = new ArrayList<Integer>();
        for (int entry : entries) {
            reach(blocks, entry, numbers, order);
        }
        var kept = new ArrayList<RegionBlock>();
        for (int old : order) {
            RegionBlock block = blocks.get(old);
            kept.add(
                    new RegionBlock(
                            block.start(),
                            block.instructions(),
                            renumbered(block.flow(), numbers),
                            block.count()));
        }
        return new HotRegion(kept, entries.stream().map(entry -> numbers[entry]).toList());
    }

    private void reach(List<RegionBlock> blocks, int block, int[] numbers, List<Integer> order) {
        if (block >= 0 && numbers[block] < 0) {
            numbers[block] = order.size();
            order.add(block);
            for (Way way : ways(blocks.get(block).flow())) {
                reach(blocks, way.block(), numbers, order);
            }
        }
    }

    private static List<Way> ways(Flow flow) {
        return switch (flow) {
            case Flow.Next(Way way) -> List.of(way);
            case Flow.Branch(Way taken, Way notTaken) -> List.of(taken, notTaken);
            case Flow.Indirect(List<Way> expected, _) -> expected;
            case Flow.Interpret() -> List.of();
        };
    }

    private static Flow renumbered(Flow flow, int[] numbers) {
        return switch (flow) {
            case Flow.Next(Way way) -> new Flow.Next(renumbered(way, numbers));
            case Flow.Branch(Way taken, Way notTaken) ->
                    new Flow.Branch(renumbered(taken, numbers), renumbered(notTaken, numbers));
            case Flow.Indirect(List<Way> expected, long others) ->
                    new Flow.Indirect(
                            expected.stream().map(way -> renumbered(way, numbers)).toList(),
                            others);
            case Flow.Interpret() -> flow;
        };
    }

    private static Way renumbered(Way way, int[] numbers) {
        return way.leaves() ? way : new Way(way.pc(), numbers[way.block()], way.count());
    }

    static int word(Opcode row, int rd, int rs1, int rs2, int imm) {
        Encoding encoding = row.encoding();
        int word = encoding.match();
        for (Field field : encoding.fields()) {
            int value =
                    switch (field) {
                        case RD -> rd;
                        case RS1 -> rs1;
                        case RS2 -> rs2;
                        case IMM -> imm;
                        case RS3, RM -> 0;
                    };
            word = encoding.insert(field, word, value);
        }
        return word;
    }
}
