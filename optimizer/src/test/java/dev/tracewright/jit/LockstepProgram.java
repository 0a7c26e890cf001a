package dev.tracewright.jit;

import dev.tracewright.engine.Cause;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Encoding;
import dev.tracewright.isa.Field;
import dev.tracewright.isa.Opcode;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A random program, the memory that it runs in, and what becomes of its traps.
///
/// Functions of blocks with loops, jumps forward, jumps through tables and calls of functions that
/// come later; the instructions between are any. Code may lie in two adjacent mappings. Loads and
/// stores mostly reach mapped pages, some of which are read-only. After a trap the program goes on
/// behind the instruction.
final class LockstepProgram implements GuestProgram {
    static final long CODE = 0x1_0000;
    private static final long PAGE = GuestMemory.PAGE_SIZE;
    private static final long TABLE = 0x8_0000;
    private static final long ARENA = 0x20_0000;
    private static final long ARENA_END = ARENA + 2 * PAGE;
    private static final long READ_ONLY = ARENA_END + PAGE;
    // So large that the table of permissions is filled on demand.
    private static final long SPARSE = 1L << 32;
    private static final long SPARSE_LENGTH = 1L << 32;

    private static final int RA = 1;
    private static final int SP = 2;
    private static final int TABLE_POINTER = 3;
    private static final int FUEL = 4;
    private static final int FIRST_SAVED = 18;
    private static final int SCRATCH = 31;
    private static final int FUNCTIONS = 4;
    private static final int TARGETS = 4;

    /// A word, or a jump to a label that gets its distance when all labels have an address.
    private record Item(int word, int label) {
        static final int NO_LABEL = -1;
    }

    private final Random random;
    private final RandomInstructions instructions;
    private final List<Item> items = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final List<Integer> table = new ArrayList<>();
    private final long[] addresses;
    private final byte[] code;
    private final int end;
    private final long split;
    private final long arenaPointer;
    private final long otherPointer;
    private final long seed;

    private LockstepProgram(long seed) {
        this.seed = seed;
        random = new Random(seed);
        instructions = new RandomInstructions(random);
        end = label();
        var functions = new int[FUNCTIONS];
        for (int i = 0; i < FUNCTIONS; i++) {
            functions[i] = label();
            table.add(functions[i]);
        }
        jump(Opcode.JAL, RA, 0, 0, functions[0]);
        fixed(Opcode.ADDI, SCRATCH, 0, 0, 0);
        bind(end);
        add(0x9002);
        for (int i = 0; i < FUNCTIONS; i++) {
            function(i, functions);
        }
        addresses = layOut();
        code = encode();
        split = random.nextInt(3) == 0 ? splitPage() : CODE + codeLength();
        arenaPointer = ARENA + PAGE + 8L * random.nextInt(16);
        otherPointer =
                switch (random.nextInt(6)) {
                    case 0 -> ARENA + PAGE - 3;
                    case 1 -> ARENA_END - 5;
                    case 2 -> READ_ONLY + 64;
                    case 3 -> SPARSE + 0x1234_5000;
                    case 4 -> ARENA + PAGE + 3;
                    default -> ARENA + 0x800;
                };
    }

    static LockstepProgram of(long seed) {
        return new LockstepProgram(seed);
    }

    private int label() {
        labels.add(-1);
        return labels.size() - 1;
    }

    private void bind(int label) {
        labels.set(label, items.size());
    }

    private void add(int word) {
        items.add(new Item(word, Item.NO_LABEL));
    }

    private void fixed(Opcode row, int rd, int rs1, int rs2, int imm) {
        add(word(row, rd, rs1, rs2, imm));
    }

    private void jump(Opcode row, int rd, int rs1, int rs2, int label) {
        items.add(new Item(word(row, rd, rs1, rs2, 0), label));
    }

    private static int word(Opcode row, int rd, int rs1, int rs2, int imm) {
        Encoding encoding = row.encoding();
        int word = encoding.match();
        for (Field field : encoding.fields()) {
            word =
                    encoding.insert(
                            field,
                            word,
                            switch (field) {
                                case RD -> rd;
                                case RS1 -> rs1;
                                case RS2 -> rs2;
                                case IMM -> imm;
                                case RS3, RM -> 0;
                            });
        }
        return word;
    }

    private void function(int number, int[] functions) {
        bind(functions[number]);
        int saved = FIRST_SAVED + number;
        boolean leaf = number == FUNCTIONS - 1;
        if (!leaf) {
            fixed(Opcode.C_MV, saved, 0, RA, 0);
        }
        int[] blocks = new int[4 + random.nextInt(5)];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = label();
        }
        for (int i = 0; i < blocks.length; i++) {
            bind(blocks[i]);
            straightCode();
            if (i < blocks.length - 1) {
                leaveBlock(number, functions, blocks, i);
            }
        }
        if (leaf) {
            fixed(Opcode.C_JR, 0, RA, 0, 0);
        } else {
            fixed(Opcode.JALR, 0, saved, 0, 0);
        }
    }

    private void straightCode() {
        for (int count = random.nextInt(9); count >= 0; count--) {
            add(random.nextInt(300) == 0 ? 0 : instructions.straight().word());
        }
    }

    private void leaveBlock(int function, int[] functions, int[] blocks, int block) {
        int later = blocks[block + 1 + random.nextInt(blocks.length - block - 1)];
        switch (random.nextInt(12)) {
            case 0, 1 -> branch(later);
            case 2 -> jump(Opcode.C_BNEZ, 0, compressed(), 0, blocks[block + 1]);
            case 3 -> jump(Opcode.C_BEQZ, 0, compressed(), 0, blocks[block + 1]);
            case 4 -> jump(Opcode.C_J, 0, 0, 0, blocks[block + 1]);
            case 5, 6 -> loop(blocks[Math.max(0, block - random.nextInt(3))]);
            case 7, 8 -> call(function, functions);
            case 9 -> tableJump(blocks, block);
            case 10 -> jump(Opcode.JAL, random.nextBoolean() ? 0 : SCRATCH, 0, 0, later);
            default -> special();
        }
    }

    private void branch(int label) {
        Opcode[] rows = {Opcode.BEQ, Opcode.BNE, Opcode.BLT, Opcode.BGE, Opcode.BLTU, Opcode.BGEU};
        jump(rows[random.nextInt(rows.length)], 0, random.nextInt(32), random.nextInt(32), label);
    }

    private int compressed() {
        return 10 + random.nextInt(6);
    }

    // Goes back until the lowest bits of the fuel are zero.
    private void loop(int label) {
        fixed(Opcode.ADDI, FUEL, FUEL, 0, -1);
        fixed(Opcode.ANDI, SCRATCH, FUEL, 0, (4 << random.nextInt(5)) - 1);
        jump(Opcode.BNE, 0, SCRATCH, 0, label);
    }

    private void call(int function, int[] functions) {
        if (function == FUNCTIONS - 1) {
            return;
        }
        int callee = function + 1 + random.nextInt(FUNCTIONS - 1 - function);
        if (random.nextInt(3) > 0) {
            jump(Opcode.JAL, RA, 0, 0, functions[callee]);
            return;
        }
        fixed(Opcode.LD, 6, TABLE_POINTER, 0, 8 * callee);
        if (random.nextBoolean()) {
            fixed(Opcode.C_JALR, 0, 6, 0, 0);
        } else {
            fixed(Opcode.JALR, RA, 6, 0, random.nextInt(2));
        }
    }

    private void tableJump(int[] blocks, int block) {
        int first = 8 * table.size();
        for (int i = 0; i < TARGETS; i++) {
            table.add(blocks[block + 1 + random.nextInt(blocks.length - block - 1)]);
        }
        fixed(Opcode.ANDI, 7, 10 + random.nextInt(8), 0, 8 * (TARGETS - 1));
        fixed(Opcode.ADD_, 7, 7, TABLE_POINTER, 0);
        fixed(Opcode.LD, 7, 7, 0, first);
        fixed(Opcode.C_JR, 0, 7, 0, 0);
    }

    private void special() {
        switch (random.nextInt(4)) {
            case 0 -> fixed(Opcode.ECALL, 0, 0, 0, 0);
            case 1 -> add(0x9002);
            // Anywhere.
            case 2 -> fixed(Opcode.JALR, RA, 10 + random.nextInt(20), 0, 4);
            default -> fixed(Opcode.FENCE_I, 0, 0, 0, 0);
        }
    }

    private long[] layOut() {
        long[] starts = new long[items.size() + 1];
        starts[0] = CODE;
        for (int i = 0; i < items.size(); i++) {
            starts[i + 1] = starts[i] + Decoder.length(items.get(i).word);
        }
        return starts;
    }

    private long address(int label) {
        return addresses[labels.get(label)];
    }

    private byte[] encode() {
        var bytes = ByteBuffer.allocate((int) (addresses[items.size()] - CODE));
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            int word = item.word;
            if (item.label != Item.NO_LABEL) {
                Encoding encoding = Decoder.decode(item.word).orElseThrow().row().encoding();
                long distance = address(item.label) - addresses[i];
                word = encoding.insert(Field.IMM, item.word, (int) distance);
            }
            if (Decoder.length(word) == 2) {
                bytes.putShort((short) word);
            } else {
                bytes.putInt(word);
            }
        }
        return bytes.array();
    }

    private long codeLength() {
        return (code.length + PAGE - 1) / PAGE * PAGE;
    }

    private long splitPage() {
        return CODE + PAGE * random.nextLong(codeLength() / PAGE + 1);
    }

    /// The addresses of the instructions, and the address after the last.
    long[] addresses() {
        return addresses.clone();
    }

    @Override
    public void load(GuestMemory memory) {
        long length = codeLength();
        if (split > CODE) {
            memory.map(CODE, split - CODE, Permission.READ | Permission.EXECUTE);
        }
        if (split < CODE + length) {
            memory.map(
                    split,
                    CODE + length - split,
                    Permission.READ | Permission.WRITE | Permission.EXECUTE);
        }
        memory.initialize(CODE, MemorySegment.ofArray(code));
        var pointers = new long[table.size()];
        for (int i = 0; i < pointers.length; i++) {
            pointers[i] = address(table.get(i));
        }
        memory.map(TABLE, PAGE, Permission.READ);
        memory.initialize(TABLE, MemorySegment.ofArray(pointers));
        byte[] contents = new byte[(int) PAGE];
        new Random(seed).nextBytes(contents);
        memory.map(ARENA, ARENA_END - ARENA, Permission.READ | Permission.WRITE);
        memory.initialize(ARENA + PAGE / 2, MemorySegment.ofArray(contents));
        memory.map(READ_ONLY, PAGE, Permission.READ);
        memory.initialize(READ_ONLY, MemorySegment.ofArray(contents));
        memory.map(SPARSE, SPARSE_LENGTH, Permission.READ | Permission.WRITE);
    }

    @Override
    public Hart start(GuestMemory memory) {
        var hart = new Hart(memory);
        var values = new Random(seed + 1);
        for (int i = 1; i < 32; i++) {
            hart.x[i] = values.nextLong() >> values.nextInt(64);
            hart.f[i] = randomFloat(values);
        }
        hart.f[0] = randomFloat(values);
        hart.x[FUEL] = 200;
        hart.x[RA] = CODE;
        restorePointers(hart);
        hart.pc = CODE;
        return hart;
    }

    private static long randomFloat(Random values) {
        return switch (values.nextInt(4)) {
            case 0 -> Double.doubleToRawLongBits(values.nextInt(-100, 100));
            case 1 -> 0xffff_ffff_0000_0000L | Float.floatToRawIntBits(values.nextInt(-100, 100));
            case 2 -> 0xffff_ffff_0000_0000L | values.nextInt();
            default -> values.nextLong();
        };
    }

    private void restorePointers(Hart hart) {
        hart.x[SP] = ARENA + 0x400;
        hart.x[TABLE_POINTER] = TABLE;
        hart.x[8] = arenaPointer;
        hart.x[9] = otherPointer;
    }

    @Override
    public boolean handle(Trap trap, Hart hart) {
        if (trap.pc() == address(end) && trap.cause() == Cause.BREAKPOINT) {
            return false;
        }
        switch (trap.cause()) {
            case ENVIRONMENT_CALL -> {
                hart.pc += 4;
                hart.instret++;
                hart.x[10] = hart.instret;
            }
            case INSTRUCTION_ACCESS -> {
                // Where the jump should have returned to, or else the end.
                long after = hart.x[RA];
                boolean inside = after > CODE && after < CODE + code.length && after != trap.pc();
                hart.pc = inside ? after : address(end);
                hart.x[RA] = address(end);
            }
            case ILLEGAL_INSTRUCTION -> {
                hart.fcsr.rounding = (int) (hart.instret % 5);
                hart.pc += Decoder.length((int) trap.value());
            }
            case BREAKPOINT, LOAD_ALIGNMENT, LOAD_ACCESS, STORE_ALIGNMENT, STORE_ACCESS ->
                    hart.pc += Decoder.length(hart.memory.fetchParcel(hart.pc));
        }
        restorePointers(hart);
        return true;
    }

    /// Whether some of its code lies where its stores can reach.
    boolean mayChangeItsCode() {
        return split < CODE + codeLength();
    }

    /// Its code as it is in memory.
    byte[] code(GuestMemory memory) {
        byte[] contents = new byte[code.length];
        memory.read(CODE, contents, 0, code.length);
        return contents;
    }

    @Override
    public int hash(GuestMemory memory) {
        byte[] contents = new byte[(int) (ARENA_END - ARENA + PAGE)];
        memory.read(ARENA, contents, 0, (int) (ARENA_END - ARENA));
        memory.read(SPARSE + 0x1234_5000, contents, (int) (ARENA_END - ARENA), (int) PAGE);
        return Arrays.hashCode(contents);
    }
}
