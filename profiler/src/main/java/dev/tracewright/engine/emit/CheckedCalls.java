package dev.tracewright.engine.emit;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.tracewright.isa.semantics.Width;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// Calls the methods of [dev.tracewright.memory.GuestMemory], which throw the fault. Small, and
/// right where an instruction is rare or has a method of its own.
///
/// @param state the local variable that holds the loop's state
record CheckedCalls(int state) implements MemoryAccess {
    @Override
    public void load(CodeBuilder code, Width width, int address) {
        memory(code);
        code.lload(address);
        code.invokevirtual(
                Types.MEMORY,
                "load" + Types.accessName(width),
                MethodTypeDesc.of(Types.accessType(width), CD_long));
        ExpressionEmitter.extend(code, width);
    }

    @Override
    public void store(CodeBuilder code, Width width, int address, int value) {
        memory(code);
        code.lload(address).lload(value);
        ClassDesc type = width.bytes() < Long.BYTES ? CD_int : CD_long;
        if (type == CD_int) {
            code.l2i();
        }
        code.invokevirtual(
                Types.MEMORY,
                "store" + Types.accessName(width),
                MethodTypeDesc.of(CD_void, CD_long, type));
    }

    private void memory(CodeBuilder code) {
        code.aload(state).getfield(Types.STATE, "hart", Types.HART);
        code.getfield(Types.HART, "memory", Types.MEMORY);
    }
}
