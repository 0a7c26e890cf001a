package dev.tracewright.jit.amd64;

import java.util.Locale;

/// The forms of [FloatAssembler].
final class FloatForms {
    private static final String[] PREDICATES = {
        "eq", "lt", "le", "unord", "neq", "nlt", "nle", "ord"
    };

    private final Forms forms;

    FloatForms(Forms forms) {
        this.forms = forms;
    }

    void add() {
        forms.xx("movaps %s,%s", Assembler::movaps);
        for (int bits : new int[] {32, 64}) {
            String s = bits == 64 ? "sd" : "ss";
            String p = bits == 64 ? "pd" : "ps";
            moves(bits, s);
            arithmetic(bits, s);
            logic(bits, p);
            comparisons(bits, s);
            conversions(bits, s);
            fused(bits, s);
        }
        products();
        forms.mx("pextrb %s,%s,0x0", 8, (a, x, m) -> a.pextr(8, m, x));
        forms.mx("pextrw %s,%s,0x0", 16, (a, x, m) -> a.pextr(16, m, x));
        forms.rx("pextrq %s,%s,0x1", 64, (a, x, r) -> a.pextrq(r, x, 1));
        forms.single("vzeroupper", Assembler::vzeroupper);
        forms.m("stmxcsr %s", 32, Assembler::stmxcsr);
        forms.m("ldmxcsr %s", 32, Assembler::ldmxcsr);
    }

    private void moves(int bits, String s) {
        forms.xx("mov" + s + " %s,%s", (a, x, y) -> a.movs(bits, x, y));
        forms.xm("mov" + s + " %s,%s", bits, (a, x, m) -> a.movs(bits, x, m));
        forms.mx("mov" + s + " %s,%s", bits, (a, x, m) -> a.movs(bits, m, x));
        String mnemonic = bits == 64 ? "movq" : "movd";
        forms.xr(mnemonic + " %s,%s", bits, (a, x, r) -> a.movd(bits, x, r));
        forms.rx(mnemonic + " %s,%s", bits, (a, x, r) -> a.movd(bits, r, x));
    }

    private void arithmetic(int bits, String s) {
        for (FloatOp op : FloatOp.values()) {
            String mnemonic = op.name().toLowerCase(Locale.ROOT) + s;
            forms.xx(mnemonic + " %s,%s", (a, x, y) -> a.scalar(op, bits, x, y));
            forms.xm(mnemonic + " %s,%s", bits, (a, x, m) -> a.scalar(op, bits, x, m));
            forms.xxx("v" + mnemonic + " %s,%s,%s", (a, x, y, z) -> a.vscalar(op, bits, x, y, z));
            forms.xxm(
                    "v" + mnemonic + " %s,%s,%s",
                    bits,
                    (a, x, y, m) -> a.vscalar(op, bits, x, y, m));
        }
        forms.xx("round" + s + " %s,%s,0xb", (a, x, y) -> a.rounds(bits, x, y, 11));
        forms.xm("round" + s + " %s,%s,0x4", bits, (a, x, m) -> a.rounds(bits, x, m, 4));
    }

    private void logic(int bits, String p) {
        for (FloatLogic op : FloatLogic.values()) {
            String mnemonic = op.name().toLowerCase(Locale.ROOT) + p;
            forms.xx(mnemonic + " %s,%s", (a, x, y) -> a.packed(op, bits, x, y));
            forms.xm(mnemonic + " %s,%s", 128, (a, x, m) -> a.packed(op, bits, x, m));
            forms.xxx("v" + mnemonic + " %s,%s,%s", (a, x, y, z) -> a.vpacked(op, bits, x, y, z));
            forms.xxm(
                    "v" + mnemonic + " %s,%s,%s",
                    128,
                    (a, x, y, m) -> a.vpacked(op, bits, x, y, m));
        }
    }

    private void comparisons(int bits, String s) {
        forms.xx("ucomi" + s + " %s,%s", (a, x, y) -> a.ucomis(bits, x, y));
        forms.xm("ucomi" + s + " %s,%s", bits, (a, x, m) -> a.ucomis(bits, x, m));
        forms.xx("comi" + s + " %s,%s", (a, x, y) -> a.comis(bits, x, y));
        forms.xm("comi" + s + " %s,%s", bits, (a, x, m) -> a.comis(bits, x, m));
        for (int i = 0; i < PREDICATES.length; i++) {
            int predicate = i;
            forms.xx(
                    "cmp" + PREDICATES[i] + s + " %s,%s",
                    (a, x, y) -> a.cmps(bits, x, y, predicate));
        }
    }

    private void conversions(int bits, String s) {
        for (int integer : new int[] {32, 64}) {
            forms.rx(
                    "cvtt" + s + "2si %s,%s",
                    integer,
                    (a, x, r) -> a.cvtts2si(integer, bits, r, x));
            forms.rm(
                    "cvtt" + s + "2si %s,%s",
                    integer,
                    bits,
                    (a, m, r) -> a.cvtts2si(integer, bits, r, m));
            forms.rx("cvt" + s + "2si %s,%s", integer, (a, x, r) -> a.cvts2si(integer, bits, r, x));
            forms.rm(
                    "cvt" + s + "2si %s,%s",
                    integer,
                    bits,
                    (a, m, r) -> a.cvts2si(integer, bits, r, m));
            forms.xr("cvtsi2" + s + " %s,%s", integer, (a, x, r) -> a.cvtsi2s(bits, integer, x, r));
            forms.xm("cvtsi2" + s + " %s,%s", integer, (a, x, m) -> a.cvtsi2s(bits, integer, x, m));
        }
        String other = bits == 64 ? "ss" : "sd";
        forms.xx("cvt" + s + "2" + other + " %s,%s", (a, x, y) -> a.cvts2s(bits, x, y));
        forms.xm("cvt" + s + "2" + other + " %s,%s", bits, (a, x, m) -> a.cvts2s(bits, x, m));
    }

    private void fused(int bits, String s) {
        for (Fma op : Fma.values()) {
            String pattern = op.name().toLowerCase(Locale.ROOT) + s + " %s,%s,%s";
            forms.xxx(pattern, (a, x, y, z) -> a.fma(op, bits, x, y, z));
            forms.xxm(pattern, bits, (a, x, y, m) -> a.fma(op, bits, x, y, m));
        }
    }

    private void products() {
        forms.xx("pclmullqlqdq %s,%s", (a, x, y) -> a.pclmulqdq(x, y, 0));
        forms.xx("pclmulhqlqdq %s,%s", (a, x, y) -> a.pclmulqdq(x, y, 1));
        forms.xx("pclmulhqhqdq %s,%s", (a, x, y) -> a.pclmulqdq(x, y, 0x11));
    }
}
