package dev.tracewright.engine;

import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.IllegalInstruction;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.isa.semantics.Operand;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.MemoryFault;
import dev.tracewright.memory.Permission;

import java.util.List;

/// Executes one instruction at a time by walking its meaning: slow, and obviously right.
final class ReferenceInterpreter {
    private static final int DECODED_BITS = 12;

    private final Instruction[] decoded = new Instruction[1 << DECODED_BITS];
    private final CodeRegions regions;
    private final ControlFlow controlFlow;

    /// @param regions what is to be forgotten at an instruction fence
    /// @param controlFlow is told where control went
    ReferenceInterpreter(CodeRegions regions, ControlFlow controlFlow) {
        this.regions = regions;
        this.controlFlow = controlFlow;
    }

    /// Executes the instruction at `hart.pc`.
    ///
    /// @return the trap if it did not retire, or null
    Trap step(Hart hart) {
        long pc = hart.pc;
        int word = 0;
        try {
            word = fetch(hart.memory, pc);
            Instruction instruction = decode(word);
            Trap trap = execute(hart, instruction);
            if (trap == null) {
                hart.instret++;
            }
            return trap;
        } catch (MemoryFault fault) {
            return trap(fault, pc);
        } catch (IllegalInstruction _) {
            return illegal(pc, word);
        }
    }

    // What a word means never changes, so words that were decoded are remembered.
    private Instruction decode(int word) {
        int slot = (word ^ word >>> 15) * 0x9e3779b1 >>> 32 - DECODED_BITS;
        Instruction known = decoded[slot];
        if (known == null || known.word() != word) {
            known = Decoder.decode(word).orElseThrow(() -> IllegalInstruction.INSTANCE);
            decoded[slot] = known;
        }
        return known;
    }

    /// The word at an address: 16 or 32 bits, as its first parcel says.
    static int fetch(GuestMemory memory, long pc) {
        int parcel = memory.fetchParcel(pc);
        return Decoder.length(parcel) == 2 ? parcel : memory.fetchParcel(pc + 2) << 16 | parcel;
    }

    /// The trap for a refused access by the instruction at `pc`.
    static Trap trap(MemoryFault fault, long pc) {
        boolean misaligned = fault.reason == MemoryFault.Reason.MISALIGNED;
        Cause cause =
                switch (fault.access) {
                    case Permission.EXECUTE -> Cause.INSTRUCTION_ACCESS;
                    case Permission.READ -> misaligned ? Cause.LOAD_ALIGNMENT : Cause.LOAD_ACCESS;
                    default -> misaligned ? Cause.STORE_ALIGNMENT : Cause.STORE_ACCESS;
                };
        return new Trap(cause, pc, fault.address);
    }

    /// The trap for a word at `pc` that is no instruction.
    static Trap illegal(long pc, int word) {
        int significant = Decoder.length(word) == 2 ? word & 0xffff : word;
        return new Trap(Cause.ILLEGAL_INSTRUCTION, pc, Integer.toUnsignedLong(significant));
    }

    private Trap execute(Hart hart, Instruction i) {
        long pc = hart.pc;
        long next = pc + i.length();
        if (i.exactButDynamic()) {
            hart.fcsr.resolve(i.rm());
        }
        Meaning meaning = i.opcode().meaning();
        // What other engines leave to this one most; to link the switch costs a short run 10 ms.
        if (meaning instanceof Meaning.EnvironmentCall) {
            return new Trap(Cause.ENVIRONMENT_CALL, pc, 0);
        }
        switch (meaning) {
            case Meaning.SetX(Expr value) -> {
                long result = evaluate(hart, i, value);
                if (i.rd() != 0) {
                    hart.x[i.rd()] = result;
                }
            }
            case Meaning.SetF(Expr value) -> hart.f[i.rd()] = evaluate(hart, i, value);
            case Meaning.Store(Width width, Expr address, Expr value) ->
                    store(hart.memory, width, evaluate(hart, i, address), evaluate(hart, i, value));
            case Meaning.Branch(Expr condition) -> {
                boolean taken = evaluate(hart, i, condition) != 0;
                controlFlow.branch(pc, taken);
                next = taken ? pc + i.imm() : next;
            }
            case Meaning.Jump jump -> {
                long target = evaluate(hart, i, jump.target());
                if (i.rd() != 0) {
                    hart.x[i.rd()] = next;
                }
                if (jump.direct()) {
                    controlFlow.jump(pc);
                } else {
                    controlFlow.indirect(pc, target);
                }
                next = target;
            }
            case Meaning.Breakpoint _ -> {
                return new Trap(Cause.BREAKPOINT, pc, 0);
            }
            case Meaning.Fence _ -> {}
            case Meaning.InstructionFence _ -> regions.clear();
            case Meaning.EnvironmentCall _, Meaning.Expansion _ -> throw new AssertionError(i);
        }
        hart.pc = next;
        return null;
    }

    private long evaluate(Hart hart, Instruction i, Expr expr) {
        return switch (expr) {
            case Expr.Const(long value) -> value;
            case Expr.X(Operand operand) -> hart.x[number(i, operand)];
            case Expr.F(Operand operand) -> hart.f[number(i, operand)];
            case Expr.Number(Operand operand) -> number(i, operand);
            case Expr.Imm() -> i.imm();
            case Expr.Pc() -> hart.pc;
            case Expr.Apply(Primitive primitive, List<Expr> arguments) ->
                    apply(hart, i, primitive, arguments);
            case Expr.Load(Width width, Expr address) ->
                    load(hart.memory, width, evaluate(hart, i, address));
            case Expr.LoadReserved(Width width, Expr address) ->
                    Atomics.loadReserved(hart, width, evaluate(hart, i, address));
            case Expr.StoreConditional(Width width, Expr address, Expr value) ->
                    Atomics.storeConditional(
                            hart, width, evaluate(hart, i, address), evaluate(hart, i, value));
            case Expr.Amo(Width width, Primitive combine, Expr address, Expr value) ->
                    Atomics.update(
                            hart,
                            width,
                            combine,
                            evaluate(hart, i, address),
                            evaluate(hart, i, value));
            case Expr.Csr(Expr.CsrOperation operation, Expr source) ->
                    ControlRegisters.access(
                            hart, i.imm(), operation, evaluate(hart, i, source), i.rs1());
        };
    }

    private long apply(Hart hart, Instruction i, Primitive primitive, List<Expr> arguments) {
        long a = evaluate(hart, i, arguments.get(0));
        long b = arguments.size() > 1 ? evaluate(hart, i, arguments.get(1)) : 0;
        long c = arguments.size() > 2 ? evaluate(hart, i, arguments.get(2)) : 0;
        int rm = primitive.rounds() ? hart.fcsr.resolve(i.rm()) : 0;
        return primitive.apply(a, b, c, rm, hart.fcsr);
    }

    private static int number(Instruction i, Operand operand) {
        return switch (operand) {
            case RD -> i.rd();
            case RS1 -> i.rs1();
            case RS2 -> i.rs2();
            case RS3 -> i.rs3();
        };
    }

    static long load(GuestMemory memory, Width width, long address) {
        return switch (width) {
            case S8 -> memory.loadByte(address);
            case U8 -> memory.loadByte(address) & 0xff;
            case S16 -> memory.loadShort(address);
            case U16 -> memory.loadShort(address) & 0xffff;
            case S32 -> memory.loadInt(address);
            case U32 -> Integer.toUnsignedLong(memory.loadInt(address));
            case S64 -> memory.loadLong(address);
        };
    }

    private static void store(GuestMemory memory, Width width, long address, long value) {
        switch (width.bytes()) {
            case 1 -> memory.storeByte(address, (int) value);
            case 2 -> memory.storeShort(address, (int) value);
            case 4 -> memory.storeInt(address, (int) value);
            default -> memory.storeLong(address, value);
        }
    }
}
