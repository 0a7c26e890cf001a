package dev.tracewright.jit.amd64;

/// The addresses of the pieces of code that all compiled code shares.
///
/// While compiled code runs, RBP points into the [NativeState], GS has the guest's memory as its
/// base, R15 holds the number of instructions that may still retire, MXCSR is the guest's, and RSP
/// is the host's stack: nothing of the guest may be there, because signal handlers use it.
///
/// @param enter called from Java with the state's pointer and the code's address; returns what left
/// @param leave jumped to, with a reason in EAX: 0 or more for compiled code to choose
/// @param exit called; notes where from, and leaves with [#EXIT]
/// @param deopt called; notes where from and dumps all registers, and leaves with [#DEOPT]
/// @param resume jumped to; goes on behind the last call of `deopt` as if nothing had happened
/// @param lookup jumped to with a guest address in RAX and the guest's state all written back; goes
///   on there, or leaves with [#LOOKUP_MISS] and the address as the state's `PC`
record Stubs(long enter, long leave, long exit, long deopt, long resume, long lookup) {
    /// Control left through [#exit].
    static final int EXIT = -1;

    /// Compiled code cannot go on: the registers are dumped.
    static final int DEOPT = -2;

    /// An indirect jump found no code.
    static final int LOOKUP_MISS = -3;

    /// An access faulted: the registers are dumped, and [StateLayout#SITE] is the instruction.
    static final int FAULT = -4;

    private static final Gpr[] SAVED = {Gpr.RBX, Gpr.RBP, Gpr.R12, Gpr.R13, Gpr.R14, Gpr.R15};

    /// Writes the stubs to the start of a code memory, where they stay.
    static Stubs place(CodeMemory memory) {
        Assembler asm = new Assembler();
        Label leave = new Label();
        int enterAt = enter(asm);
        int leaveAt = leave(asm, leave);
        int exitAt = exit(asm, leave);
        int deoptAt = deopt(asm, leave);
        int resumeAt = resume(asm);
        int lookupAt = lookup(asm, leave);
        long start = memory.place(asm);
        memory.keep();
        return new Stubs(
                start + enterAt,
                start + leaveAt,
                start + exitAt,
                start + deoptAt,
                start + resumeAt,
                start + lookupAt);
    }

    /// RDI is the state's pointer and RSI the code's address.
    private static int enter(Assembler asm) {
        int start = asm.position();
        for (Gpr register : SAVED) {
            asm.push(register);
        }
        asm.mov(64, Gpr.RBP, Gpr.RDI);
        asm.mov(64, state(StateLayout.HOST_STACK), Gpr.RSP);
        asm.mov(64, Gpr.RAX, state(StateLayout.GUEST_BASE));
        asm.wrgsbase(Gpr.RAX);
        asm.mov(64, Gpr.R15, state(StateLayout.BUDGET));
        asm.stmxcsr(state(StateLayout.HOST_MXCSR));
        asm.ldmxcsr(state(StateLayout.GUEST_MXCSR));
        asm.vzeroupper();
        // Six words and the return address: a call from here keeps the stack aligned to 16.
        asm.alu(Alu.SUB, 64, Gpr.RSP, 8);
        asm.jmp(Gpr.RSI);
        return start;
    }

    private static int leave(Assembler asm, Label leave) {
        asm.align(CodeMemory.ALIGNMENT);
        asm.bind(leave);
        int start = asm.position();
        asm.mov(64, state(StateLayout.BUDGET), Gpr.R15);
        asm.stmxcsr(state(StateLayout.GUEST_MXCSR));
        asm.ldmxcsr(state(StateLayout.HOST_MXCSR));
        asm.mov(64, Gpr.RSP, state(StateLayout.HOST_STACK));
        for (int i = SAVED.length - 1; i >= 0; i--) {
            asm.pop(SAVED[i]);
        }
        asm.ret();
        return start;
    }

    private static int exit(Assembler asm, Label leave) {
        asm.align(CodeMemory.ALIGNMENT);
        int start = asm.position();
        asm.pop(state(StateLayout.SITE));
        asm.mov(Gpr.RAX, EXIT & 0xffff_ffffL);
        asm.jmp(leave);
        return start;
    }

    private static int deopt(Assembler asm, Label leave) {
        asm.align(CodeMemory.ALIGNMENT);
        int start = asm.position();
        asm.pop(state(StateLayout.SITE));
        for (int i = 0; i < Gpr.COUNT; i++) {
            asm.mov(64, state(StateLayout.dump(Gpr.of(i))), Gpr.of(i));
        }
        for (int i = 0; i < Xmm.COUNT; i++) {
            asm.movs(64, state(StateLayout.dump(Xmm.of(i))), Xmm.of(i));
        }
        asm.mov(Gpr.RAX, DEOPT & 0xffff_ffffL);
        asm.jmp(leave);
        return start;
    }

    private static int resume(Assembler asm) {
        asm.align(CodeMemory.ALIGNMENT);
        int start = asm.position();
        for (int i = 0; i < Gpr.COUNT; i++) {
            Gpr register = Gpr.of(i);
            if (register != Gpr.RSP && register != Gpr.RBP && register != Gpr.R15) {
                asm.mov(64, register, state(StateLayout.dump(register)));
            }
        }
        for (int i = 0; i < Xmm.COUNT; i++) {
            asm.movs(64, Xmm.of(i), state(StateLayout.dump(Xmm.of(i))));
        }
        asm.jmp(state(StateLayout.SITE));
        return start;
    }

    private static int lookup(Assembler asm, Label leave) {
        asm.align(CodeMemory.ALIGNMENT);
        int start = asm.position();
        Label miss = new Label();
        asm.mov(32, Gpr.RCX, Gpr.RAX);
        asm.alu(Alu.AND, 32, Gpr.RCX, StateLayout.TARGET_MASK);
        asm.alu(Alu.CMP, 64, Gpr.RAX, target(0));
        asm.jccShort(Condition.NOT_EQUAL, miss);
        asm.jmp(target(8));
        asm.bind(miss);
        asm.mov(64, state(StateLayout.PC), Gpr.RAX);
        asm.mov(Gpr.RAX, LOOKUP_MISS & 0xffff_ffffL);
        asm.jmp(leave);
        return start;
    }

    private static Mem target(int offset) {
        return Mem.at(Gpr.RBP, Gpr.RCX, 3, StateLayout.TARGETS + offset);
    }

    private static Mem state(int displacement) {
        return Mem.at(Gpr.RBP, displacement);
    }
}
