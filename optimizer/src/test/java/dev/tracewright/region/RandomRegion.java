package dev.tracewright.region;

import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// A random region and its code: straight, branching and looping ones, some blocks in several
/// copies as if inlined, indirect jumps, several entries.
public final class RandomRegion {
    /// Where the code begins.
    public static final long CODE = 0x1_0000;

    private static final int OUTSIDE = -1;
    private static final int MAX_COUNT = 1000;

    private enum End {
        FALL,
        JUMP,
        CALL,
        BRANCH,
        COUNTED,
        INDIRECT,
        INTERPRET
    }

    /// A piece of code from one target to the next.
    private static final class Piece {
        long start;
        List<Instruction> body;
        End end;
        int target;
        Instruction last;
    }

    private final Random random;
    private final RandomCode code;
    private final List<Piece> pieces = new ArrayList<>();
    private long end;

    // The region: which piece each block is a copy of, and how it goes on.
    private final List<Integer> copies = new ArrayList<>();
    private final List<Flow> flows = new ArrayList<>();
    private final List<Integer> entries = new ArrayList<>();
    private final Set<Integer> entered = new HashSet<>();
    private int maxCopies;
    private HotRegion region;

    private RandomRegion(long seed) {
        random = new Random(seed * 0x9e3779b97f4a7c15L);
        code = new RandomCode(random);
    }

    /// The region of a seed.
    public static RandomRegion of(long seed) {
        var made = new RandomRegion(seed);
        made.write();
        made.unfold();
        return made;
    }

    /// The region.
    public HotRegion region() {
        return region;
    }

    /// The addresses at which its pieces begin.
    public List<Long> starts() {
        return pieces.stream().map(piece -> piece.start).toList();
    }

    /// The code as it stands in memory from [#CODE] on; an `ebreak` is behind the last piece.
    public byte[] code() {
        byte[] bytes = new byte[(int) (end - CODE) + 4];
        for (Piece piece : pieces) {
            int at = (int) (piece.start - CODE);
            for (Instruction instruction : instructions(piece, true)) {
                at = put(bytes, at, instruction);
            }
        }
        put(bytes, (int) (end - CODE), RandomCode.make(Opcode.EBREAK, 0, 0, 0, 0));
        return bytes;
    }

    private static int put(byte[] bytes, int at, Instruction instruction) {
        for (int i = 0; i < instruction.length(); i++) {
            bytes[at + i] = (byte) (instruction.word() >>> 8 * i);
        }
        return at + instruction.length();
    }

    private static List<Instruction> instructions(Piece piece, boolean all) {
        var instructions = new ArrayList<>(piece.body);
        if (piece.last != null && (all || piece.end != End.INTERPRET)) {
            instructions.add(piece.last);
        }
        return instructions;
    }

    private void write() {
        int count = 1 + random.nextInt(random.nextBoolean() ? 3 : 8);
        long at = CODE;
        for (int i = 0; i < count; i++) {
            var piece = new Piece();
            piece.start = at;
            piece.end = end();
            piece.target = random.nextInt(count);
            piece.body = body(piece);
            for (Instruction instruction : piece.body) {
                at += instruction.length();
            }
            at += piece.end == End.FALL ? 0 : 4;
            pieces.add(piece);
        }
        end = at;
        for (Piece piece : pieces) {
            piece.last = last(piece);
        }
    }

    private End end() {
        return switch (random.nextInt(16)) {
            case 0, 1 -> End.FALL;
            case 2 -> End.JUMP;
            case 3 -> End.CALL;
            case 4, 5 -> End.INDIRECT;
            case 6 -> End.INTERPRET;
            case 7, 8, 9, 10 -> End.COUNTED;
            default -> End.BRANCH;
        };
    }

    private List<Instruction> body(Piece piece) {
        int length = random.nextInt(random.nextInt(6) == 0 ? 30 : 9);
        if (piece.end == End.FALL) {
            length = Math.max(1, length);
        }
        List<Instruction> body = code.straight(length);
        if (piece.end != End.COUNTED) {
            return body;
        }
        var counting = new ArrayList<>(body);
        int counter = RandomCode.COUNTER;
        counting.add(
                random.nextInt(body.size() + 1),
                RandomCode.make(Opcode.ADDI, counter, counter, 0, -1));
        return counting;
    }

    private Instruction last(Piece piece) {
        long site = piece.start;
        for (Instruction instruction : piece.body) {
            site += instruction.length();
        }
        int displacement = (int) (pieces.get(piece.target).start - site);
        int link = RandomCode.LINKS[random.nextInt(2)];
        return switch (piece.end) {
            case FALL -> null;
            case JUMP -> RandomCode.make(Opcode.JAL, 0, 0, 0, displacement);
            case CALL -> RandomCode.make(Opcode.JAL, link, 0, 0, displacement);
            case BRANCH -> code.branch(displacement);
            case COUNTED -> RandomCode.make(Opcode.BNE, 0, RandomCode.COUNTER, 0, displacement);
            case INDIRECT -> {
                int from = random.nextInt(3) == 0 ? link : RandomCode.TARGETS[random.nextInt(2)];
                int to = random.nextInt(3) == 0 ? link : 0;
                yield RandomCode.make(Opcode.JALR, to, from, 0, random.nextInt(8) == 0 ? 1 : 0);
            }
            case INTERPRET -> code.interpreted();
        };
    }

    private void unfold() {
        maxCopies = Math.max(2, pieces.size() + random.nextInt(5));
        enter(0);
        for (int i = 0; i < copies.size(); i++) {
            flows.add(flow(copies.get(i)));
        }
        for (int i = 1; i < copies.size(); i++) {
            if (random.nextInt(10) == 0 && entered.add(copies.get(i))) {
                entries.add(i);
            }
        }
        arrange();
    }

    private void enter(int piece) {
        if (entered.add(piece)) {
            entries.add(copies.size());
            copies.add(piece);
        }
    }

    private Flow flow(int index) {
        Piece piece = pieces.get(index);
        return switch (piece.end) {
            case FALL -> new Flow.Next(way(index + 1));
            case JUMP, CALL -> new Flow.Next(way(piece.target));
            case BRANCH, COUNTED -> new Flow.Branch(way(piece.target), way(index + 1));
            case INDIRECT -> indirect();
            case INTERPRET -> {
                if (index + 1 < pieces.size() && random.nextInt(3) != 0) {
                    enter(index + 1);
                }
                yield new Flow.Interpret();
            }
        };
    }

    private Flow indirect() {
        var targets = new ArrayList<Integer>();
        for (int i = 0; i < pieces.size(); i++) {
            targets.add(i);
        }
        Collections.shuffle(targets, random);
        int count = Math.min(targets.size(), random.nextInt(4));
        var ways = new ArrayList<Way>();
        for (int target : targets.subList(0, count)) {
            ways.add(way(target));
        }
        return new Flow.Indirect(ways, random.nextInt(MAX_COUNT));
    }

    private Way way(int piece) {
        long pc = piece < pieces.size() ? pieces.get(piece).start : end;
        return new Way(pc, block(piece), random.nextInt(MAX_COUNT));
    }

    // The block that a way leads to: one that is there already, a new copy, or none.
    private int block(int piece) {
        if (piece >= pieces.size() || random.nextInt(9) == 0) {
            return OUTSIDE;
        }
        var known = new ArrayList<Integer>();
        for (int i = 0; i < copies.size(); i++) {
            if (copies.get(i) == piece) {
                known.add(i);
            }
        }
        boolean full = copies.size() >= maxCopies;
        if (!known.isEmpty() && (full || random.nextInt(4) != 0)) {
            return known.get(random.nextInt(known.size()));
        }
        if (full) {
            return OUTSIDE;
        }
        copies.add(piece);
        return copies.size() - 1;
    }

    // The layout is any order.
    private void arrange() {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < copies.size(); i++) {
            order.add(i);
        }
        if (random.nextInt(3) == 0) {
            Collections.shuffle(order, random);
        }
        var blocks = new ArrayList<RegionBlock>();
        for (int i : order) {
            Piece piece = pieces.get(copies.get(i));
            Flow flow = moved(flows.get(i), order);
            blocks.add(
                    new RegionBlock(
                            piece.start,
                            instructions(piece, false),
                            flow,
                            random.nextInt(MAX_COUNT)));
        }
        region = new HotRegion(blocks, entries.stream().map(order::indexOf).toList());
    }

    private static Flow moved(Flow flow, List<Integer> order) {
        return switch (flow) {
            case Flow.Next(Way way) -> new Flow.Next(moved(way, order));
            case Flow.Branch(Way taken, Way notTaken) ->
                    new Flow.Branch(moved(taken, order), moved(notTaken, order));
            case Flow.Indirect(List<Way> expected, long others) ->
                    new Flow.Indirect(
                            expected.stream().map(way -> moved(way, order)).toList(), others);
            case Flow.Interpret interpret -> interpret;
        };
    }

    private static Way moved(Way way, List<Integer> order) {
        return way.leaves() ? way : new Way(way.pc(), order.indexOf(way.block()), way.count());
    }
}
