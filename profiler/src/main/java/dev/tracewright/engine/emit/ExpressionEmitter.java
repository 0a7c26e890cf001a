package dev.tracewright.engine.emit;

import static java.lang.constant.ConstantDescs.CD_long;

import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// Emits the JVM bytecode of expressions, for every engine that executes instruction by
/// instruction.
public final class ExpressionEmitter {
    private final CodeBuilder code;
    private final Operands operands;

    /// Emits into `code`, with operands from `operands`.
    public ExpressionEmitter(CodeBuilder code, Operands operands) {
        this.code = code;
        this.operands = operands;
    }

    /// Emits an instruction after which control goes to the next one.
    ///
    /// @return false if the instruction is not of that kind; then nothing was emitted
    public boolean straight(Meaning meaning) {
        switch (meaning) {
            case Meaning.SetX(Expr value) -> {
                value(value);
                operands.setX(code);
            }
            case Meaning.SetF(Expr value) -> {
                value(value);
                operands.setF(code);
            }
            case Meaning.Store(Width width, Expr address, Expr value) -> {
                value(address);
                value(value);
                operands.store(code, width);
            }
            case Meaning.Fence _ -> {}
            case Meaning.Branch _,
                    Meaning.Jump _,
                    Meaning.EnvironmentCall _,
                    Meaning.Breakpoint _,
                    Meaning.InstructionFence _,
                    Meaning.Expansion _ -> {
                return false;
            }
        }
        return true;
    }

    /// Emits code that leaves the expression's value on the stack.
    public void value(Expr expr) {
        switch (expr) {
            case Expr.Const(long value) -> code.loadConstant(value);
            case Expr.X(var operand) -> operands.x(code, operand);
            case Expr.F(var operand) -> operands.f(code, operand);
            case Expr.Number(var operand) -> operands.number(code, operand);
            case Expr.Imm() -> operands.immediate(code);
            case Expr.Pc() -> operands.pc(code);
            case Expr.Apply(Primitive primitive, List<Expr> arguments) ->
                    apply(primitive, arguments);
            case Expr.Load(Width width, Expr address) -> {
                value(address);
                operands.load(code, width);
            }
            case Expr.LoadReserved(Width width, Expr address) ->
                    atomic("loadReserved", width, null, List.of(address));
            case Expr.StoreConditional(Width width, Expr address, Expr value) ->
                    atomic("storeConditional", width, null, List.of(address, value));
            case Expr.Amo(Width width, Primitive combine, Expr address, Expr value) ->
                    atomic("update", width, combine, List.of(address, value));
            case Expr.Csr csr ->
                    throw new IllegalArgumentException(csr + " is left to the reference engine");
        }
    }

    /// Emits a jump to `target` if the condition's value is zero (`whenZero`) or is not.
    public void jump(Expr condition, boolean whenZero, Label target) {
        if (!(condition instanceof Expr.Apply(Primitive primitive, List<Expr> arguments))
                || !PrimitiveEmitter.compares(primitive)) {
            value(condition);
            code.lconst_0().lcmp();
            var _ = whenZero ? code.ifeq(target) : code.ifne(target);
            return;
        }
        value(arguments.get(0));
        value(arguments.get(1));
        PrimitiveEmitter.jump(code, primitive, whenZero, target);
    }

    private void apply(Primitive primitive, List<Expr> arguments) {
        value(arguments.get(0));
        if (PrimitiveEmitter.shifts(primitive)) {
            shiftAmount(arguments.get(1));
        } else {
            arguments.subList(1, arguments.size()).forEach(this::value);
        }
        if (primitive.rounds()) {
            operands.roundingMode(code);
        }
        if (primitive.raisesFlags()) {
            operands.fcsr(code);
        }
        PrimitiveEmitter.operation(code, primitive);
    }

    private void shiftAmount(Expr amount) {
        if (amount instanceof Expr.Const(long value)) {
            code.loadConstant((int) value);
        } else {
            value(amount);
            code.l2i();
        }
    }

    /// Emits the conversion of a loaded `byte`, `short`, `int` or `long` to a register's form.
    public static void extend(CodeBuilder code, Width width) {
        var _ =
                switch (width) {
                    case S8, S16, S32 -> code.i2l();
                    case U8 -> code.loadConstant(0xff).iand().i2l();
                    case U16 -> code.i2c().i2l();
                    case U32 -> code.i2l().loadConstant(0xffff_ffffL).land();
                    case S64 -> code;
                };
    }

    private void atomic(String method, Width width, Primitive combine, List<Expr> arguments) {
        var parameters = new ArrayList<ClassDesc>(List.of(Types.HART, Types.WIDTH));
        operands.hart(code);
        code.getstatic(Types.WIDTH, width.name(), Types.WIDTH);
        if (combine != null) {
            code.getstatic(Types.PRIMITIVE, combine.name(), Types.PRIMITIVE);
            parameters.add(Types.PRIMITIVE);
        }
        for (Expr argument : arguments) {
            value(argument);
            parameters.add(CD_long);
        }
        code.invokestatic(Types.ATOMICS, method, MethodTypeDesc.of(CD_long, parameters));
    }
}
