package dev.tracewright.jit;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.engine.DecodedWord;
import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.region.Compilable;
import dev.tracewright.superinstruction.Component;
import dev.tracewright.superinstruction.Superinstruction;
import dev.tracewright.trace.Trace;
import dev.tracewright.trace.TraceBlock;
import dev.tracewright.vectors.Vector;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;

/// Vectors whose code lies in one executable region, and plans that fuse and compile all of it.
///
/// Vectors with the same code share it. A no-op stands before each, so that even a branch is fused
/// with something; everything else is `c.ebreak`, so that a run stops wherever control goes.
final class VectorBatch {
    /// Sequences in a batch: more than get a fused case of their own, so that others share one.
    private static final int SLOTS = 160;

    private static final int EBREAK = 0x9002;
    // Beyond all code.
    private static final long LATEST = 1L << 42;

    private static final int NOP = 0x0001;
    // addi x0, x4, -1792: its upper half is a c.ebreak too, for jumps to there.
    private static final int LONG_NOP = EBREAK << 16 | 0x0013;
    // Direct jumps reach this far; the region is larger so that they stay inside of it.
    private static final long REACH = 1 << 20;
    private static final long FAR = 1 << 12;
    private static final long PAGE = GuestMemory.PAGE_SIZE;

    /// The code of some vectors.
    ///
    /// @param entry the address of the no-op
    /// @param nop the no-op
    /// @param instructions those of the vectors; empty if some word is not one
    record Slot(long entry, int nop, List<Instruction> instructions, List<Vector> vectors) {
        /// The address of the vectors' first instruction.
        long pc() {
            return entry + Vector.length(nop);
        }

        private byte[] image() {
            int length = Vector.length(nop);
            byte[] code = vectors.getFirst().code();
            byte[] image = new byte[length + code.length];
            for (int i = 0; i < length; i++) {
                image[i] = (byte) (nop >> 8 * i);
            }
            System.arraycopy(code, 0, image, length, code.length);
            return image;
        }

        /// Whether a superinstruction can be all of it.
        boolean fuses() {
            return instructions.size() < Superinstruction.MAX_LENGTH
                    && isOneUnit()
                    && instructions.stream().allMatch(i -> Component.fusible(i.opcode()));
        }

        /// Whether a trace can be all of it.
        boolean compiles() {
            return isOneUnit() && instructions.stream().allMatch(Compilable::compiles);
        }

        private boolean isOneUnit() {
            return !instructions.isEmpty()
                    && instructions.stream()
                            .allMatch(i -> DecodedWord.decodes(i.opcode()) && !i.exactButDynamic())
                    && instructions.stream()
                            .limit(instructions.size() - 1L)
                            .noneMatch(i -> Component.leaves(i.opcode()));
        }
    }

    private final long base;
    private final long length;
    private final List<Slot> slots = new ArrayList<>();
    private final BitSet code = new BitSet();
    private final BitSet targets = new BitSet();

    private VectorBatch(long base, List<List<Vector>> groups) {
        this.base = base;
        long margin = groups.stream().anyMatch(g -> jumpsFar(g.getFirst())) ? REACH + PAGE : PAGE;
        long next = base + margin;
        for (List<Vector> group : groups) {
            Slot slot = place(next, group);
            slots.add(slot);
            next = slot.pc() + group.getFirst().code().length;
        }
        length = (next - base + margin + PAGE - 1) / PAGE * PAGE;
    }

    /// The batches for some vectors, in regions that do not touch.
    static List<VectorBatch> of(List<Vector> vectors) {
        var groups = new LinkedHashMap<List<Integer>, List<Vector>>();
        for (Vector vector : vectors) {
            groups.computeIfAbsent(vector.words(), _ -> new ArrayList<>()).add(vector);
        }
        var all = List.copyOf(groups.values());
        var batches = new ArrayList<VectorBatch>();
        long base = 0x100_0000;
        for (int from = 0; from < all.size(); from += SLOTS) {
            var batch =
                    new VectorBatch(base, all.subList(from, Math.min(from + SLOTS, all.size())));
            batches.add(batch);
            base += batch.length + 16 * REACH;
        }
        return batches;
    }

    private static boolean jumpsFar(Vector vector) {
        return instructions(vector).stream()
                .anyMatch(i -> isDirect(i) && Math.abs((long) i.imm()) > FAR);
    }

    private static boolean isDirect(Instruction instruction) {
        return switch (instruction.opcode().meaning()) {
            case Meaning.Branch _ -> true;
            case Meaning.Jump jump -> jump.direct();
            default -> false;
        };
    }

    private static List<Instruction> instructions(Vector vector) {
        var instructions = new ArrayList<Instruction>();
        for (int word : vector.words()) {
            if (Decoder.decode(word).isEmpty()) {
                return List.of();
            }
            instructions.add(Decoder.decode(word).get());
        }
        return instructions;
    }

    // The first place where no code is in the way of a target, nor a target in the way of code.
    private Slot place(long from, List<Vector> vectors) {
        boolean before = vectors.stream().anyMatch(v -> v.next().at(0, 0) == -Vector.length(NOP));
        List<Instruction> instructions = instructions(vectors.getFirst());
        for (long entry = from; entry < from + REACH; entry += 2) {
            var slot = new Slot(entry, before ? LONG_NOP : NOP, instructions, vectors);
            BitSet reached = targets(slot);
            int first = (int) (entry - base) / 2;
            BitSet occupied = new BitSet();
            occupied.set(first, first + slot.image().length / 2);
            if (before) {
                occupied.clear(first + 1);
            }
            if (!reached.intersects(code)
                    && !reached.intersects(occupied)
                    && !occupied.intersects(targets)) {
                code.or(occupied);
                targets.or(reached);
                return slot;
            }
        }
        throw new IllegalStateException("no place for " + vectors);
    }

    private BitSet targets(Slot slot) {
        var reached = new BitSet();
        for (Vector vector : slot.vectors) {
            long target = vector.next().at(slot.pc(), 0) - base;
            boolean stays = vector.trap() != Vector.Trap.NONE;
            if (target >= 0 && target < Integer.MAX_VALUE && !stays) {
                reached.set((int) target / 2);
            }
        }
        return reached;
    }

    List<Slot> slots() {
        return slots;
    }

    /// Puts the code into memory.
    void load(GuestMemory memory) {
        byte[] image = new byte[(int) length];
        for (int i = 0; i < image.length; i += 2) {
            put(image, i, EBREAK);
        }
        for (Slot slot : slots) {
            int at = (int) (slot.entry - base);
            byte[] words = slot.image();
            System.arraycopy(words, 0, image, at, words.length);
        }
        memory.map(base, length, Permission.READ | Permission.EXECUTE);
        memory.initialize(base, MemorySegment.ofArray(image));
    }

    private static void put(byte[] image, int at, int parcel) {
        image[at] = (byte) parcel;
        image[at + 1] = (byte) (parcel >> 8);
    }

    /// A superinstruction for each slot, and a trace that begins at the vectors' first instruction;
    /// then the superinstructions again, with the others being the hottest.
    List<OptimizationPlan> plans() {
        var sequences = new LinkedHashMap<Long, List<Instruction>>();
        var traces = new ArrayList<Trace>();
        for (Slot slot : slots) {
            if (slot.fuses()) {
                var sequence = new ArrayList<Instruction>();
                sequence.add(Decoder.decode(slot.nop).orElseThrow());
                sequence.addAll(slot.instructions);
                sequences.put(slot.entry, sequence);
            }
            if (slot.compiles()) {
                traces.add(trace(traces.size(), slot));
            }
        }
        return List.of(
                Plans.of(Plans.superinstructions(sequences, site -> site), traces),
                Plans.of(Plans.superinstructions(sequences, site -> LATEST - site), traces));
    }

    private static Trace trace(int id, Slot slot) {
        Vector first = slot.vectors.getFirst();
        var block =
                new TraceBlock(
                        slot.pc(),
                        slot.pc() + first.code().length,
                        slot.instructions.size(),
                        EdgeKind.FALL_THROUGH,
                        first.next().at(slot.pc(), 0));
        return new Trace(id, List.of(block), false, 1, slot.instructions.size());
    }
}
