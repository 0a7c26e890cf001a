package dev.tracewright.linux;

import java.nio.ByteBuffer;

/// Is told what a process asks of the system, in order.
public interface SyscallObserver {
    /// A call returned, or ended the process (then the result is 0).
    ///
    /// @param number the number in `a7`; [Syscall#of] names it
    /// @param arguments the six argument registers as they were before the call; the observer may
    ///   keep the array
    /// @param result what `a0` becomes: negative error numbers for failures
    void called(long number, long[] arguments, long result);

    /// The call in progress moved bytes out of the process.
    ///
    /// @param descriptor the file descriptor written to
    /// @param bytes what was written, valid during this call
    default void wrote(int descriptor, ByteBuffer bytes) {}
}
