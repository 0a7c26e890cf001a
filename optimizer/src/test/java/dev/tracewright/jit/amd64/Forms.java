package dev.tracewright.jit.amd64;

import static dev.tracewright.jit.amd64.OperandText.hex;
import static dev.tracewright.jit.amd64.OperandText.name;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Instruction forms with the text that objdump prints for them, each over all its operands: every
/// register in every place, every kind of memory operand, constants at the edges of their fields.
///
/// A pattern is the text with `%s` for operands, in objdump's order.
final class Forms {
    private static final int[] IMMEDIATES = {
        0, 1, 2, 127, 128, -1, -128, -129, 0x12345678, Integer.MIN_VALUE, Integer.MAX_VALUE
    };
    private static final int[] BYTES = {0, 1, 127, -128, -1};
    private static final List<Mem> MEMORY = OperandText.memory();

    /// Writes every instance of one form with the text expected.
    interface Form {
        void write(Listing listing);
    }

    interface R {
        void emit(Assembler asm, Gpr a);
    }

    interface RR {
        void emit(Assembler asm, Gpr a, Gpr b);
    }

    interface RRR {
        void emit(Assembler asm, Gpr a, Gpr b, Gpr c);
    }

    interface RI {
        void emit(Assembler asm, Gpr a, int value);
    }

    interface M {
        void emit(Assembler asm, Mem mem);
    }

    interface MR {
        void emit(Assembler asm, Mem mem, Gpr register);
    }

    interface MI {
        void emit(Assembler asm, Mem mem, int value);
    }

    interface XX {
        void emit(Assembler asm, Xmm a, Xmm b);
    }

    interface XM {
        void emit(Assembler asm, Xmm a, Mem mem);
    }

    interface XR {
        void emit(Assembler asm, Xmm a, Gpr b);
    }

    interface XXX {
        void emit(Assembler asm, Xmm a, Xmm b, Xmm c);
    }

    interface XXM {
        void emit(Assembler asm, Xmm a, Xmm b, Mem mem);
    }

    final List<Form> all = new ArrayList<>();

    void single(String text, Consumer<Assembler> emit) {
        all.add(
                listing -> {
                    emit.accept(listing.asm);
                    listing.expect(text);
                });
    }

    /// A jump whose target is its own start.
    void toItself(String mnemonic, Consumer<Assembler> emit) {
        all.add(
                listing -> {
                    String start = Integer.toHexString(listing.asm.position());
                    emit.accept(listing.asm);
                    listing.expect(mnemonic + " 0x" + start);
                });
    }

    void r(String pattern, int bits, R emit) {
        all.add(
                listing -> {
                    for (Gpr a : Gpr.values()) {
                        emit.emit(listing.asm, a);
                        listing.expect(pattern.formatted(name(bits, a)));
                    }
                });
    }

    void rr(String pattern, int aBits, int bBits, RR emit) {
        all.add(
                listing -> {
                    for (Gpr a : Gpr.values()) {
                        for (Gpr b : Gpr.values()) {
                            emit.emit(listing.asm, a, b);
                            listing.expect(pattern.formatted(name(aBits, a), name(bBits, b)));
                        }
                    }
                });
    }

    /// Each register in each place beside the others' neighbours.
    void rrr(String pattern, int bits, RRR emit) {
        all.add(
                listing -> {
                    for (int i = 0; i < 256; i++) {
                        Gpr a = Gpr.of(i & 15);
                        Gpr b = Gpr.of(i >> 4);
                        Gpr c = Gpr.of(i + (i >> 4) + 5 & 15);
                        emit.emit(listing.asm, a, b, c);
                        listing.expect(
                                pattern.formatted(name(bits, a), name(bits, b), name(bits, c)));
                    }
                });
    }

    void ri(String pattern, int bits, RI emit) {
        ri(pattern, bits, bits == 8 ? BYTES : IMMEDIATES, emit);
    }

    void ri(String pattern, int bits, int[] values, RI emit) {
        all.add(
                listing -> {
                    for (Gpr a : Gpr.values()) {
                        for (int value : values) {
                            emit.emit(listing.asm, a, value);
                            listing.expect(pattern.formatted(name(bits, a), hex(bits, value)));
                        }
                    }
                });
    }

    void m(String pattern, int memBits, M emit) {
        all.add(
                listing -> {
                    for (Mem mem : MEMORY) {
                        emit.emit(listing.asm, mem);
                        listing.expect(pattern.formatted(name(memBits, mem)));
                    }
                });
    }

    /// Memory first, then a register that walks over all.
    void mr(String pattern, int memBits, int bits, MR emit) {
        withRegister(pattern, memBits, bits, emit, true);
    }

    /// A register first, then memory.
    void rm(String pattern, int bits, int memBits, MR emit) {
        withRegister(pattern, memBits, bits, emit, false);
    }

    private void withRegister(String pattern, int memBits, int bits, MR emit, boolean memoryFirst) {
        all.add(
                listing -> {
                    int turn = 0;
                    for (Mem mem : MEMORY) {
                        Gpr register = Gpr.of(turn++ * 7 & 15);
                        emit.emit(listing.asm, mem, register);
                        String r = name(bits, register);
                        String m = name(memBits, mem);
                        listing.expect(
                                memoryFirst ? pattern.formatted(m, r) : pattern.formatted(r, m));
                    }
                });
    }

    void mi(String pattern, int bits, MI emit) {
        int[] values = bits == 8 ? BYTES : IMMEDIATES;
        all.add(
                listing -> {
                    int turn = 0;
                    for (Mem mem : MEMORY) {
                        int value = values[turn++ % values.length];
                        emit.emit(listing.asm, mem, value);
                        listing.expect(pattern.formatted(name(bits, mem), hex(bits, value)));
                    }
                });
    }

    void xx(String pattern, XX emit) {
        all.add(
                listing -> {
                    for (Xmm a : Xmm.values()) {
                        for (Xmm b : Xmm.values()) {
                            emit.emit(listing.asm, a, b);
                            listing.expect(pattern.formatted(name(a), name(b)));
                        }
                    }
                });
    }

    void xm(String pattern, int memBits, XM emit) {
        xm(pattern, memBits, emit, false);
    }

    void mx(String pattern, int memBits, XM emit) {
        xm(pattern, memBits, emit, true);
    }

    private void xm(String pattern, int memBits, XM emit, boolean memoryFirst) {
        all.add(
                listing -> {
                    int turn = 0;
                    for (Mem mem : MEMORY) {
                        Xmm register = Xmm.of(turn++ * 7 & 15);
                        emit.emit(listing.asm, register, mem);
                        String x = name(register);
                        String m = name(memBits, mem);
                        listing.expect(
                                memoryFirst ? pattern.formatted(m, x) : pattern.formatted(x, m));
                    }
                });
    }

    /// A vector register first, then a general one.
    void xr(String pattern, int bits, XR emit) {
        xr(pattern, bits, emit, false);
    }

    /// A general register first, then a vector register.
    void rx(String pattern, int bits, XR emit) {
        xr(pattern, bits, emit, true);
    }

    private void xr(String pattern, int bits, XR emit, boolean generalFirst) {
        all.add(
                listing -> {
                    for (Xmm a : Xmm.values()) {
                        for (Gpr b : Gpr.values()) {
                            emit.emit(listing.asm, a, b);
                            String x = name(a);
                            String r = name(bits, b);
                            listing.expect(
                                    generalFirst
                                            ? pattern.formatted(r, x)
                                            : pattern.formatted(x, r));
                        }
                    }
                });
    }

    void xxx(String pattern, XXX emit) {
        all.add(
                listing -> {
                    for (int i = 0; i < 256; i++) {
                        Xmm a = Xmm.of(i & 15);
                        Xmm b = Xmm.of(i >> 4);
                        Xmm c = Xmm.of(i + (i >> 4) + 5 & 15);
                        emit.emit(listing.asm, a, b, c);
                        listing.expect(pattern.formatted(name(a), name(b), name(c)));
                    }
                });
    }

    void xxm(String pattern, int memBits, XXM emit) {
        all.add(
                listing -> {
                    int turn = 0;
                    for (Mem mem : MEMORY) {
                        Xmm a = Xmm.of(turn * 7 & 15);
                        Xmm b = Xmm.of(turn++ * 5 + 3 & 15);
                        emit.emit(listing.asm, a, b, mem);
                        listing.expect(pattern.formatted(name(a), name(b), name(memBits, mem)));
                    }
                });
    }
}
