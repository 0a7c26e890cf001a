package dev.tracewright.jit;

import dev.tracewright.engine.Cause;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.guest.Assembly;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/// A program that is written as text.
///
/// `x8` points to the middle of two writable pages, `x9` to a read-only one; what follows either is
/// unmapped.
///
/// @param codeAt maps the pages of the code; they are filled afterwards
/// @param traps what becomes of traps; see [GuestProgram#handle]
record TextProgram(Assembly code, Consumer<GuestMemory> codeAt, BiPredicate<Trap, Hart> traps)
        implements GuestProgram {
    static final long BASE = 0x1_0000;
    static final long PAGE = GuestMemory.PAGE_SIZE;
    static final long DATA = 0x20_0000;
    static final long DATA_END = DATA + 2 * PAGE;
    static final long CONSTANTS = 0x30_0000;

    private static final int ECALL_LENGTH = 4;

    /// A program in pages of its own that ends with its first trap.
    static TextProgram of(String text) {
        var code = new Assembly(BASE, text);
        return new TextProgram(
                code,
                memory -> memory.map(BASE, pages(code), Permission.READ | Permission.EXECUTE),
                (_, _) -> false);
    }

    /// The same program, with other things to be done about traps.
    TextProgram withTraps(BiPredicate<Trap, Hart> other) {
        return new TextProgram(code, codeAt, other);
    }

    /// The same program, whose code is mapped in another way.
    TextProgram withCodeAt(Consumer<GuestMemory> other) {
        return new TextProgram(code, other, traps);
    }

    /// The same program, which can write to its code.
    TextProgram withWritableCode() {
        int all = Permission.READ | Permission.WRITE | Permission.EXECUTE;
        return withCodeAt(memory -> memory.map(BASE, pages(code), all));
    }

    private static long pages(Assembly code) {
        return (code.end() - BASE + PAGE - 1) / PAGE * PAGE;
    }

    /// Goes on after an environment call, if that is what trapped.
    static boolean called(Trap trap, Hart hart) {
        if (trap.cause() != Cause.ENVIRONMENT_CALL) {
            return false;
        }
        hart.pc += ECALL_LENGTH;
        hart.instret++;
        return true;
    }

    @Override
    public void load(GuestMemory memory) {
        codeAt.accept(memory);
        memory.initialize(code.base(), MemorySegment.ofArray(code.bytes()));
        byte[] contents = new byte[(int) PAGE];
        new Random(1).nextBytes(contents);
        memory.map(DATA, DATA_END - DATA, Permission.READ | Permission.WRITE);
        memory.initialize(DATA + PAGE / 2, MemorySegment.ofArray(contents));
        memory.map(CONSTANTS, PAGE, Permission.READ);
        memory.initialize(CONSTANTS, MemorySegment.ofArray(contents));
    }

    @Override
    public Hart start(GuestMemory memory) {
        var hart = new Hart(memory);
        hart.pc = code.base();
        for (int i = 1; i < 32; i++) {
            hart.x[i] = 0x1_0001L * i * i;
            hart.f[i] = Double.doubleToRawLongBits(i);
        }
        hart.x[8] = DATA + PAGE;
        hart.x[9] = CONSTANTS;
        return hart;
    }

    @Override
    public boolean handle(Trap trap, Hart hart) {
        return traps.test(trap, hart);
    }

    @Override
    public int hash(GuestMemory memory) {
        byte[] contents = new byte[(int) (DATA_END - DATA)];
        memory.read(DATA, contents, 0, contents.length);
        return Arrays.hashCode(contents);
    }
}
