package dev.tracewright.isa;

import static dev.tracewright.isa.Extension.*;
import static dev.tracewright.isa.semantics.Primitive.*;
import static dev.tracewright.isa.semantics.Width.*;

import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.isa.semantics.Operand;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;
import java.util.List;
import java.util.Locale;

/// RV64GC with Zicsr, Zifencei, Zicond and Zba, Zbb, Zbc, Zbs: one line an instruction.
///
/// A line is the extension, the instruction's row in the unprivileged specification's listings (see [Encoding]), and
/// its meaning. Everything that knows instructions is derived from it: decoder, encoder, disassembler, engines,
/// optimizer. Zicntr is CSR numbers and Zihintpause a fence, so neither has lines of its own.
public enum Opcode {
    LUI       (I, "imm[31:12] rd 0110111",                         set(imm())),
    AUIPC     (I, "imm[31:12] rd 0010111",                         set(add(pc(), imm()))),
    JAL       (I, "imm[20|10:1|11|19:12] rd 1101111",              jump(add(pc(), imm()))),
    JALR      (I, "imm[11:0] rs1 000 rd 1100111",                  jump(and(add(rs1(), imm()), of(-2)))),
    BEQ       (I, "imm[12|10:5] rs2 rs1 000 imm[4:1|11] 1100011",  branch(op(EQ, rs1(), rs2()))),
    BNE       (I, "imm[12|10:5] rs2 rs1 001 imm[4:1|11] 1100011",  branch(op(NE, rs1(), rs2()))),
    BLT       (I, "imm[12|10:5] rs2 rs1 100 imm[4:1|11] 1100011",  branch(op(LT, rs1(), rs2()))),
    BGE       (I, "imm[12|10:5] rs2 rs1 101 imm[4:1|11] 1100011",  branch(op(GE, rs1(), rs2()))),
    BLTU      (I, "imm[12|10:5] rs2 rs1 110 imm[4:1|11] 1100011",  branch(op(LTU, rs1(), rs2()))),
    BGEU      (I, "imm[12|10:5] rs2 rs1 111 imm[4:1|11] 1100011",  branch(op(GEU, rs1(), rs2()))),
    LB        (I, "imm[11:0] rs1 000 rd 0000011",                  set(load(S8))),
    LH        (I, "imm[11:0] rs1 001 rd 0000011",                  set(load(S16))),
    LW        (I, "imm[11:0] rs1 010 rd 0000011",                  set(load(S32))),
    LD        (I, "imm[11:0] rs1 011 rd 0000011",                  set(load(S64))),
    LBU       (I, "imm[11:0] rs1 100 rd 0000011",                  set(load(U8))),
    LHU       (I, "imm[11:0] rs1 101 rd 0000011",                  set(load(U16))),
    LWU       (I, "imm[11:0] rs1 110 rd 0000011",                  set(load(U32))),
    SB        (I, "imm[11:5] rs2 rs1 000 imm[4:0] 0100011",        store(U8, rs2())),
    SH        (I, "imm[11:5] rs2 rs1 001 imm[4:0] 0100011",        store(U16, rs2())),
    SW        (I, "imm[11:5] rs2 rs1 010 imm[4:0] 0100011",        store(U32, rs2())),
    SD        (I, "imm[11:5] rs2 rs1 011 imm[4:0] 0100011",        store(S64, rs2())),
    ADDI      (I, "imm[11:0] rs1 000 rd 0010011",                  set(add(rs1(), imm()))),
    SLTI      (I, "imm[11:0] rs1 010 rd 0010011",                  set(op(LT, rs1(), imm()))),
    SLTIU     (I, "imm[11:0] rs1 011 rd 0010011",                  set(op(LTU, rs1(), imm()))),
    XORI      (I, "imm[11:0] rs1 100 rd 0010011",                  set(op(XOR, rs1(), imm()))),
    ORI       (I, "imm[11:0] rs1 110 rd 0010011",                  set(op(OR, rs1(), imm()))),
    ANDI      (I, "imm[11:0] rs1 111 rd 0010011",                  set(and(rs1(), imm()))),
    SLLI      (I, "000000 uimm[5:0] rs1 001 rd 0010011",           set(op(SLL, rs1(), imm()))),
    SRLI      (I, "000000 uimm[5:0] rs1 101 rd 0010011",           set(op(SRL, rs1(), imm()))),
    SRAI      (I, "010000 uimm[5:0] rs1 101 rd 0010011",           set(op(SRA, rs1(), imm()))),
    ADD_      (I, "0000000 rs2 rs1 000 rd 0110011",                set(add(rs1(), rs2()))),
    SUB_      (I, "0100000 rs2 rs1 000 rd 0110011",                set(op(SUB, rs1(), rs2()))),
    SLL_      (I, "0000000 rs2 rs1 001 rd 0110011",                set(op(SLL, rs1(), rs2()))),
    SLT       (I, "0000000 rs2 rs1 010 rd 0110011",                set(op(LT, rs1(), rs2()))),
    SLTU      (I, "0000000 rs2 rs1 011 rd 0110011",                set(op(LTU, rs1(), rs2()))),
    XOR_      (I, "0000000 rs2 rs1 100 rd 0110011",                set(op(XOR, rs1(), rs2()))),
    SRL_      (I, "0000000 rs2 rs1 101 rd 0110011",                set(op(SRL, rs1(), rs2()))),
    SRA_      (I, "0100000 rs2 rs1 101 rd 0110011",                set(op(SRA, rs1(), rs2()))),
    OR_       (I, "0000000 rs2 rs1 110 rd 0110011",                set(op(OR, rs1(), rs2()))),
    AND_      (I, "0000000 rs2 rs1 111 rd 0110011",                set(and(rs1(), rs2()))),
    FENCE     (I, "imm[11:0] rs1 000 rd 0001111",                  new Meaning.Fence()),
    ECALL     (I, "00000000000000000000000001110011",              new Meaning.EnvironmentCall()),
    EBREAK    (I, "00000000000100000000000001110011",              new Meaning.Breakpoint()),
    ADDIW     (I, "imm[11:0] rs1 000 rd 0011011",                  set(word(add(rs1(), imm())))),
    SLLIW     (I, "0000000 uimm[4:0] rs1 001 rd 0011011",          set(word(op(SLL, rs1(), imm())))),
    SRLIW     (I, "0000000 uimm[4:0] rs1 101 rd 0011011",          set(word(op(SRL, uword(rs1()), imm())))),
    SRAIW     (I, "0100000 uimm[4:0] rs1 101 rd 0011011",          set(op(SRA, word(rs1()), imm()))),
    ADDW      (I, "0000000 rs2 rs1 000 rd 0111011",                set(word(add(rs1(), rs2())))),
    SUBW      (I, "0100000 rs2 rs1 000 rd 0111011",                set(word(op(SUB, rs1(), rs2())))),
    SLLW      (I, "0000000 rs2 rs1 001 rd 0111011",                set(word(op(SLL, rs1(), and(rs2(), of(31)))))),
    SRLW      (I, "0000000 rs2 rs1 101 rd 0111011",                set(word(op(SRL, uword(rs1()), and(rs2(), of(31)))))),
    SRAW      (I, "0100000 rs2 rs1 101 rd 0111011",                set(op(SRA, word(rs1()), and(rs2(), of(31))))),

    FENCE_I   (ZIFENCEI, "imm[11:0] rs1 001 rd 0001111",           new Meaning.InstructionFence()),

    CSRRW     (ZICSR, "csr rs1 001 rd 1110011",                    set(csr(Expr.CsrOperation.WRITE, rs1()))),
    CSRRS     (ZICSR, "csr rs1 010 rd 1110011",                    set(csr(Expr.CsrOperation.SET, rs1()))),
    CSRRC     (ZICSR, "csr rs1 011 rd 1110011",                    set(csr(Expr.CsrOperation.CLEAR, rs1()))),
    CSRRWI    (ZICSR, "csr rs1 101 rd 1110011",                    set(csr(Expr.CsrOperation.WRITE, number()))),
    CSRRSI    (ZICSR, "csr rs1 110 rd 1110011",                    set(csr(Expr.CsrOperation.SET, number()))),
    CSRRCI    (ZICSR, "csr rs1 111 rd 1110011",                    set(csr(Expr.CsrOperation.CLEAR, number()))),

    MUL_      (M, "0000001 rs2 rs1 000 rd 0110011",                set(op(MUL, rs1(), rs2()))),
    MULH_     (M, "0000001 rs2 rs1 001 rd 0110011",                set(op(MULH, rs1(), rs2()))),
    MULHSU_   (M, "0000001 rs2 rs1 010 rd 0110011",                set(op(MULHSU, rs1(), rs2()))),
    MULHU_    (M, "0000001 rs2 rs1 011 rd 0110011",                set(op(MULHU, rs1(), rs2()))),
    DIV_      (M, "0000001 rs2 rs1 100 rd 0110011",                set(op(DIV, rs1(), rs2()))),
    DIVU_     (M, "0000001 rs2 rs1 101 rd 0110011",                set(op(DIVU, rs1(), rs2()))),
    REM_      (M, "0000001 rs2 rs1 110 rd 0110011",                set(op(REM, rs1(), rs2()))),
    REMU_     (M, "0000001 rs2 rs1 111 rd 0110011",                set(op(REMU, rs1(), rs2()))),
    MULW      (M, "0000001 rs2 rs1 000 rd 0111011",                set(word(op(MUL, rs1(), rs2())))),
    DIVW      (M, "0000001 rs2 rs1 100 rd 0111011",                set(word(op(DIV, word(rs1()), word(rs2()))))),
    DIVUW     (M, "0000001 rs2 rs1 101 rd 0111011",                set(word(op(DIVU, uword(rs1()), uword(rs2()))))),
    REMW      (M, "0000001 rs2 rs1 110 rd 0111011",                set(word(op(REM, word(rs1()), word(rs2()))))),
    REMUW     (M, "0000001 rs2 rs1 111 rd 0111011",                set(word(op(REMU, uword(rs1()), uword(rs2()))))),

    LR_W      (A, "00010 aqrl 00000 rs1 010 rd 0101111",           set(new Expr.LoadReserved(S32, rs1()))),
    SC_W      (A, "00011 aqrl rs2 rs1 010 rd 0101111",             set(new Expr.StoreConditional(U32, rs1(), rs2()))),
    AMOSWAP_W (A, "00001 aqrl rs2 rs1 010 rd 0101111",             amo(S32, SECOND)),
    AMOADD_W  (A, "00000 aqrl rs2 rs1 010 rd 0101111",             amo(S32, ADD)),
    AMOXOR_W  (A, "00100 aqrl rs2 rs1 010 rd 0101111",             amo(S32, XOR)),
    AMOAND_W  (A, "01100 aqrl rs2 rs1 010 rd 0101111",             amo(S32, AND)),
    AMOOR_W   (A, "01000 aqrl rs2 rs1 010 rd 0101111",             amo(S32, OR)),
    AMOMIN_W  (A, "10000 aqrl rs2 rs1 010 rd 0101111",             amo(S32, MIN)),
    AMOMAX_W  (A, "10100 aqrl rs2 rs1 010 rd 0101111",             amo(S32, MAX)),
    AMOMINU_W (A, "11000 aqrl rs2 rs1 010 rd 0101111",             amo(S32, MINU)),
    AMOMAXU_W (A, "11100 aqrl rs2 rs1 010 rd 0101111",             amo(S32, MAXU)),
    LR_D      (A, "00010 aqrl 00000 rs1 011 rd 0101111",           set(new Expr.LoadReserved(S64, rs1()))),
    SC_D      (A, "00011 aqrl rs2 rs1 011 rd 0101111",             set(new Expr.StoreConditional(S64, rs1(), rs2()))),
    AMOSWAP_D (A, "00001 aqrl rs2 rs1 011 rd 0101111",             amo(S64, SECOND)),
    AMOADD_D  (A, "00000 aqrl rs2 rs1 011 rd 0101111",             amo(S64, ADD)),
    AMOXOR_D  (A, "00100 aqrl rs2 rs1 011 rd 0101111",             amo(S64, XOR)),
    AMOAND_D  (A, "01100 aqrl rs2 rs1 011 rd 0101111",             amo(S64, AND)),
    AMOOR_D   (A, "01000 aqrl rs2 rs1 011 rd 0101111",             amo(S64, OR)),
    AMOMIN_D  (A, "10000 aqrl rs2 rs1 011 rd 0101111",             amo(S64, MIN)),
    AMOMAX_D  (A, "10100 aqrl rs2 rs1 011 rd 0101111",             amo(S64, MAX)),
    AMOMINU_D (A, "11000 aqrl rs2 rs1 011 rd 0101111",             amo(S64, MINU)),
    AMOMAXU_D (A, "11100 aqrl rs2 rs1 011 rd 0101111",             amo(S64, MAXU)),

    FLW       (F, "imm[11:0] rs1 010 rd 0000111",                  setF(op(FMV_W_X, load(S32)))),
    FSW       (F, "imm[11:5] rs2 rs1 010 imm[4:0] 0100111",        store(U32, f(Operand.RS2))),
    FMADD_S_  (F, "rs3 00 rs2 rs1 rm rd 1000011",                  setF(op(FMADD_S, f1(), f2(), f3()))),
    FMSUB_S   (F, "rs3 00 rs2 rs1 rm rd 1000111",                  setF(op(FMADD_S, f1(), f2(), negS(f3())))),
    FNMSUB_S  (F, "rs3 00 rs2 rs1 rm rd 1001011",                  setF(op(FMADD_S, negS(f1()), f2(), f3()))),
    FNMADD_S  (F, "rs3 00 rs2 rs1 rm rd 1001111",                  setF(op(FMADD_S, negS(f1()), f2(), negS(f3())))),
    FADD_S_   (F, "0000000 rs2 rs1 rm rd 1010011",                 setF(op(FADD_S, f1(), f2()))),
    FSUB_S_   (F, "0000100 rs2 rs1 rm rd 1010011",                 setF(op(FSUB_S, f1(), f2()))),
    FMUL_S_   (F, "0001000 rs2 rs1 rm rd 1010011",                 setF(op(FMUL_S, f1(), f2()))),
    FDIV_S_   (F, "0001100 rs2 rs1 rm rd 1010011",                 setF(op(FDIV_S, f1(), f2()))),
    FSQRT_S_  (F, "0101100 00000 rs1 rm rd 1010011",               setF(op(FSQRT_S, f1()))),
    FSGNJ_S_  (F, "0010000 rs2 rs1 000 rd 1010011",                setF(op(FSGNJ_S, f1(), f2()))),
    FSGNJN_S_ (F, "0010000 rs2 rs1 001 rd 1010011",                setF(op(FSGNJN_S, f1(), f2()))),
    FSGNJX_S_ (F, "0010000 rs2 rs1 010 rd 1010011",                setF(op(FSGNJX_S, f1(), f2()))),
    FMIN_S_   (F, "0010100 rs2 rs1 000 rd 1010011",                setF(op(FMIN_S, f1(), f2()))),
    FMAX_S_   (F, "0010100 rs2 rs1 001 rd 1010011",                setF(op(FMAX_S, f1(), f2()))),
    FCVT_W_S_ (F, "1100000 00000 rs1 rm rd 1010011",               set(op(FCVT_W_S, f1()))),
    FCVT_WU_S_(F, "1100000 00001 rs1 rm rd 1010011",               set(op(FCVT_WU_S, f1()))),
    FCVT_L_S_ (F, "1100000 00010 rs1 rm rd 1010011",               set(op(FCVT_L_S, f1()))),
    FCVT_LU_S_(F, "1100000 00011 rs1 rm rd 1010011",               set(op(FCVT_LU_S, f1()))),
    FMV_X_W_  (F, "1110000 00000 rs1 000 rd 1010011",              set(op(FMV_X_W, f1()))),
    FEQ_S_    (F, "1010000 rs2 rs1 010 rd 1010011",                set(op(FEQ_S, f1(), f2()))),
    FLT_S_    (F, "1010000 rs2 rs1 001 rd 1010011",                set(op(FLT_S, f1(), f2()))),
    FLE_S_    (F, "1010000 rs2 rs1 000 rd 1010011",                set(op(FLE_S, f1(), f2()))),
    FCLASS_S_ (F, "1110000 00000 rs1 001 rd 1010011",              set(op(FCLASS_S, f1()))),
    FCVT_S_W_ (F, "1101000 00000 rs1 rm rd 1010011",               setF(op(FCVT_S_W, rs1()))),
    FCVT_S_WU_(F, "1101000 00001 rs1 rm rd 1010011",               setF(op(FCVT_S_WU, rs1()))),
    FCVT_S_L_ (F, "1101000 00010 rs1 rm rd 1010011",               setF(op(FCVT_S_L, rs1()))),
    FCVT_S_LU_(F, "1101000 00011 rs1 rm rd 1010011",               setF(op(FCVT_S_LU, rs1()))),
    FMV_W_X_  (F, "1111000 00000 rs1 000 rd 1010011",              setF(op(FMV_W_X, rs1()))),

    FLD       (D, "imm[11:0] rs1 011 rd 0000111",                  setF(load(S64))),
    FSD       (D, "imm[11:5] rs2 rs1 011 imm[4:0] 0100111",        store(S64, f(Operand.RS2))),
    FMADD_D_  (D, "rs3 01 rs2 rs1 rm rd 1000011",                  setF(op(FMADD_D, f1(), f2(), f3()))),
    FMSUB_D   (D, "rs3 01 rs2 rs1 rm rd 1000111",                  setF(op(FMADD_D, f1(), f2(), negD(f3())))),
    FNMSUB_D  (D, "rs3 01 rs2 rs1 rm rd 1001011",                  setF(op(FMADD_D, negD(f1()), f2(), f3()))),
    FNMADD_D  (D, "rs3 01 rs2 rs1 rm rd 1001111",                  setF(op(FMADD_D, negD(f1()), f2(), negD(f3())))),
    FADD_D_   (D, "0000001 rs2 rs1 rm rd 1010011",                 setF(op(FADD_D, f1(), f2()))),
    FSUB_D_   (D, "0000101 rs2 rs1 rm rd 1010011",                 setF(op(FSUB_D, f1(), f2()))),
    FMUL_D_   (D, "0001001 rs2 rs1 rm rd 1010011",                 setF(op(FMUL_D, f1(), f2()))),
    FDIV_D_   (D, "0001101 rs2 rs1 rm rd 1010011",                 setF(op(FDIV_D, f1(), f2()))),
    FSQRT_D_  (D, "0101101 00000 rs1 rm rd 1010011",               setF(op(FSQRT_D, f1()))),
    FSGNJ_D_  (D, "0010001 rs2 rs1 000 rd 1010011",                setF(op(FSGNJ_D, f1(), f2()))),
    FSGNJN_D_ (D, "0010001 rs2 rs1 001 rd 1010011",                setF(op(FSGNJN_D, f1(), f2()))),
    FSGNJX_D_ (D, "0010001 rs2 rs1 010 rd 1010011",                setF(op(FSGNJX_D, f1(), f2()))),
    FMIN_D_   (D, "0010101 rs2 rs1 000 rd 1010011",                setF(op(FMIN_D, f1(), f2()))),
    FMAX_D_   (D, "0010101 rs2 rs1 001 rd 1010011",                setF(op(FMAX_D, f1(), f2()))),
    FCVT_S_D_ (D, "0100000 00001 rs1 rm rd 1010011",               setF(op(FCVT_S_D, f1()))),
    FCVT_D_S_ (D, "0100001 00000 rs1 rm rd 1010011",               setF(op(FCVT_D_S, f1()))),
    FEQ_D_    (D, "1010001 rs2 rs1 010 rd 1010011",                set(op(FEQ_D, f1(), f2()))),
    FLT_D_    (D, "1010001 rs2 rs1 001 rd 1010011",                set(op(FLT_D, f1(), f2()))),
    FLE_D_    (D, "1010001 rs2 rs1 000 rd 1010011",                set(op(FLE_D, f1(), f2()))),
    FCLASS_D_ (D, "1110001 00000 rs1 001 rd 1010011",              set(op(FCLASS_D, f1()))),
    FCVT_W_D_ (D, "1100001 00000 rs1 rm rd 1010011",               set(op(FCVT_W_D, f1()))),
    FCVT_WU_D_(D, "1100001 00001 rs1 rm rd 1010011",               set(op(FCVT_WU_D, f1()))),
    FCVT_L_D_ (D, "1100001 00010 rs1 rm rd 1010011",               set(op(FCVT_L_D, f1()))),
    FCVT_LU_D_(D, "1100001 00011 rs1 rm rd 1010011",               set(op(FCVT_LU_D, f1()))),
    FCVT_D_W_ (D, "1101001 00000 rs1 rm rd 1010011",               setF(op(FCVT_D_W, rs1()))),
    FCVT_D_WU_(D, "1101001 00001 rs1 rm rd 1010011",               setF(op(FCVT_D_WU, rs1()))),
    FCVT_D_L_ (D, "1101001 00010 rs1 rm rd 1010011",               setF(op(FCVT_D_L, rs1()))),
    FCVT_D_LU_(D, "1101001 00011 rs1 rm rd 1010011",               setF(op(FCVT_D_LU, rs1()))),
    FMV_X_D   (D, "1110001 00000 rs1 000 rd 1010011",              set(f1())),
    FMV_D_X   (D, "1111001 00000 rs1 000 rd 1010011",              setF(rs1())),

    ADD_UW    (ZBA, "0000100 rs2 rs1 000 rd 0111011",              set(add(uword(rs1()), rs2()))),
    SH1ADD    (ZBA, "0010000 rs2 rs1 010 rd 0110011",              set(add(op(SLL, rs1(), of(1)), rs2()))),
    SH2ADD    (ZBA, "0010000 rs2 rs1 100 rd 0110011",              set(add(op(SLL, rs1(), of(2)), rs2()))),
    SH3ADD    (ZBA, "0010000 rs2 rs1 110 rd 0110011",              set(add(op(SLL, rs1(), of(3)), rs2()))),
    SH1ADD_UW (ZBA, "0010000 rs2 rs1 010 rd 0111011",              set(add(op(SLL, uword(rs1()), of(1)), rs2()))),
    SH2ADD_UW (ZBA, "0010000 rs2 rs1 100 rd 0111011",              set(add(op(SLL, uword(rs1()), of(2)), rs2()))),
    SH3ADD_UW (ZBA, "0010000 rs2 rs1 110 rd 0111011",              set(add(op(SLL, uword(rs1()), of(3)), rs2()))),
    SLLI_UW   (ZBA, "000010 uimm[5:0] rs1 001 rd 0011011",         set(op(SLL, uword(rs1()), imm()))),

    ANDN      (ZBB, "0100000 rs2 rs1 111 rd 0110011",              set(and(rs1(), not(rs2())))),
    ORN       (ZBB, "0100000 rs2 rs1 110 rd 0110011",              set(op(OR, rs1(), not(rs2())))),
    XNOR      (ZBB, "0100000 rs2 rs1 100 rd 0110011",              set(not(op(XOR, rs1(), rs2())))),
    CLZ_      (ZBB, "011000000000 rs1 001 rd 0010011",             set(op(CLZ, rs1()))),
    CLZW      (ZBB, "011000000000 rs1 001 rd 0011011",             set(op(SUB, op(CLZ, uword(rs1())), of(32)))),
    CTZ_      (ZBB, "011000000001 rs1 001 rd 0010011",             set(op(CTZ, rs1()))),
    CTZW      (ZBB, "011000000001 rs1 001 rd 0011011",             set(op(CTZ, op(OR, rs1(), of(1L << 32))))),
    CPOP_     (ZBB, "011000000010 rs1 001 rd 0010011",             set(op(CPOP, rs1()))),
    CPOPW     (ZBB, "011000000010 rs1 001 rd 0011011",             set(op(CPOP, uword(rs1())))),
    MAX_      (ZBB, "0000101 rs2 rs1 110 rd 0110011",              set(op(MAX, rs1(), rs2()))),
    MAXU_     (ZBB, "0000101 rs2 rs1 111 rd 0110011",              set(op(MAXU, rs1(), rs2()))),
    MIN_      (ZBB, "0000101 rs2 rs1 100 rd 0110011",              set(op(MIN, rs1(), rs2()))),
    MINU_     (ZBB, "0000101 rs2 rs1 101 rd 0110011",              set(op(MINU, rs1(), rs2()))),
    SEXT_B    (ZBB, "011000000100 rs1 001 rd 0010011",             set(op(SEXT8, rs1()))),
    SEXT_H    (ZBB, "011000000101 rs1 001 rd 0010011",             set(op(SEXT16, rs1()))),
    ZEXT_H    (ZBB, "000010000000 rs1 100 rd 0111011",             set(op(ZEXT16, rs1()))),
    ROL_      (ZBB, "0110000 rs2 rs1 001 rd 0110011",              set(op(ROL, rs1(), rs2()))),
    ROLW_     (ZBB, "0110000 rs2 rs1 001 rd 0111011",              set(op(ROLW, rs1(), rs2()))),
    ROR_      (ZBB, "0110000 rs2 rs1 101 rd 0110011",              set(op(ROR, rs1(), rs2()))),
    RORI      (ZBB, "011000 uimm[5:0] rs1 101 rd 0010011",         set(op(ROR, rs1(), imm()))),
    RORIW     (ZBB, "0110000 uimm[4:0] rs1 101 rd 0011011",        set(op(RORW, rs1(), imm()))),
    RORW_     (ZBB, "0110000 rs2 rs1 101 rd 0111011",              set(op(RORW, rs1(), rs2()))),
    ORC_B     (ZBB, "001010000111 rs1 101 rd 0010011",             set(op(ORCB, rs1()))),
    REV8_     (ZBB, "011010111000 rs1 101 rd 0010011",             set(op(REV8, rs1()))),

    CLMUL_    (ZBC, "0000101 rs2 rs1 001 rd 0110011",              set(op(CLMUL, rs1(), rs2()))),
    CLMULH_   (ZBC, "0000101 rs2 rs1 011 rd 0110011",              set(op(CLMULH, rs1(), rs2()))),
    CLMULR_   (ZBC, "0000101 rs2 rs1 010 rd 0110011",              set(op(CLMULR, rs1(), rs2()))),

    BCLR      (ZBS, "0100100 rs2 rs1 001 rd 0110011",              set(and(rs1(), not(bit(rs2()))))),
    BCLRI     (ZBS, "010010 uimm[5:0] rs1 001 rd 0010011",         set(and(rs1(), not(bit(imm()))))),
    BEXT      (ZBS, "0100100 rs2 rs1 101 rd 0110011",              set(and(op(SRL, rs1(), rs2()), of(1)))),
    BEXTI     (ZBS, "010010 uimm[5:0] rs1 101 rd 0010011",         set(and(op(SRL, rs1(), imm()), of(1)))),
    BINV      (ZBS, "0110100 rs2 rs1 001 rd 0110011",              set(op(XOR, rs1(), bit(rs2())))),
    BINVI     (ZBS, "011010 uimm[5:0] rs1 001 rd 0010011",         set(op(XOR, rs1(), bit(imm())))),
    BSET      (ZBS, "0010100 rs2 rs1 001 rd 0110011",              set(op(OR, rs1(), bit(rs2())))),
    BSETI     (ZBS, "001010 uimm[5:0] rs1 001 rd 0010011",         set(op(OR, rs1(), bit(imm())))),

    CZERO_EQZ (ZICOND, "0000111 rs2 rs1 101 rd 0110011",           set(op(SELECT, rs2(), rs1(), of(0)))),
    CZERO_NEZ (ZICOND, "0000111 rs2 rs1 111 rd 0110011",           set(op(SELECT, rs2(), of(0), rs1()))),

    C_ADDI4SPN("000 nzuimm[5:4|9:6|2|3] rd' 00",                   "addi rd x2 imm"),
    C_FLD     ("001 uimm[5:3] rs1' uimm[7:6] rd' 00",              "fld rd rs1 imm"),
    C_LW      ("010 uimm[5:3] rs1' uimm[2|6] rd' 00",              "lw rd rs1 imm"),
    C_LD      ("011 uimm[5:3] rs1' uimm[7:6] rd' 00",              "ld rd rs1 imm"),
    C_FSD     ("101 uimm[5:3] rs1' uimm[7:6] rs2' 00",             "fsd rs1 rs2 imm"),
    C_SW      ("110 uimm[5:3] rs1' uimm[2|6] rs2' 00",             "sw rs1 rs2 imm"),
    C_SD      ("111 uimm[5:3] rs1' uimm[7:6] rs2' 00",             "sd rs1 rs2 imm"),
    C_ADDI    ("000 imm[5] rd imm[4:0] 01",                        "addi rd rd imm"),
    C_ADDIW   ("001 imm[5] rd!=0 imm[4:0] 01",                     "addiw rd rd imm"),
    C_LI      ("010 imm[5] rd imm[4:0] 01",                        "addi rd x0 imm"),
    C_ADDI16SP("011 nzimm[9] 00010 nzimm[4|6|8:7|5] 01",           "addi x2 x2 imm"),
    C_LUI     ("011 nzimm[17] rd!=2 nzimm[16:12] 01",              "lui rd imm"),
    C_SRLI    ("100 uimm[5] 00 rd' uimm[4:0] 01",                  "srli rd rd imm"),
    C_SRAI    ("100 uimm[5] 01 rd' uimm[4:0] 01",                  "srai rd rd imm"),
    C_ANDI    ("100 imm[5] 10 rd' imm[4:0] 01",                    "andi rd rd imm"),
    C_SUB     ("100011 rd' 00 rs2' 01",                            "sub rd rd rs2"),
    C_XOR     ("100011 rd' 01 rs2' 01",                            "xor rd rd rs2"),
    C_OR      ("100011 rd' 10 rs2' 01",                            "or rd rd rs2"),
    C_AND     ("100011 rd' 11 rs2' 01",                            "and rd rd rs2"),
    C_SUBW    ("100111 rd' 00 rs2' 01",                            "subw rd rd rs2"),
    C_ADDW    ("100111 rd' 01 rs2' 01",                            "addw rd rd rs2"),
    C_J       ("101 imm[11|4|9:8|10|6|7|3:1|5] 01",                "jal x0 imm"),
    C_BEQZ    ("110 imm[8|4:3] rs1' imm[7:6|2:1|5] 01",            "beq rs1 x0 imm"),
    C_BNEZ    ("111 imm[8|4:3] rs1' imm[7:6|2:1|5] 01",            "bne rs1 x0 imm"),
    C_SLLI    ("000 uimm[5] rd uimm[4:0] 10",                      "slli rd rd imm"),
    C_FLDSP   ("001 uimm[5] rd uimm[4:3|8:6] 10",                  "fld rd x2 imm"),
    C_LWSP    ("010 uimm[5] rd!=0 uimm[4:2|7:6] 10",               "lw rd x2 imm"),
    C_LDSP    ("011 uimm[5] rd!=0 uimm[4:3|8:6] 10",               "ld rd x2 imm"),
    C_JR      ("1000 rs1!=0 0000010",                              "jalr x0 rs1 0"),
    C_MV      ("1000 rd rs2!=0 10",                                "add rd x0 rs2"),
    C_EBREAK  ("1001000000000010",                                 "ebreak"),
    C_JALR    ("1001 rs1!=0 0000010",                              "jalr x1 rs1 0"),
    C_ADD     ("1001 rd rs2!=0 10",                                "add rd rd rs2"),
    C_FSDSP   ("101 uimm[5:3|8:6] rs2 10",                         "fsd x2 rs2 imm"),
    C_SWSP    ("110 uimm[5:2|7:6] rs2 10",                         "sw x2 rs2 imm"),
    C_SDSP    ("111 uimm[5:3|8:6] rs2 10",                         "sd x2 rs2 imm");

    private final Extension extension;
    private final Encoding encoding;
    private final Meaning meaning;
    private final String mnemonic;

    Opcode(Extension extension, String row, Meaning meaning) {
        this.extension = extension;
        this.encoding = new Encoding(row);
        this.meaning = meaning;
        this.mnemonic = trimmed(name()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    Opcode(String row, String expansion) {
        this(C, row, new Meaning.Expansion(expansion));
    }

    // A constant that would share its name with a primitive ends with "_".
    private static String trimmed(String name) {
        return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    }

    /// The extension that defines it.
    public Extension extension() {
        return extension;
    }

    /// How it is laid out in its word.
    public Encoding encoding() {
        return encoding;
    }

    /// What executing it does.
    public Meaning meaning() {
        return meaning;
    }

    /// The assembler's name: `fcvt.w.d`, `c.addi`.
    public String mnemonic() {
        return mnemonic;
    }

    /// Whether it is a 16-bit form, which means what its expansion means.
    public boolean compressed() {
        return meaning instanceof Meaning.Expansion;
    }

    /// Whether it has a rounding mode that its result does not depend on.
    public boolean ignoresRounding() {
        return encoding.fields().contains(Field.RM)
                && meaning instanceof Meaning.SetF(Expr.Apply(Primitive primitive, var _))
                && !primitive.rounds();
    }

    private static Meaning set(Expr value) {
        return new Meaning.SetX(value);
    }

    private static Meaning setF(Expr value) {
        return new Meaning.SetF(value);
    }

    private static Meaning store(Width width, Expr value) {
        return new Meaning.Store(width, add(rs1(), imm()), value);
    }

    private static Meaning branch(Expr condition) {
        return new Meaning.Branch(condition);
    }

    private static Meaning jump(Expr target) {
        return new Meaning.Jump(target);
    }

    private static Meaning amo(Width width, Primitive combine) {
        return set(new Expr.Amo(width, combine, rs1(), width == S32 ? word(rs2()) : rs2()));
    }

    private static Expr load(Width width) {
        return new Expr.Load(width, add(rs1(), imm()));
    }

    private static Expr csr(Expr.CsrOperation operation, Expr source) {
        return new Expr.Csr(operation, source);
    }

    private static Expr op(Primitive primitive, Expr... arguments) {
        return new Expr.Apply(primitive, List.of(arguments));
    }

    private static Expr add(Expr a, Expr b) {
        return op(ADD, a, b);
    }

    private static Expr and(Expr a, Expr b) {
        return op(AND, a, b);
    }

    private static Expr not(Expr a) {
        return op(XOR, a, of(-1));
    }

    private static Expr bit(Expr number) {
        return op(SLL, of(1), number);
    }

    private static Expr word(Expr a) {
        return op(SEXT32, a);
    }

    private static Expr uword(Expr a) {
        return op(ZEXT32, a);
    }

    private static Expr negS(Expr a) {
        return op(FSGNJN_S, a, a);
    }

    private static Expr negD(Expr a) {
        return op(FSGNJN_D, a, a);
    }

    private static Expr of(long value) {
        return new Expr.Const(value);
    }

    private static Expr imm() {
        return new Expr.Imm();
    }

    private static Expr pc() {
        return new Expr.Pc();
    }

    private static Expr rs1() {
        return new Expr.X(Operand.RS1);
    }

    private static Expr rs2() {
        return new Expr.X(Operand.RS2);
    }

    private static Expr number() {
        return new Expr.Number(Operand.RS1);
    }

    private static Expr f(Operand operand) {
        return new Expr.F(operand);
    }

    private static Expr f1() {
        return f(Operand.RS1);
    }

    private static Expr f2() {
        return f(Operand.RS2);
    }

    private static Expr f3() {
        return f(Operand.RS3);
    }
}
