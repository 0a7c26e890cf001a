package dev.tracewright.jit.bytecode;

import dev.tracewright.engine.emit.ExpressionEmitter;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.jit.bytecode.TraceCompiler.Step;
import dev.tracewright.memory.Permission;
import dev.tracewright.trace.TraceBlock;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.ArrayList;
import java.util.List;

/// Emits the method of a trace.
///
/// Guest registers live in local variables. Every way out is a side exit that says where control
/// goes and how many instructions of this round have retired; all of them share the code that
/// writes the registers back.
final class TraceBody {
    private record SideExit(Label label, long pc, int retired) {}

    private final CodeBuilder code;
    private final List<Step> steps;
    private final boolean loops;
    private final TraceLocals locals;
    private final List<SideExit> exits = new ArrayList<>();
    private final Label leave;

    TraceBody(CodeBuilder code, List<Step> steps, boolean loops) {
        this.code = code;
        this.steps = steps;
        this.loops = loops;
        locals = new TraceLocals(steps.stream().map(Step::instruction).toList());
        leave = code.newLabel();
    }

    void emit() {
        locals.loadAll(code);
        Label head = code.newBoundLabel();
        for (int i = 0; i < steps.size(); i++) {
            step(steps.get(i), i);
        }
        if (loops) {
            nextRound(head);
        } else {
            exitTo(steps.getLast().expected(), steps.size());
        }
        sideExits();
    }

    // Goes round again while a whole round is within the limit.
    private void nextRound(Label head) {
        int length = steps.size();
        code.lload(TraceLocals.RETIRED).loadConstant((long) length).ladd();
        code.lstore(TraceLocals.RETIRED);
        code.lload(TraceLocals.RETIRED).loadConstant((long) length).ladd();
        code.lload(TraceLocals.LIMIT).lcmp().ifle(head);
        exitTo(steps.getFirst().address(), 0);
    }

    private void exitTo(long pc, int retired) {
        if (pc != TraceBlock.UNKNOWN) {
            code.goto_(exit(pc, retired));
        }
    }

    private Label exit(long pc, int retired) {
        Label label = code.newLabel();
        exits.add(new SideExit(label, pc, retired));
        return label;
    }

    private void sideExits() {
        for (SideExit exit : exits) {
            code.labelBinding(exit.label);
            code.loadConstant(exit.pc).lstore(TraceLocals.EXIT_PC);
            code.loadConstant((long) exit.retired).lstore(TraceLocals.EXIT_COUNT);
            code.goto_(leave);
        }
        code.labelBinding(leave);
        locals.storeWritten(code);
        TraceLocals.storeProgress(code);
        code.return_();
    }

    private void step(Step step, int retired) {
        Instruction instruction = step.instruction();
        var operands =
                new TraceOperands(
                        locals, instruction, step.address(), () -> exit(step.address(), retired));
        var emitter = new ExpressionEmitter(code, operands);
        guards(instruction, operands, emitter);
        Meaning meaning = instruction.opcode().meaning();
        if (emitter.straight(meaning)) {
            return;
        }
        switch (meaning) {
            case Meaning.Branch(Expr condition) -> branch(step, retired, emitter, condition);
            case Meaning.Jump jump -> jump(step, retired, operands, emitter, jump);
            default -> throw new IllegalArgumentException(instruction + " on a trace");
        }
    }

    // What the code takes for granted must hold, or the interpreter executes the instruction.
    private void guards(
            Instruction instruction, TraceOperands operands, ExpressionEmitter emitter) {
        if (instruction.rm() == Fcsr.DYN && rounds(instruction.opcode())) {
            operands.guardRounding(code);
        }
        if (instruction.opcode().meaning() instanceof Meaning.SetX(Expr value)) {
            switch (value) {
                case Expr.LoadReserved(var width, Expr address) -> {
                    emitter.value(address);
                    operands.guardAtomic(code, width, Permission.READ);
                }
                case Expr.StoreConditional(var width, Expr address, var _) -> {
                    emitter.value(address);
                    operands.guardAtomic(code, width, Permission.READ_WRITE);
                }
                case Expr.Amo(var width, var _, Expr address, var _) -> {
                    emitter.value(address);
                    operands.guardAtomic(code, width, Permission.READ_WRITE);
                }
                default -> {}
            }
        }
    }

    private static boolean rounds(Opcode opcode) {
        Expr value =
                switch (opcode.meaning()) {
                    case Meaning.SetX(Expr x) -> x;
                    case Meaning.SetF(Expr f) -> f;
                    default -> null;
                };
        return value instanceof Expr.Apply(var primitive, var _) && primitive.rounds();
    }

    private void branch(Step step, int retired, ExpressionEmitter emitter, Expr condition) {
        long target = step.address() + step.instruction().imm();
        boolean expectsTaken = step.expected() == target;
        long other = expectsTaken ? step.after() : target;
        emitter.jump(condition, expectsTaken, exit(other, retired + 1));
    }

    private void jump(
            Step step,
            int retired,
            TraceOperands operands,
            ExpressionEmitter emitter,
            Meaning.Jump jump) {
        if (jump.direct()) {
            link(step, operands);
            return;
        }
        emitter.value(jump.target());
        code.lstore(TraceLocals.EXIT_PC);
        link(step, operands);
        code.loadConstant((long) retired + 1).lstore(TraceLocals.EXIT_COUNT);
        if (step.expected() == TraceBlock.UNKNOWN) {
            code.goto_(leave);
            return;
        }
        code.lload(TraceLocals.EXIT_PC).loadConstant(step.expected()).lcmp().ifne(leave);
    }

    private void link(Step step, TraceOperands operands) {
        code.loadConstant(step.after());
        operands.setX(code);
    }
}
