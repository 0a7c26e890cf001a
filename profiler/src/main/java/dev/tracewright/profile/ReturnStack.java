package dev.tracewright.profile;

import java.util.Arrays;

/// Predicts returns: the return addresses of the calls that have not returned yet.
///
/// A ring: deeper recursion loses the oldest entries, as in a processor.
final class ReturnStack {
    private static final int DEPTH = 1 << 12;
    private static final int UNWIND = 16;

    private final long[] addresses = new long[DEPTH];
    private int top;

    void reset() {
        Arrays.fill(addresses, TargetModel.NONE);
        top = 0;
    }

    void push(long address) {
        top = top + 1 & DEPTH - 1;
        addresses[top] = address;
    }

    /// Where the next return is expected to go; [TargetModel#NONE] if nothing is known.
    long peek() {
        return addresses[top];
    }

    /// Removes what a return to the address has completed: the topmost call, or, when calls were
    /// left without returning (`longjmp`, exceptions), all down to the one that it belongs to.
    void pop(long address) {
        for (int depth = 0; depth < UNWIND; depth++) {
            int entry = top - depth & DEPTH - 1;
            if (addresses[entry] == address) {
                top = entry - 1 & DEPTH - 1;
                return;
            }
        }
        top = top - 1 & DEPTH - 1;
    }
}
