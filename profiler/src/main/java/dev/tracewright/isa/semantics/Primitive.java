package dev.tracewright.isa.semantics;

import java.util.Locale;

/// The primitive operations: the only parts of an instruction's meaning that have code of their
/// own.
///
/// Each is a pure function of 64-bit words, save that those with [#raisesFlags] accrue `fflags`.
/// The reference engine and constant folding call [#apply]; compiled code lowers each primitive
/// once per back end.
public enum Primitive {
    ADD(Integers::add),
    SUB(Integers::sub),
    AND(Integers::and),
    OR(Integers::or),
    XOR(Integers::xor),
    SLL(Integers::sll),
    SRL(Integers::srl),
    SRA(Integers::sra),
    SEXT8(Integers::sext8),
    SEXT16(Integers::sext16),
    SEXT32(Integers::sext32),
    ZEXT16(Integers::zext16),
    ZEXT32(Integers::zext32),
    EQ(Integers::eq),
    NE(Integers::ne),
    LT(Integers::lt),
    GE(Integers::ge),
    LTU(Integers::ltu),
    GEU(Integers::geu),
    SELECT(Integers::select),
    MUL(Integers::mul),
    MULH(Integers::mulh),
    MULHSU(Integers::mulhsu),
    MULHU(Integers::mulhu),
    DIV(Integers::div),
    DIVU(Integers::divu),
    REM(Integers::rem),
    REMU(Integers::remu),
    MIN(Integers::min),
    MAX(Integers::max),
    MINU(Integers::minu),
    MAXU(Integers::maxu),
    CLZ(Integers::clz),
    CTZ(Integers::ctz),
    CPOP(Integers::cpop),
    ROL(Integers::rol),
    ROR(Integers::ror),
    ROLW(Integers::rolw),
    RORW(Integers::rorw),
    ORCB(Integers::orcb),
    REV8(Integers::rev8),
    CLMUL(Integers::clmul),
    CLMULH(Integers::clmulh),
    CLMULR(Integers::clmulr),
    /// The second operand; lets an atomic swap be an [Expr.Amo] like the others.
    SECOND(Integers::second),

    FADD_S(FloatingPoint::faddS),
    FSUB_S(FloatingPoint::fsubS),
    FMUL_S(FloatingPoint::fmulS),
    FDIV_S(FloatingPoint::fdivS),
    FSQRT_S(FloatingPoint::fsqrtS),
    FMADD_S(FloatingPoint::fmaddS),
    FSGNJ_S(FloatingPoint::fsgnjS),
    FSGNJN_S(FloatingPoint::fsgnjnS),
    FSGNJX_S(FloatingPoint::fsgnjxS),
    FMIN_S(flagged(FloatingPoint::fminS)),
    FMAX_S(flagged(FloatingPoint::fmaxS)),
    FEQ_S(flagged(FloatingPoint::feqS)),
    FLT_S(flagged(FloatingPoint::fltS)),
    FLE_S(flagged(FloatingPoint::fleS)),
    FCLASS_S(FloatingPoint::fclassS),
    FCVT_W_S(FloatingPoint::fcvtWS),
    FCVT_WU_S(FloatingPoint::fcvtWuS),
    FCVT_L_S(FloatingPoint::fcvtLS),
    FCVT_LU_S(FloatingPoint::fcvtLuS),
    FCVT_S_W(FloatingPoint::fcvtSW),
    FCVT_S_WU(FloatingPoint::fcvtSWu),
    FCVT_S_L(FloatingPoint::fcvtSL),
    FCVT_S_LU(FloatingPoint::fcvtSLu),
    FMV_X_W(FloatingPoint::fmvXW),
    FMV_W_X(FloatingPoint::fmvWX),

    FADD_D(FloatingPoint::faddD),
    FSUB_D(FloatingPoint::fsubD),
    FMUL_D(FloatingPoint::fmulD),
    FDIV_D(FloatingPoint::fdivD),
    FSQRT_D(FloatingPoint::fsqrtD),
    FMADD_D(FloatingPoint::fmaddD),
    FSGNJ_D(FloatingPoint::fsgnjD),
    FSGNJN_D(FloatingPoint::fsgnjnD),
    FSGNJX_D(FloatingPoint::fsgnjxD),
    FMIN_D(flagged(FloatingPoint::fminD)),
    FMAX_D(flagged(FloatingPoint::fmaxD)),
    FEQ_D(flagged(FloatingPoint::feqD)),
    FLT_D(flagged(FloatingPoint::fltD)),
    FLE_D(flagged(FloatingPoint::fleD)),
    FCLASS_D(FloatingPoint::fclassD),
    FCVT_W_D(FloatingPoint::fcvtWD),
    FCVT_WU_D(FloatingPoint::fcvtWuD),
    FCVT_L_D(FloatingPoint::fcvtLD),
    FCVT_LU_D(FloatingPoint::fcvtLuD),
    FCVT_D_W(FloatingPoint::fcvtDW),
    FCVT_D_WU(FloatingPoint::fcvtDWu),
    FCVT_D_L(FloatingPoint::fcvtDL),
    FCVT_D_LU(FloatingPoint::fcvtDLu),
    FCVT_S_D(FloatingPoint::fcvtSD),
    FCVT_D_S(FloatingPoint::fcvtDS);

    private final int arity;
    private final boolean rounds;
    private final boolean raisesFlags;
    private final Body body;

    Primitive(Unary f) {
        this(1, false, false, (a, _, _, _, _) -> f.apply(a));
    }

    Primitive(Binary f) {
        this(2, false, false, (a, b, _, _, _) -> f.apply(a, b));
    }

    Primitive(Ternary f) {
        this(3, false, false, (a, b, c, _, _) -> f.apply(a, b, c));
    }

    Primitive(FlaggedUnary f) {
        this(1, false, true, (a, _, _, _, fcsr) -> f.apply(a, fcsr));
    }

    Primitive(FlaggedBinary f) {
        this(2, false, true, (a, b, _, _, fcsr) -> f.apply(a, b, fcsr));
    }

    Primitive(RoundedUnary f) {
        this(1, true, true, (a, _, _, rm, fcsr) -> f.apply(a, rm, fcsr));
    }

    Primitive(RoundedBinary f) {
        this(2, true, true, (a, b, _, rm, fcsr) -> f.apply(a, b, rm, fcsr));
    }

    Primitive(RoundedTernary f) {
        this(3, true, true, f::apply);
    }

    Primitive(int arity, boolean rounds, boolean raisesFlags, Body body) {
        this.arity = arity;
        this.rounds = rounds;
        this.raisesFlags = raisesFlags;
        this.body = body;
    }

    /// The number of explicit operands, 1 to 3.
    public int arity() {
        return arity;
    }

    /// Whether the result depends on a rounding mode.
    public boolean rounds() {
        return rounds;
    }

    /// Whether `fflags` may accrue.
    public boolean raisesFlags() {
        return raisesFlags;
    }

    /// Whether the result depends on nothing but the operands and nothing else happens.
    public boolean pure() {
        return !raisesFlags;
    }

    /// Whether this operates on floating-point values.
    public boolean floating() {
        return ordinal() >= FADD_S.ordinal();
    }

    /// The class whose static method [#methodName] is this primitive's value.
    public Class<?> owner() {
        return floating() ? FloatingPoint.class : Integers.class;
    }

    /// The name of the static method: the constant's name in camel case (`FCVT_W_D` is `fcvtWD`).
    public String methodName() {
        var name = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(
                    name.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    /// Computes the value. Operands beyond [#arity] are ignored, as are `rm` (0 to 4) and `fcsr`
    /// where [#rounds] and [#raisesFlags] do not hold.
    public long apply(long a, long b, long c, int rm, Fcsr fcsr) {
        return body.apply(a, b, c, rm, fcsr);
    }

    // Overload resolution cannot tell (long, long, Fcsr) from (long, int, Fcsr).
    private static FlaggedBinary flagged(FlaggedBinary f) {
        return f;
    }

    private interface Body {
        long apply(long a, long b, long c, int rm, Fcsr fcsr);
    }

    private interface Unary {
        long apply(long a);
    }

    private interface Binary {
        long apply(long a, long b);
    }

    private interface Ternary {
        long apply(long a, long b, long c);
    }

    private interface FlaggedUnary {
        long apply(long a, Fcsr fcsr);
    }

    private interface FlaggedBinary {
        long apply(long a, long b, Fcsr fcsr);
    }

    private interface RoundedUnary {
        long apply(long a, int rm, Fcsr fcsr);
    }

    private interface RoundedBinary {
        long apply(long a, long b, int rm, Fcsr fcsr);
    }

    private interface RoundedTernary {
        long apply(long a, long b, long c, int rm, Fcsr fcsr);
    }
}
