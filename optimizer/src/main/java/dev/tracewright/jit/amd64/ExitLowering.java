package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;
import dev.tracewright.ir.Terminator;

import java.util.ArrayList;
import java.util.List;

/// Emits the ways out of a unit: registers go to their homes, the budget is settled, and control
/// goes to another unit, or back to Java through [Stubs#exit], whose caller tells what happened.
final class ExitLowering {
    private final Assembler asm;
    private final ParallelMove moves;
    private final Allocation allocation;
    private final long exit;
    private final List<NativeUnit.Exit> exits = new ArrayList<>();

    /// @param exit the address of [Stubs#exit]
    ExitLowering(Assembler asm, ParallelMove moves, Allocation allocation, long exit) {
        this.asm = asm;
        this.moves = moves;
        this.allocation = allocation;
        this.exit = exit;
    }

    /// What has been emitted.
    List<NativeUnit.Exit> exits() {
        return exits;
    }

    /// Emits a terminator that leaves.
    ///
    /// @param pending instructions retired that the budget does not show, those in the terminator's
    ///   own snapshot left out
    /// @param site the address that [dev.tracewright.jit.CodeCache#exitSite] tells
    void leave(Terminator end, int position, int pending, long site) {
        int retired = pending + end.snapshot.retired;
        collect(end.snapshot, position);
        switch (end.kind) {
            case EXIT -> direct(end.snapshot.pc, retired, site);
            case EXIT_INDIRECT -> indirect(end.value, position, retired, site);
            default -> {
                moves.emit();
                if (retired != 0) {
                    asm.alu(Alu.SUB, 64, Gpr.R15, retired);
                }
                call(NativeUnit.ExitKind.INTERPRET, end.snapshot.pc, site, -1);
            }
        }
    }

    private void collect(Snapshot snapshot, int position) {
        for (int i = 0; i < snapshot.registers.length; i++) {
            int home = Allocation.home(snapshot.registers[i]);
            Node value = snapshot.values[i];
            if (value.kind == Kind.CONSTANT) {
                moves.addConstant(value.constant, home);
            } else if (value.kind != Kind.INITIAL || value.constant != snapshot.registers[i]) {
                moves.add(allocation.at(value, position), home);
            }
        }
    }

    private void direct(long pc, int retired, long site) {
        moves.emit();
        Label spent = new Label();
        Label slow = new Label();
        settle(retired);
        asm.jcc(Condition.SIGN, spent);
        int field = asm.patchableJmp(slow);
        asm.bind(slow);
        call(NativeUnit.ExitKind.DIRECT, pc, site, field);
        asm.bind(spent);
        call(NativeUnit.ExitKind.BUDGET, pc, site, -1);
    }

    /// Looks the address up in the table of targets.
    private void indirect(Node address, int position, int retired, long site) {
        if (address.kind == Kind.CONSTANT) {
            moves.addConstant(address.constant, Location.of(Gpr.RCX));
        } else {
            moves.add(allocation.at(address, position), Location.of(Gpr.RCX));
        }
        moves.emit();
        Label spent = new Label();
        Label miss = new Label();
        settle(retired);
        asm.jcc(Condition.SIGN, spent);
        asm.mov(64, Gpr.RAX, Gpr.RCX);
        asm.alu(Alu.AND, 32, Gpr.RCX, StateLayout.TARGET_MASK);
        asm.alu(Alu.CMP, 64, Gpr.RAX, target(0));
        asm.jccShort(Condition.NOT_EQUAL, miss);
        asm.jmp(target(8));
        asm.bind(miss);
        asm.mov(64, Mem.at(Gpr.RBP, StateLayout.PC), Gpr.RAX);
        call(NativeUnit.ExitKind.INDIRECT, 0, site, -1);
        asm.bind(spent);
        asm.mov(64, Mem.at(Gpr.RBP, StateLayout.PC), Gpr.RCX);
        call(NativeUnit.ExitKind.INDIRECT_BUDGET, 0, site, -1);
    }

    private static Mem target(int offset) {
        return Mem.at(Gpr.RBP, Gpr.RCX, 3, StateLayout.TARGETS + offset);
    }

    /// Sets the sign flag if the budget is overdrawn.
    private void settle(int retired) {
        if (retired != 0) {
            asm.alu(Alu.SUB, 64, Gpr.R15, retired);
        } else {
            asm.test(64, Gpr.R15, Gpr.R15);
        }
    }

    private void call(NativeUnit.ExitKind kind, long pc, long site, int field) {
        asm.call(exit);
        exits.add(new NativeUnit.Exit(kind, asm.position(), pc, site, field));
    }
}
