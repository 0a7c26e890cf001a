package dev.tracewright.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Calls of the host's C library, and of machine code, by address.
///
/// All calls have one type, six integers and an integer result: in the C ABIs of all hosts
/// supported a callee ignores argument registers that it does not know and the upper half of a
/// register that holds an `int`. Each further type would cost every run more than 10 ms of start-up
/// (measured: 40 ms for three), and so would a handle for each function.
///
/// Calls are ordinary ones, never "critical": a callee may run for as long as it likes, and the
/// garbage collector does not wait for it.
public final class HostCalls {
    private static final FunctionDescriptor TYPE =
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG);

    private static final MethodHandle CALL = downcall();

    private HostCalls() {}

    /// A function of the C library.
    ///
    /// @throws UnsupportedOperationException if there is none of that name
    @SuppressWarnings("restricted")
    public static MemorySegment find(String name) {
        return Linker.nativeLinker()
                .defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsupportedOperationException("no " + name));
    }

    /// Calls a function with no arguments that matter to it beyond the first three.
    public static long call(MemorySegment function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    /// Calls a function. A result of the type `int` is in the lower half.
    public static long call(
            MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(function, a, b, c, d, e, f);
        } catch (Throwable unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /// Bytes in a page of the host: 4, 16 or 64 KiB.
    public static long pageSize() {
        return HostPages.size();
    }

    @SuppressWarnings("restricted")
    private static MethodHandle downcall() {
        return Linker.nativeLinker().downcallHandle(TYPE);
    }
}
