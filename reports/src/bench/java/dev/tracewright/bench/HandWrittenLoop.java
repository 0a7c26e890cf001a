package dev.tracewright.bench;

import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.InterpreterLoop;
import dev.tracewright.engine.LoopState;
import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Integers;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.MemoryFault;

/// What the emitted loop is measured against: the same loop over the same decoded words, written by
/// hand for the instructions of RV64IM. It stops at all others.
final class HandWrittenLoop implements InterpreterLoop {
    // The kinds of decoded words, in the order of the table of opcodes.
    private static final int LUI = 2;
    private static final int AUIPC = LUI + 1;
    private static final int JAL = AUIPC + 1;
    private static final int JALR = JAL + 1;
    private static final int BEQ = JALR + 1;
    private static final int BNE = BEQ + 1;
    private static final int BLT = BNE + 1;
    private static final int BGE = BLT + 1;
    private static final int BLTU = BGE + 1;
    private static final int BGEU = BLTU + 1;
    private static final int LB = BGEU + 1;
    private static final int LH = LB + 1;
    private static final int LW = LH + 1;
    private static final int LD = LW + 1;
    private static final int LBU = LD + 1;
    private static final int LHU = LBU + 1;
    private static final int LWU = LHU + 1;
    private static final int SB = LWU + 1;
    private static final int SH = SB + 1;
    private static final int SW = SH + 1;
    private static final int SD = SW + 1;
    private static final int ADDI = SD + 1;
    private static final int SLTI = ADDI + 1;
    private static final int SLTIU = SLTI + 1;
    private static final int XORI = SLTIU + 1;
    private static final int ORI = XORI + 1;
    private static final int ANDI = ORI + 1;
    private static final int SLLI = ANDI + 1;
    private static final int SRLI = SLLI + 1;
    private static final int SRAI = SRLI + 1;
    private static final int ADD = SRAI + 1;
    private static final int SUB = ADD + 1;
    private static final int SLL = SUB + 1;
    private static final int SLT = SLL + 1;
    private static final int SLTU = SLT + 1;
    private static final int XOR = SLTU + 1;
    private static final int SRL = XOR + 1;
    private static final int SRA = SRL + 1;
    private static final int OR = SRA + 1;
    private static final int AND = OR + 1;
    private static final int FENCE = AND + 1;
    private static final int ECALL = FENCE + 1;
    private static final int EBREAK = ECALL + 1;
    private static final int ADDIW = EBREAK + 1;
    private static final int SLLIW = ADDIW + 1;
    private static final int SRLIW = SLLIW + 1;
    private static final int SRAIW = SRLIW + 1;
    private static final int ADDW = SRAIW + 1;
    private static final int SUBW = ADDW + 1;
    private static final int SLLW = SUBW + 1;
    private static final int SRLW = SLLW + 1;
    private static final int SRAW = SRLW + 1;

    private static final int MUL = 61;
    private static final int MULH = MUL + 1;
    private static final int MULHSU = MULH + 1;
    private static final int MULHU = MULHSU + 1;
    private static final int DIV = MULHU + 1;
    private static final int DIVU = DIV + 1;
    private static final int REM = DIVU + 1;
    private static final int REMU = REM + 1;
    private static final int MULW = REMU + 1;
    private static final int DIVW = MULW + 1;
    private static final int DIVUW = DIVW + 1;
    private static final int REMW = DIVUW + 1;
    private static final int REMUW = REMW + 1;

    /// @throws IllegalStateException if the table of opcodes has changed
    HandWrittenLoop() {
        require(LUI, Opcode.LUI);
        require(SRAW, Opcode.SRAW);
        require(MUL, Opcode.MUL_);
        require(REMUW, Opcode.REMUW);
    }

    private static void require(int kind, Opcode opcode) {
        if (DecodedWord.kind(opcode) != kind) {
            throw new IllegalStateException(
                    "the kind of %s is %d, expected %d"
                            .formatted(opcode.mnemonic(), DecodedWord.kind(opcode), kind));
        }
    }

    @Override
    public int run(LoopState state) {
        GuestMemory memory = state.hart.memory;
        long[] x = state.hart.x;
        long[] words = state.region.words;
        long base = state.region.base;
        int end = state.region.parcels;
        int parcel = state.parcel;
        int remaining = state.remaining;
        int low = 0;
        try {
            while (remaining > 0) {
                remaining--;
                long word = words[parcel];
                low = (int) word;
                parcel += parcels(low);
                switch (low & DecodedWord.KIND_MASK) {
                    case LUI -> x[rd(low)] = immediate(word);
                    case AUIPC ->
                            x[rd(low)] = base + 2L * (parcel - parcels(low)) + immediate(word);
                    case JAL -> {
                        x[rd(low)] = base + 2L * parcel;
                        parcel += immediate(word);
                    }
                    case JALR -> {
                        long target = x[rs1(low)] + immediate(word) & -2;
                        x[rd(low)] = base + 2L * parcel;
                        long distance = target - base >>> 1;
                        if (distance >= end) {
                            state.target = target;
                            return stop(state, parcel, remaining, LEFT);
                        }
                        parcel = (int) distance;
                    }
                    case BEQ -> {
                        if (x[rs1(low)] == x[rs2(low)]) {
                            parcel += immediate(word);
                        }
                    }
                    case BNE -> {
                        if (x[rs1(low)] != x[rs2(low)]) {
                            parcel += immediate(word);
                        }
                    }
                    case BLT -> {
                        if (x[rs1(low)] < x[rs2(low)]) {
                            parcel += immediate(word);
                        }
                    }
                    case BGE -> {
                        if (x[rs1(low)] >= x[rs2(low)]) {
                            parcel += immediate(word);
                        }
                    }
                    case BLTU -> {
                        if (Long.compareUnsigned(x[rs1(low)], x[rs2(low)]) < 0) {
                            parcel += immediate(word);
                        }
                    }
                    case BGEU -> {
                        if (Long.compareUnsigned(x[rs1(low)], x[rs2(low)]) >= 0) {
                            parcel += immediate(word);
                        }
                    }
                    case LB -> x[rd(low)] = memory.loadByte(x[rs1(low)] + immediate(word));
                    case LH -> x[rd(low)] = memory.loadShort(x[rs1(low)] + immediate(word));
                    case LW -> x[rd(low)] = memory.loadInt(x[rs1(low)] + immediate(word));
                    case LD -> x[rd(low)] = memory.loadLong(x[rs1(low)] + immediate(word));
                    case LBU -> x[rd(low)] = memory.loadByte(x[rs1(low)] + immediate(word)) & 0xff;
                    case LHU ->
                            x[rd(low)] = memory.loadShort(x[rs1(low)] + immediate(word)) & 0xffff;
                    case LWU ->
                            x[rd(low)] =
                                    memory.loadInt(x[rs1(low)] + immediate(word)) & 0xffff_ffffL;
                    case SB -> memory.storeByte(x[rs1(low)] + immediate(word), (int) x[rs2(low)]);
                    case SH -> memory.storeShort(x[rs1(low)] + immediate(word), (int) x[rs2(low)]);
                    case SW -> memory.storeInt(x[rs1(low)] + immediate(word), (int) x[rs2(low)]);
                    case SD -> memory.storeLong(x[rs1(low)] + immediate(word), x[rs2(low)]);
                    case ADDI -> x[rd(low)] = x[rs1(low)] + immediate(word);
                    case SLTI -> x[rd(low)] = x[rs1(low)] < immediate(word) ? 1 : 0;
                    case SLTIU ->
                            x[rd(low)] =
                                    Long.compareUnsigned(x[rs1(low)], immediate(word)) < 0 ? 1 : 0;
                    case XORI -> x[rd(low)] = x[rs1(low)] ^ immediate(word);
                    case ORI -> x[rd(low)] = x[rs1(low)] | immediate(word);
                    case ANDI -> x[rd(low)] = x[rs1(low)] & immediate(word);
                    case SLLI -> x[rd(low)] = x[rs1(low)] << immediate(word);
                    case SRLI -> x[rd(low)] = x[rs1(low)] >>> immediate(word);
                    case SRAI -> x[rd(low)] = x[rs1(low)] >> immediate(word);
                    case ADD -> x[rd(low)] = x[rs1(low)] + x[rs2(low)];
                    case SUB -> x[rd(low)] = x[rs1(low)] - x[rs2(low)];
                    case SLL -> x[rd(low)] = x[rs1(low)] << x[rs2(low)];
                    case SLT -> x[rd(low)] = x[rs1(low)] < x[rs2(low)] ? 1 : 0;
                    case SLTU ->
                            x[rd(low)] = Long.compareUnsigned(x[rs1(low)], x[rs2(low)]) < 0 ? 1 : 0;
                    case XOR -> x[rd(low)] = x[rs1(low)] ^ x[rs2(low)];
                    case SRL -> x[rd(low)] = x[rs1(low)] >>> x[rs2(low)];
                    case SRA -> x[rd(low)] = x[rs1(low)] >> x[rs2(low)];
                    case OR -> x[rd(low)] = x[rs1(low)] | x[rs2(low)];
                    case AND -> x[rd(low)] = x[rs1(low)] & x[rs2(low)];
                    case FENCE -> {}
                    case ADDIW -> x[rd(low)] = (int) x[rs1(low)] + immediate(word);
                    case SLLIW -> x[rd(low)] = (int) x[rs1(low)] << immediate(word);
                    case SRLIW -> x[rd(low)] = (int) x[rs1(low)] >>> immediate(word);
                    case SRAIW -> x[rd(low)] = (int) x[rs1(low)] >> immediate(word);
                    case ADDW -> x[rd(low)] = (int) x[rs1(low)] + (int) x[rs2(low)];
                    case SUBW -> x[rd(low)] = (int) x[rs1(low)] - (int) x[rs2(low)];
                    case SLLW -> x[rd(low)] = (int) x[rs1(low)] << (int) x[rs2(low)];
                    case SRLW -> x[rd(low)] = (int) x[rs1(low)] >>> (int) x[rs2(low)];
                    case SRAW -> x[rd(low)] = (int) x[rs1(low)] >> (int) x[rs2(low)];
                    case MUL -> x[rd(low)] = x[rs1(low)] * x[rs2(low)];
                    case MULH -> x[rd(low)] = Math.multiplyHigh(x[rs1(low)], x[rs2(low)]);
                    case MULHSU -> x[rd(low)] = Integers.mulhsu(x[rs1(low)], x[rs2(low)]);
                    case MULHU -> x[rd(low)] = Math.unsignedMultiplyHigh(x[rs1(low)], x[rs2(low)]);
                    case DIV -> x[rd(low)] = Integers.div(x[rs1(low)], x[rs2(low)]);
                    case DIVU -> x[rd(low)] = Integers.divu(x[rs1(low)], x[rs2(low)]);
                    case REM -> x[rd(low)] = Integers.rem(x[rs1(low)], x[rs2(low)]);
                    case REMU -> x[rd(low)] = Integers.remu(x[rs1(low)], x[rs2(low)]);
                    case MULW -> x[rd(low)] = (int) x[rs1(low)] * (int) x[rs2(low)];
                    case DIVW ->
                            x[rd(low)] = (int) Integers.div((int) x[rs1(low)], (int) x[rs2(low)]);
                    case DIVUW ->
                            x[rd(low)] =
                                    (int)
                                            Integers.divu(
                                                    x[rs1(low)] & 0xffff_ffffL,
                                                    x[rs2(low)] & 0xffff_ffffL);
                    case REMW ->
                            x[rd(low)] = (int) Integers.rem((int) x[rs1(low)], (int) x[rs2(low)]);
                    case REMUW ->
                            x[rd(low)] =
                                    (int)
                                            Integers.remu(
                                                    x[rs1(low)] & 0xffff_ffffL,
                                                    x[rs2(low)] & 0xffff_ffffL);
                    default -> {
                        return stop(state, parcel - parcels(low), remaining + 1, STOPPED);
                    }
                }
            }
        } catch (MemoryFault trap) {
            stop(state, parcel - parcels(low), remaining + 1, STOPPED);
            throw trap;
        }
        return stop(state, parcel, remaining, SPENT);
    }

    private static int stop(LoopState state, int parcel, int remaining, int result) {
        state.parcel = parcel;
        state.remaining = remaining;
        state.undispatched = 0;
        return result;
    }

    private static int parcels(int low) {
        return 1 + (low >>> DecodedWord.LENGTH_SHIFT & 1);
    }

    private static int rd(int low) {
        return low >>> DecodedWord.RD_SHIFT & DecodedWord.RD_MASK;
    }

    private static int rs1(int low) {
        return low >>> DecodedWord.RS1_SHIFT & DecodedWord.REGISTER_MASK;
    }

    private static int rs2(int low) {
        return low >>> DecodedWord.RS2_SHIFT & DecodedWord.REGISTER_MASK;
    }

    private static int immediate(long word) {
        return (int) (word >> DecodedWord.IMM_SHIFT);
    }
}
