package dev.tracewright.jit.bytecode;

import static java.lang.constant.ConstantDescs.CD_long;

import dev.tracewright.engine.emit.GuardedAccess;
import dev.tracewright.engine.emit.Types;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.isa.semantics.Operand;

import java.lang.classfile.CodeBuilder;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// The local variables of a compiled trace: one for each guest register that the trace names.
final class TraceLocals {
    static final int HART = 1;
    static final int LIMIT = 2;
    static final int FCSR = 4;

    /// Instructions retired before the current round of the trace.
    static final int RETIRED = 5;

    /// Where control goes when it leaves.
    static final int EXIT_PC = 7;

    /// Instructions of the current round that have retired when control leaves.
    static final int EXIT_COUNT = 9;

    static final int ADDRESS = 11;
    static final int VALUE = 13;

    /// Host address of guest address 0.
    static final int BASE = 15;

    /// Host address of the table of permissions.
    static final int TABLE = 17;

    private static final int FIRST_REGISTER = 19;

    private final TreeMap<Integer, Integer> integers = new TreeMap<>();
    private final TreeMap<Integer, Integer> floats = new TreeMap<>();
    private final TreeSet<Integer> writtenIntegers = new TreeSet<>();
    private final TreeSet<Integer> writtenFloats = new TreeSet<>();
    private int next = FIRST_REGISTER;

    /// The local variables for a trace's instructions.
    TraceLocals(List<Instruction> instructions) {
        for (Instruction instruction : instructions) {
            visit(instruction);
        }
        writtenIntegers.forEach(this::integer);
        writtenFloats.forEach(this::floating);
    }

    private void visit(Instruction i) {
        switch (i.opcode().meaning()) {
            case Meaning.SetX(Expr value) -> {
                visit(i, value);
                writesInteger(i);
            }
            case Meaning.SetF(Expr value) -> {
                visit(i, value);
                writtenFloats.add(i.rd());
            }
            case Meaning.Store(var _, Expr address, Expr value) -> {
                visit(i, address);
                visit(i, value);
            }
            case Meaning.Branch(Expr condition) -> visit(i, condition);
            case Meaning.Jump(Expr target) -> {
                visit(i, target);
                writesInteger(i);
            }
            case Meaning.EnvironmentCall _,
                    Meaning.Breakpoint _,
                    Meaning.Fence _,
                    Meaning.InstructionFence _,
                    Meaning.Expansion _ -> {}
        }
    }

    private void writesInteger(Instruction i) {
        if (i.rd() != 0) {
            writtenIntegers.add(i.rd());
        }
    }

    private void visit(Instruction i, Expr expr) {
        switch (expr) {
            case Expr.X(Operand operand) -> integer(number(i, operand));
            case Expr.F(Operand operand) -> floating(number(i, operand));
            case Expr.Apply(var _, List<Expr> arguments) -> arguments.forEach(a -> visit(i, a));
            case Expr.Load(var _, Expr address) -> visit(i, address);
            case Expr.LoadReserved(var _, Expr address) -> visit(i, address);
            case Expr.StoreConditional(var _, Expr address, Expr value) -> {
                visit(i, address);
                visit(i, value);
            }
            case Expr.Amo(var _, var _, Expr address, Expr value) -> {
                visit(i, address);
                visit(i, value);
            }
            case Expr.Csr _, Expr.Const _, Expr.Number _, Expr.Imm _, Expr.Pc _ -> {}
        }
    }

    private static int number(Instruction i, Operand operand) {
        return switch (operand) {
            case RD -> i.rd();
            case RS1 -> i.rs1();
            case RS2 -> i.rs2();
            case RS3 -> i.rs3();
        };
    }

    private void integer(int number) {
        if (number != 0 && integers.putIfAbsent(number, next) == null) {
            next += 2;
        }
    }

    private void floating(int number) {
        if (floats.putIfAbsent(number, next) == null) {
            next += 2;
        }
    }

    /// The variable that holds an integer register.
    int x(int number) {
        return integers.get(number);
    }

    /// The variable that holds a floating-point register.
    int f(int number) {
        return floats.get(number);
    }

    /// Emits the loading of all local variables from the hart, the parameter.
    void loadAll(CodeBuilder code) {
        code.aload(HART).getfield(Types.HART, "fcsr", Types.FCSR).astore(FCSR);
        code.aload(HART).getfield(Types.HART, "instret", CD_long).lstore(RETIRED);
        code.aload(HART).getfield(Types.HART, "memory", Types.MEMORY);
        GuardedAccess.prepare(code, BASE, TABLE);
        integers.forEach((number, local) -> load(code, "x", number, local));
        floats.forEach((number, local) -> load(code, "f", number, local));
    }

    private static void load(CodeBuilder code, String bank, int number, int local) {
        code.aload(HART).getfield(Types.HART, bank, Types.LONG_ARRAY);
        code.loadConstant(number).laload().lstore(local);
    }

    /// Emits the storing of the registers that the trace writes.
    void storeWritten(CodeBuilder code) {
        writtenIntegers.forEach(number -> store(code, "x", number, x(number)));
        writtenFloats.forEach(number -> store(code, "f", number, f(number)));
    }

    private static void store(CodeBuilder code, String bank, int number, int local) {
        code.aload(HART).getfield(Types.HART, bank, Types.LONG_ARRAY);
        code.loadConstant(number).lload(local).lastore();
    }

    /// Emits the hart's update of program counter and instruction count.
    static void storeProgress(CodeBuilder code) {
        code.aload(HART).lload(EXIT_PC).putfield(Types.HART, "pc", CD_long);
        code.aload(HART).lload(RETIRED).lload(EXIT_COUNT).ladd();
        code.putfield(Types.HART, "instret", CD_long);
    }
}
