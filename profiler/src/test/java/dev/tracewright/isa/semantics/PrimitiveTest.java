package dev.tracewright.isa.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class PrimitiveTest {
    private static final int DRAWS = 500;

    /// What emitted code calls is what the interpreter and constant folding call.
    @ParameterizedTest
    @EnumSource
    void theNamedPublicMethodIsTheValue(Primitive primitive) throws Throwable {
        MethodHandle method =
                MethodHandles.publicLookup()
                        .findStatic(primitive.owner(), primitive.methodName(), type(primitive));
        var operands = new Operands(primitive.ordinal());
        for (int i = 0; i < DRAWS; i++) {
            long[] values = {operand(operands), operand(operands), operand(operands)};
            int rm = operands.below(5);
            var flags = new Fcsr();
            var expectedFlags = new Fcsr();
            Object expected =
                    method.invokeWithArguments(arguments(primitive, values, rm, expectedFlags));
            assertEquals(expected, primitive.apply(values[0], values[1], values[2], rm, flags));
            assertEquals(expectedFlags.value(), flags.value());
        }
    }

    private static MethodType type(Primitive primitive) {
        var parameters =
                new ArrayList<Class<?>>(Collections.nCopies(primitive.arity(), long.class));
        if (primitive.rounds()) {
            parameters.add(int.class);
        }
        if (primitive.raisesFlags()) {
            parameters.add(Fcsr.class);
        }
        return MethodType.methodType(long.class, parameters);
    }

    private static List<Object> arguments(Primitive primitive, long[] values, int rm, Fcsr fcsr) {
        var arguments = new ArrayList<Object>();
        for (int i = 0; i < primitive.arity(); i++) {
            arguments.add(values[i]);
        }
        if (primitive.rounds()) {
            arguments.add(rm);
        }
        if (primitive.raisesFlags()) {
            arguments.add(fcsr);
        }
        return arguments;
    }

    private static long operand(Operands operands) {
        return operands.next("SDX".charAt(operands.below(3)));
    }
}
