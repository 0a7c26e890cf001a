package dev.tracewright.engine.emit;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.tracewright.isa.semantics.Width;
import dev.tracewright.memory.AccessCheck;
import dev.tracewright.memory.HostMemory;
import dev.tracewright.memory.Permission;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Supplier;

/// Checks in place and accesses the host's memory directly. Where the check fails, control goes
/// elsewhere, and the interpreter makes the access or finds out why it cannot be made: the hot code
/// has no call and no exception.
///
/// @param base the local variable that holds the host address of guest address 0
/// @param table the local variable that holds the host address of the permission table
/// @param elsewhere makes a label to go to, with nothing on the stack and nothing done
public record GuardedAccess(int base, int table, Supplier<Label> elsewhere)
        implements MemoryAccess {
    private static final ClassDesc CHECK = Types.describe(AccessCheck.class);
    private static final ClassDesc HOST_MEMORY = Types.describe(HostMemory.class);
    private static final MethodTypeDesc PERMITS =
            MethodTypeDesc.of(CD_boolean, CD_long, CD_long, CD_int, CD_int);
    private static final MethodTypeDesc GETTER = MethodTypeDesc.of(CD_long);

    /// Emits the loading of both variables, the memory being on the stack.
    public static void prepare(CodeBuilder code, int base, int table) {
        code.dup().invokevirtual(Types.MEMORY, "hostBase", GETTER).lstore(base);
        code.invokevirtual(Types.MEMORY, "permissionTable", GETTER).lstore(table);
    }

    @Override
    public void load(CodeBuilder code, Width width, int address) {
        guard(code, "permits", width, address, Permission.READ);
        code.lload(base).lload(address).ladd();
        code.invokestatic(
                HOST_MEMORY,
                "get" + Types.accessName(width),
                MethodTypeDesc.of(Types.accessType(width), CD_long));
        ExpressionEmitter.extend(code, width);
    }

    @Override
    public void store(CodeBuilder code, Width width, int address, int value) {
        guard(code, "permits", width, address, Permission.WRITE);
        code.lload(base).lload(address).ladd().lload(value);
        var _ =
                switch (width.bytes()) {
                    case 1 -> code.l2i().i2b();
                    case 2 -> code.l2i().i2s();
                    case 4 -> code.l2i();
                    default -> code;
                };
        code.invokestatic(
                HOST_MEMORY,
                "put" + Types.accessName(width),
                MethodTypeDesc.of(CD_void, CD_long, Types.accessType(width)));
    }

    /// Emits only the check, for an atomic access.
    public void guardAtomic(CodeBuilder code, Width width, int address, int access) {
        guard(code, "permitsAtomic", width, address, access);
    }

    private void guard(CodeBuilder code, String method, Width width, int address, int access) {
        code.lload(table).lload(address).loadConstant(width.bytes()).loadConstant(access);
        code.invokestatic(CHECK, method, PERMITS).ifeq(elsewhere.get());
    }
}
