package dev.tracewright.isa.semantics;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The floating-point instructions as functions of registers, so that one test covers them all.
///
/// @param mnemonic the assembler's name
/// @param operands a letter for each source: S, D (floating-point register) or X (integer register)
/// @param meaning the instruction itself
record FloatingPointInstruction(String mnemonic, String operands, Meaning meaning) {
    /// An instruction of at most three sources; the rest is ignored.
    interface Meaning {
        long apply(long a, long b, long c, int rm, Fcsr fcsr);
    }

    interface Unary {
        long apply(long a, int rm, Fcsr fcsr);
    }

    interface Binary {
        long apply(long a, long b, int rm, Fcsr fcsr);
    }

    interface Flagging {
        long apply(long a, long b, Fcsr fcsr);
    }

    interface Pure {
        long apply(long a, long b);
    }

    static final List<FloatingPointInstruction> ALL =
            List.of(
                    rounded("fadd.s", "SS", FloatingPoint::faddS),
                    rounded("fadd.d", "DD", FloatingPoint::faddD),
                    rounded("fsub.s", "SS", FloatingPoint::fsubS),
                    rounded("fsub.d", "DD", FloatingPoint::fsubD),
                    rounded("fmul.s", "SS", FloatingPoint::fmulS),
                    rounded("fmul.d", "DD", FloatingPoint::fmulD),
                    rounded("fdiv.s", "SS", FloatingPoint::fdivS),
                    rounded("fdiv.d", "DD", FloatingPoint::fdivD),
                    rounded("fsqrt.s", "S", FloatingPoint::fsqrtS),
                    rounded("fsqrt.d", "D", FloatingPoint::fsqrtD),
                    new FloatingPointInstruction("fmadd.s", "SSS", FloatingPoint::fmaddS),
                    new FloatingPointInstruction("fmadd.d", "DDD", FloatingPoint::fmaddD),
                    fused("fmsub.s", "SSS", FloatingPointInstruction::fmsubS),
                    fused("fmsub.d", "DDD", FloatingPointInstruction::fmsubD),
                    fused("fnmadd.s", "SSS", FloatingPointInstruction::fnmaddS),
                    fused("fnmadd.d", "DDD", FloatingPointInstruction::fnmaddD),
                    fused("fnmsub.s", "SSS", FloatingPointInstruction::fnmsubS),
                    fused("fnmsub.d", "DDD", FloatingPointInstruction::fnmsubD),
                    pure("fsgnj.s", "SS", FloatingPoint::fsgnjS),
                    pure("fsgnj.d", "DD", FloatingPoint::fsgnjD),
                    pure("fsgnjn.s", "SS", FloatingPoint::fsgnjnS),
                    pure("fsgnjn.d", "DD", FloatingPoint::fsgnjnD),
                    pure("fsgnjx.s", "SS", FloatingPoint::fsgnjxS),
                    pure("fsgnjx.d", "DD", FloatingPoint::fsgnjxD),
                    flagging("fmin.s", "SS", FloatingPoint::fminS),
                    flagging("fmin.d", "DD", FloatingPoint::fminD),
                    flagging("fmax.s", "SS", FloatingPoint::fmaxS),
                    flagging("fmax.d", "DD", FloatingPoint::fmaxD),
                    flagging("feq.s", "SS", FloatingPoint::feqS),
                    flagging("feq.d", "DD", FloatingPoint::feqD),
                    flagging("flt.s", "SS", FloatingPoint::fltS),
                    flagging("flt.d", "DD", FloatingPoint::fltD),
                    flagging("fle.s", "SS", FloatingPoint::fleS),
                    flagging("fle.d", "DD", FloatingPoint::fleD),
                    pure("fclass.s", "S", (a, _) -> FloatingPoint.fclassS(a)),
                    pure("fclass.d", "D", (a, _) -> FloatingPoint.fclassD(a)),
                    rounded("fcvt.w.s", "S", FloatingPoint::fcvtWS),
                    rounded("fcvt.wu.s", "S", FloatingPoint::fcvtWuS),
                    rounded("fcvt.l.s", "S", FloatingPoint::fcvtLS),
                    rounded("fcvt.lu.s", "S", FloatingPoint::fcvtLuS),
                    rounded("fcvt.w.d", "D", FloatingPoint::fcvtWD),
                    rounded("fcvt.wu.d", "D", FloatingPoint::fcvtWuD),
                    rounded("fcvt.l.d", "D", FloatingPoint::fcvtLD),
                    rounded("fcvt.lu.d", "D", FloatingPoint::fcvtLuD),
                    rounded("fcvt.s.w", "X", FloatingPoint::fcvtSW),
                    rounded("fcvt.s.wu", "X", FloatingPoint::fcvtSWu),
                    rounded("fcvt.s.l", "X", FloatingPoint::fcvtSL),
                    rounded("fcvt.s.lu", "X", FloatingPoint::fcvtSLu),
                    pure("fcvt.d.w", "X", (x, _) -> FloatingPoint.fcvtDW(x)),
                    pure("fcvt.d.wu", "X", (x, _) -> FloatingPoint.fcvtDWu(x)),
                    rounded("fcvt.d.l", "X", FloatingPoint::fcvtDL),
                    rounded("fcvt.d.lu", "X", FloatingPoint::fcvtDLu),
                    rounded("fcvt.s.d", "D", FloatingPoint::fcvtSD),
                    flagging("fcvt.d.s", "S", (a, _, fcsr) -> FloatingPoint.fcvtDS(a, fcsr)),
                    pure("fmv.x.w", "D", (f, _) -> FloatingPoint.fmvXW(f)),
                    pure("fmv.w.x", "X", (x, _) -> FloatingPoint.fmvWX(x)),
                    pure("fmv.x.d", "D", (f, _) -> f),
                    pure("fmv.d.x", "X", (x, _) -> x));

    static final Map<String, FloatingPointInstruction> BY_MNEMONIC =
            ALL.stream()
                    .collect(
                            toUnmodifiableMap(
                                    FloatingPointInstruction::mnemonic, Function.identity()));

    @Override
    public String toString() {
        return mnemonic;
    }

    private static FloatingPointInstruction rounded(String mnemonic, String operands, Unary f) {
        return new FloatingPointInstruction(
                mnemonic, operands, (a, _, _, rm, fcsr) -> f.apply(a, rm, fcsr));
    }

    private static FloatingPointInstruction rounded(String mnemonic, String operands, Binary f) {
        return new FloatingPointInstruction(
                mnemonic, operands, (a, b, _, rm, fcsr) -> f.apply(a, b, rm, fcsr));
    }

    private static FloatingPointInstruction fused(String mnemonic, String operands, Meaning f) {
        return new FloatingPointInstruction(mnemonic, operands, f);
    }

    private static FloatingPointInstruction flagging(String mnemonic, String operands, Flagging f) {
        return new FloatingPointInstruction(
                mnemonic, operands, (a, b, _, _, fcsr) -> f.apply(a, b, fcsr));
    }

    private static FloatingPointInstruction pure(String mnemonic, String operands, Pure f) {
        return new FloatingPointInstruction(mnemonic, operands, (a, b, _, _, _) -> f.apply(a, b));
    }

    private static long negatedS(long a) {
        return FloatingPoint.fsgnjnS(a, a);
    }

    private static long negatedD(long a) {
        return FloatingPoint.fsgnjnD(a, a);
    }

    private static long fmsubS(long a, long b, long c, int rm, Fcsr fcsr) {
        return FloatingPoint.fmaddS(a, b, negatedS(c), rm, fcsr);
    }

    private static long fmsubD(long a, long b, long c, int rm, Fcsr fcsr) {
        return FloatingPoint.fmaddD(a, b, negatedD(c), rm, fcsr);
    }

    private static long fnmaddS(long a, long b, long c, int rm, Fcsr fcsr) {
        return FloatingPoint.fmaddS(negatedS(a), b, negatedS(c), rm, fcsr);
    }

    private static long fnmaddD(long a, long b, long c, int rm, Fcsr fcsr) {
        return FloatingPoint.fmaddD(negatedD(a), b, negatedD(c), rm, fcsr);
    }

    private static long fnmsubS(long a, long b, long c, int rm, Fcsr fcsr) {
        return FloatingPoint.fmaddS(negatedS(a), b, c, rm, fcsr);
    }

    private static long fnmsubD(long a, long b, long c, int rm, Fcsr fcsr) {
        return FloatingPoint.fmaddD(negatedD(a), b, c, rm, fcsr);
    }
}
