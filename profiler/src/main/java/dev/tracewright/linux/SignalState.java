package dev.tracewright.linux;

import java.util.Arrays;

/// The signal actions of a process, and the mask and alternate stack of its thread.
final class SignalState {
    static final long DEFAULT = 0;
    static final long IGNORE = 1;

    /// `SS_DISABLE`
    static final int NO_STACK = 2;

    private final Action[] actions = new Action[Signal.MAX + 1];
    private long blocked;
    private long pending;
    private AlternateStack alternateStack = new AlternateStack(0, NO_STACK, 0);

    /// What `rt_sigaction` sets: [#DEFAULT], [#IGNORE] or the address of a handler.
    record Action(long handler, long flags, long mask) {}

    /// What `sigaltstack` sets.
    record AlternateStack(long address, int flags, long size) {}

    SignalState() {
        Arrays.fill(actions, new Action(DEFAULT, 0, 0));
    }

    Action action(int signal) {
        return actions[signal];
    }

    void setAction(int signal, Action action) {
        actions[signal] = action;
    }

    long blocked() {
        return blocked;
    }

    /// SIGKILL and SIGSTOP cannot be blocked.
    void setBlocked(long mask) {
        blocked = mask & ~(Signal.bit(Signal.SIGKILL) | Signal.bit(Signal.SIGSTOP));
    }

    long pending() {
        return pending;
    }

    void setPending(int signal) {
        pending |= Signal.bit(signal);
    }

    /// The lowest signal that is pending and not blocked, no longer pending then; 0 if none.
    int takePending() {
        return take(~blocked);
    }

    /// The lowest pending signal of a set, no longer pending then; 0 if none.
    int take(long set) {
        long candidates = pending & set;
        if (candidates == 0) {
            return 0;
        }
        pending &= ~Long.lowestOneBit(candidates);
        return Long.numberOfTrailingZeros(candidates) + 1;
    }

    AlternateStack alternateStack() {
        return alternateStack;
    }

    void setAlternateStack(AlternateStack stack) {
        alternateStack = stack;
    }
}
