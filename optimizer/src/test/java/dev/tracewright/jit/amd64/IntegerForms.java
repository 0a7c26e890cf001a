package dev.tracewright.jit.amd64;

import java.util.Locale;

/// The forms of [IntegerAssembler].
final class IntegerForms {
    private static final int[] WIDTHS = {32, 64};

    private final Forms forms;

    IntegerForms(Forms forms) {
        this.forms = forms;
    }

    void add() {
        moves();
        constants();
        extensions();
        for (int bits : WIDTHS) {
            arithmetic(bits);
            tests(bits);
            multiplications(bits);
            shifts(bits);
            bitOperations(bits);
            conditional(bits);
        }
        forms.single("cdq", Assembler::cdq);
        forms.single("cqo", Assembler::cqo);
    }

    private void moves() {
        for (int bits : WIDTHS) {
            forms.rr("mov %s,%s", bits, bits, (a, x, y) -> a.mov(bits, x, y));
            forms.rm("mov %s,%s", bits, bits, (a, m, r) -> a.mov(bits, r, m));
            forms.rm("lea %s,%s", bits, 0, (a, m, r) -> a.lea(bits, r, m));
            forms.rr("xchg %s,%s", bits, bits, (a, x, y) -> a.xchg(bits, x, y));
            forms.mr("xchg %s,%s", bits, bits, (a, m, r) -> a.xchg(bits, m, r));
        }
        for (int bits : new int[] {8, 16, 32, 64}) {
            forms.mr("mov %s,%s", bits, bits, (a, m, r) -> a.mov(bits, m, r));
            forms.mi("mov %s,%s", bits, (a, m, value) -> a.mov(bits, m, value));
        }
    }

    private void constants() {
        int[] positive = {0, 1, Integer.MAX_VALUE};
        int[] negative = {-1, -128, Integer.MIN_VALUE};
        forms.ri("mov %s,%s", 32, positive, (a, r, v) -> a.mov(r, (long) v));
        forms.ri("mov %s,%s", 64, negative, (a, r, v) -> a.mov(r, (long) v));
        forms.ri("mov %s,%s", 32, negative, (a, r, v) -> a.mov(r, v & 0xffff_ffffL));
        forms.r("movabs %s,0x123456789abcdef", 64, (a, r) -> a.mov(r, 0x0123_4567_89ab_cdefL));
        forms.r("movabs %s,0x100000000", 64, (a, r) -> a.mov(r, 1L << 32));
        forms.r("movabs %s,0xffffffff7fffffff", 64, (a, r) -> a.mov(r, 0xffff_ffff_7fff_ffffL));
        forms.r("movabs %s,0x5", 64, (a, r) -> a.movabs(r, 5));
    }

    private void extensions() {
        for (int from : new int[] {8, 16}) {
            forms.rr("movzx %s,%s", 32, from, (a, x, y) -> a.movzx(from, x, y));
            forms.rm("movzx %s,%s", 32, from, (a, m, r) -> a.movzx(from, r, m));
            for (int to : WIDTHS) {
                forms.rr("movsx %s,%s", to, from, (a, x, y) -> a.movsx(to, from, x, y));
                forms.rm("movsx %s,%s", to, from, (a, m, r) -> a.movsx(to, from, r, m));
            }
        }
        forms.rr("mov %s,%s", 32, 32, (a, x, y) -> a.movzx(32, x, y));
        forms.rm("mov %s,%s", 32, 32, (a, m, r) -> a.movzx(32, r, m));
        forms.rr("movsxd %s,%s", 64, 32, (a, x, y) -> a.movsx(64, 32, x, y));
        forms.rm("movsxd %s,%s", 64, 32, (a, m, r) -> a.movsx(64, 32, r, m));
    }

    private void arithmetic(int bits) {
        for (Alu op : Alu.values()) {
            String pattern = op.name().toLowerCase(Locale.ROOT) + " %s,%s";
            forms.rr(pattern, bits, bits, (a, x, y) -> a.alu(op, bits, x, y));
            forms.rm(pattern, bits, bits, (a, m, r) -> a.alu(op, bits, r, m));
            forms.mr(pattern, bits, bits, (a, m, r) -> a.alu(op, bits, m, r));
            forms.ri(pattern, bits, (a, r, v) -> a.alu(op, bits, r, v));
            forms.mi(pattern, bits, (a, m, v) -> a.alu(op, bits, m, v));
            if (bits == 64) {
                forms.mr(pattern, 8, 8, (a, m, r) -> a.alu(op, 8, m, r));
                forms.mr(pattern, 16, 16, (a, m, r) -> a.alu(op, 16, m, r));
                forms.mi(pattern, 8, (a, m, v) -> a.alu(op, 8, m, v));
            }
        }
        for (Unary op : Unary.values()) {
            String pattern = op.name().toLowerCase(Locale.ROOT) + " %s";
            forms.r(pattern, bits, (a, r) -> a.unary(op, bits, r));
            forms.m(pattern, bits, (a, m) -> a.unary(op, bits, m));
        }
    }

    private void tests(int bits) {
        forms.rr("test %s,%s", bits, bits, (a, x, y) -> a.test(bits, x, y));
        forms.mr("test %s,%s", bits, bits, (a, m, r) -> a.test(bits, m, r));
        forms.ri("test %s,%s", bits, (a, r, v) -> a.test(bits, r, v));
        forms.mi("test %s,%s", bits, (a, m, v) -> a.test(bits, m, v));
        if (bits == 64) {
            forms.ri("test %s,%s", 8, (a, r, v) -> a.test(8, r, v));
            forms.mi("test %s,%s", 8, (a, m, v) -> a.test(8, m, v));
        }
    }

    private void multiplications(int bits) {
        forms.rr("imul %s,%s", bits, bits, (a, x, y) -> a.imul(bits, x, y));
        forms.rm("imul %s,%s", bits, bits, (a, m, r) -> a.imul(bits, r, m));
        forms.rr("imul %s,%s,0x12", bits, bits, (a, x, y) -> a.imul(bits, x, y, 0x12));
        forms.rr("imul %s,%s,0x1234", bits, bits, (a, x, y) -> a.imul(bits, x, y, 0x1234));
        forms.rm("imul %s,%s,0x12", bits, bits, (a, m, r) -> a.imul(bits, r, m, 0x12));
        forms.rm("imul %s,%s,0x1234", bits, bits, (a, m, r) -> a.imul(bits, r, m, 0x1234));
    }

    private void shifts(int bits) {
        int[] counts = {0, 2, 3, 31, bits - 1};
        for (Shift op : Shift.values()) {
            String mnemonic = op.name().toLowerCase(Locale.ROOT);
            forms.ri(mnemonic + " %s,%s", bits, counts, (a, r, v) -> a.shift(op, bits, r, v));
            forms.r(mnemonic + " %s,1", bits, (a, r) -> a.shift(op, bits, r, 1));
            forms.r(mnemonic + " %s,cl", bits, (a, r) -> a.shiftCl(op, bits, r));
        }
        for (ShiftX op : ShiftX.values()) {
            String mnemonic = op.name().toLowerCase(Locale.ROOT);
            forms.rrr(mnemonic + " %s,%s,%s", bits, (a, x, y, z) -> a.shiftX(op, bits, x, y, z));
            String count = OperandText.name(bits, Gpr.R11);
            forms.rm(
                    mnemonic + " %s,%s," + count,
                    bits,
                    bits,
                    (a, m, r) -> a.shiftX(op, bits, r, m, Gpr.R11));
        }
        forms.rr("rorx %s,%s,0x11", bits, bits, (a, x, y) -> a.rorx(bits, x, y, 0x11));
        forms.rm("rorx %s,%s,0x11", bits, bits, (a, m, r) -> a.rorx(bits, r, m, 0x11));
    }

    private void bitOperations(int bits) {
        int[] numbers = {0, 1, 31, bits - 1};
        for (BitTest op : BitTest.values()) {
            String pattern = op.name().toLowerCase(Locale.ROOT) + " %s,%s";
            forms.rr(pattern, bits, bits, (a, x, y) -> a.bit(op, bits, x, y));
            forms.ri(pattern, bits, numbers, (a, r, v) -> a.bit(op, bits, r, v));
        }
        for (BitCount op : BitCount.values()) {
            String pattern = op.name().toLowerCase(Locale.ROOT) + " %s,%s";
            forms.rr(pattern, bits, bits, (a, x, y) -> a.count(op, bits, x, y));
            forms.rm(pattern, bits, bits, (a, m, r) -> a.count(op, bits, r, m));
        }
        forms.r("bswap %s", bits, (a, r) -> a.bswap(bits, r));
        forms.rrr("bzhi %s,%s,%s", bits, (a, x, y, z) -> a.bzhi(bits, x, y, z));
        forms.rrr("andn %s,%s,%s", bits, (a, x, y, z) -> a.andn(bits, x, y, z));
        String inverted = OperandText.name(bits, Gpr.R9);
        forms.rm(
                "andn %s," + inverted + ",%s", bits, bits, (a, m, r) -> a.andn(bits, r, Gpr.R9, m));
    }

    private void conditional(int bits) {
        for (Condition condition : Condition.values()) {
            String suffix = ControlForms.SUFFIXES[condition.ordinal()];
            String pattern = "cmov" + suffix + " %s,%s";
            forms.rr(pattern, bits, bits, (a, x, y) -> a.cmov(condition, bits, x, y));
            forms.rm(pattern, bits, bits, (a, m, r) -> a.cmov(condition, bits, r, m));
            if (bits == 64) {
                forms.r("set" + suffix + " %s", 8, (a, r) -> a.setcc(condition, r));
            }
        }
    }
}
