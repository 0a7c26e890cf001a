package dev.tracewright.engine.emit;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.tracewright.engine.Atomics;
import dev.tracewright.engine.CodeRegion;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.LoopState;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.BranchTraceWriter;
import dev.tracewright.profile.CodeCounters;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;

/// The classes and signatures that emitted code names.
public final class Types {
    public static final ClassDesc LONG_ARRAY = CD_long.arrayType();
    public static final ClassDesc HART = describe(Hart.class);
    public static final ClassDesc FCSR = describe(Fcsr.class);
    public static final ClassDesc MEMORY = describe(GuestMemory.class);
    public static final ClassDesc STATE = describe(LoopState.class);
    public static final ClassDesc REGION = describe(CodeRegion.class);
    public static final ClassDesc COUNTERS = describe(CodeCounters.class);
    public static final ClassDesc TRACE_WRITER = describe(BranchTraceWriter.class);
    public static final ClassDesc PRIMITIVE = describe(Primitive.class);
    public static final ClassDesc WIDTH = describe(Width.class);
    public static final ClassDesc ATOMICS = describe(Atomics.class);
    public static final ClassDesc NODE = describe(ThreadedNode.class);
    public static final ClassDesc LONG = describe(Long.class);

    public static final MethodTypeDesc INT_TO_INT = MethodTypeDesc.of(CD_int, CD_int);
    public static final MethodTypeDesc COMPARE = MethodTypeDesc.of(CD_int, CD_long, CD_long);
    public static final MethodTypeDesc STATE_TO_INT = MethodTypeDesc.of(CD_int, STATE);
    public static final MethodTypeDesc COUNT_INDIRECT = MethodTypeDesc.of(CD_void, CD_int, CD_long);
    public static final MethodTypeDesc TRACE_BRANCH =
            MethodTypeDesc.of(CD_void, CD_long, CD_boolean);
    public static final MethodTypeDesc TRACE_INDIRECT =
            MethodTypeDesc.of(CD_void, CD_long, CD_long);

    private Types() {}

    /// The description of a class that is not hidden.
    public static ClassDesc describe(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    /// The name that ends the names of the memory's methods for a width: `loadInt`, `storeInt`.
    public static String accessName(Width width) {
        return switch (width.bytes()) {
            case 1 -> "Byte";
            case 2 -> "Short";
            case 4 -> "Int";
            default -> "Long";
        };
    }

    /// The type in which a load of this width arrives.
    public static ClassDesc accessType(Width width) {
        return switch (width.bytes()) {
            case 1 -> CD_byte;
            case 2 -> CD_short;
            case 4 -> CD_int;
            default -> CD_long;
        };
    }

    /// The signature of the static method that is a primitive's value.
    public static MethodTypeDesc signature(Primitive primitive) {
        var parameters = new ArrayList<ClassDesc>();
        for (int i = 0; i < primitive.arity(); i++) {
            parameters.add(CD_long);
        }
        if (primitive.rounds()) {
            parameters.add(CD_int);
        }
        if (primitive.raisesFlags()) {
            parameters.add(FCSR);
        }
        return MethodTypeDesc.of(CD_long, parameters);
    }
}
