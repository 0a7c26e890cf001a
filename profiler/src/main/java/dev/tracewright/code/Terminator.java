package dev.tracewright.code;

import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Meaning;

/// How a block ends.
public enum Terminator {
    /// A conditional branch.
    BRANCH,
    /// A direct jump that does not save its return address in a link register.
    JUMP,
    /// A direct jump that does.
    CALL,
    /// A jump through a register that is neither a call nor a return.
    INDIRECT_JUMP,
    /// A jump through a register that saves its return address in a link register.
    INDIRECT_CALL,
    /// A jump through a link register that saves no return address.
    RETURN,
    /// `ecall`.
    SYSTEM_CALL,
    /// `ebreak`.
    BREAKPOINT,
    /// `fence.i`: what follows may be other code than before.
    FENCE_I,
    /// The block falls into the next one.
    NONE;

    private static final int RA = 1;
    private static final int T0 = 5;

    /// How the instruction ends a block; [#NONE] if it does not.
    ///
    /// Calls and returns are told by the link registers `x1` and `x5`, as the hints for
    /// return-address stacks say (unprivileged specification, "Unconditional Jumps"): a jump that
    /// writes one is a call, one that only reads one is a return.
    public static Terminator of(Instruction instruction) {
        return switch (instruction.opcode().meaning()) {
            case Meaning.Branch _ -> BRANCH;
            case Meaning.Jump jump when jump.direct() -> isLink(instruction.rd()) ? CALL : JUMP;
            case Meaning.Jump _ when isLink(instruction.rd()) -> INDIRECT_CALL;
            case Meaning.Jump _ when isLink(instruction.rs1()) -> RETURN;
            case Meaning.Jump _ -> INDIRECT_JUMP;
            case Meaning.EnvironmentCall _ -> SYSTEM_CALL;
            case Meaning.Breakpoint _ -> BREAKPOINT;
            case Meaning.InstructionFence _ -> FENCE_I;
            case Meaning.SetX _, Meaning.SetF _, Meaning.Store _, Meaning.Fence _ -> NONE;
            case Meaning.Expansion _ ->
                    throw new IllegalArgumentException(instruction + " is not expanded");
        };
    }

    private static boolean isLink(int register) {
        return register == RA || register == T0;
    }

    /// Whether the target is known only when it is executed.
    public boolean isIndirect() {
        return switch (this) {
            case INDIRECT_JUMP, INDIRECT_CALL, RETURN -> true;
            case BRANCH, JUMP, CALL, SYSTEM_CALL, BREAKPOINT, FENCE_I, NONE -> false;
        };
    }

    /// Whether control always goes to the instruction after it, if it does not leave the program.
    public boolean fallsThrough() {
        return switch (this) {
            case SYSTEM_CALL, BREAKPOINT, FENCE_I, NONE -> true;
            case BRANCH, JUMP, CALL, INDIRECT_JUMP, INDIRECT_CALL, RETURN -> false;
        };
    }

    /// The kind of the edge along which control leaves a block that ends so.
    ///
    /// @param taken whether a conditional branch is taken; means nothing for others
    public EdgeKind edgeKind(boolean taken) {
        return switch (this) {
            case BRANCH -> taken ? EdgeKind.TAKEN : EdgeKind.NOT_TAKEN;
            case JUMP -> EdgeKind.JUMP;
            case CALL -> EdgeKind.CALL;
            case INDIRECT_JUMP -> EdgeKind.INDIRECT_JUMP;
            case INDIRECT_CALL -> EdgeKind.INDIRECT_CALL;
            case RETURN -> EdgeKind.RETURN;
            case SYSTEM_CALL -> EdgeKind.SYSTEM_CALL;
            case BREAKPOINT, FENCE_I, NONE -> EdgeKind.FALL_THROUGH;
        };
    }
}
