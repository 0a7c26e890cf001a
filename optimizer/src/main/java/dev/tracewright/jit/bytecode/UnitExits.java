package dev.tracewright.jit.bytecode;

import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.tracewright.engine.emit.Types;
import dev.tracewright.ir.Graph;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The methods that write the state back where control leaves a unit, one for each set of
/// registers.
///
/// They are methods of their own, so that the many exits of a unit hardly count against the size up
/// to which HotSpot compiles the unit's own method.
final class UnitExits {
    /// Parameters: the hart, the limit, what remains of it, the instructions of the block that have
    /// retired, the next instruction's address; then the registers.
    private static final List<ClassDesc> FIXED =
            List.of(Types.HART, CD_long, CD_long, CD_int, CD_long);

    private static final int HART = 0;
    private static final int LIMIT = 1;
    private static final int REMAINING = 3;
    private static final int RETIRED = 5;
    private static final int PC = 6;
    private static final int FIRST_REGISTER = 8;

    private final ClassDesc owner;
    private final Map<List<Integer>, String> names = new LinkedHashMap<>();

    /// @param owner the class that will have the methods
    UnitExits(ClassDesc owner) {
        this.owner = owner;
    }

    /// Emits the call; the parameters are on the stack.
    void call(CodeBuilder code, List<Integer> registers) {
        String name = names.computeIfAbsent(registers, _ -> "leave" + names.size());
        code.invokestatic(owner, name, signature(registers));
    }

    private static MethodTypeDesc signature(List<Integer> registers) {
        var parameters = new ArrayList<>(FIXED);
        registers.forEach(_ -> parameters.add(CD_long));
        return MethodTypeDesc.of(CD_void, parameters);
    }

    /// Adds the methods that were called.
    void emit(ClassBuilder type) {
        names.forEach(
                (registers, name) ->
                        type.withMethodBody(
                                name,
                                signature(registers),
                                ACC_PRIVATE | ACC_STATIC,
                                code -> body(code, registers)));
    }

    private static void body(CodeBuilder code, List<Integer> registers) {
        code.aload(HART).lload(PC).putfield(Types.HART, "pc", CD_long);
        code.aload(HART).lload(LIMIT).lload(REMAINING).lsub().iload(RETIRED).i2l().ladd();
        code.putfield(Types.HART, "instret", CD_long);
        int parameter = FIRST_REGISTER;
        for (int register : registers) {
            array(code, HART, register);
            code.loadConstant(register % Graph.F0).lload(parameter).lastore();
            parameter += 2;
        }
        code.return_();
    }

    /// Emits the pushing of the array that has a register.
    static void array(CodeBuilder code, int hart, int register) {
        String bank = register < Graph.F0 ? "x" : "f";
        code.aload(hart).getfield(Types.HART, bank, Types.LONG_ARRAY);
    }
}
