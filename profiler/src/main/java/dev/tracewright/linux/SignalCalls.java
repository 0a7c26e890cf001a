package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;

/// Signals: actions, masks, and sending them to oneself.
///
/// The default action is performed: fatal signals end the process. Handlers are remembered but not
/// run yet; a signal that has one stays pending, which is told once.
final class SignalCalls {
    private static final int SET_SIZE = 8;
    private static final int BLOCK = 0;
    private static final int UNBLOCK = 1;
    private static final int SET_MASK = 2;
    private static final int MINIMUM_STACK = 2048;
    private static final int STACK_POINTER = 2;

    /// `SS_ONSTACK`, only told.
    private static final int ON_STACK = 1;

    private SignalCalls() {}

    static long sigaction(LinuxProcess p, long signal, long action, long old, long setSize) {
        requireSet(setSize);
        if (signal < 1 || signal > Signal.MAX || action != 0 && !Signal.isCatchable((int) signal)) {
            throw Errno.EINVAL.error();
        }
        GuestMemory memory = p.memory();
        SignalState.Action before = p.signals().action((int) signal);
        SignalState.Action after =
                action == 0
                        ? before
                        : new SignalState.Action(
                                memory.loadLong(action),
                                memory.loadLong(action + 8),
                                memory.loadLong(action + 16));
        if (old != 0) {
            memory.storeLong(old, before.handler());
            memory.storeLong(old + 8, before.flags());
            memory.storeLong(old + 16, before.mask());
        }
        p.signals().setAction((int) signal, after);
        return 0;
    }

    static long sigprocmask(LinuxProcess p, long how, long set, long old, long setSize) {
        requireSet(setSize);
        GuestMemory memory = p.memory();
        long before = p.signals().blocked();
        if (set != 0) {
            long change = memory.loadLong(set);
            p.signals()
                    .setBlocked(
                            switch ((int) how) {
                                case BLOCK -> before | change;
                                case UNBLOCK -> before & ~change;
                                case SET_MASK -> change;
                                default -> throw Errno.EINVAL.error();
                            });
        }
        if (old != 0) {
            memory.storeLong(old, before);
        }
        deliverPending(p);
        return 0;
    }

    static long sigpending(LinuxProcess p, long set, long setSize) {
        requireSet(setSize);
        p.memory().storeLong(set, p.signals().pending());
        return 0;
    }

    static long sigtimedwait(LinuxProcess p, long set, long timeout, long setSize) {
        requireSet(setSize);
        int signal = p.signals().take(p.memory().loadLong(set));
        if (signal == 0) {
            if (timeout != 0) {
                p.clock().sleep(GuestTime.loadDuration(p.memory(), timeout));
            }
            throw Errno.EAGAIN.error();
        }
        return signal;
    }

    static long sigaltstack(LinuxProcess p, GuestRegisters r, long stack, long old) {
        GuestMemory memory = p.memory();
        SignalState.AlternateStack before = p.signals().alternateStack();
        if (stack != 0) {
            int flags = memory.loadInt(stack + 8);
            long size = memory.loadLong(stack + 16);
            if ((flags & ~(SignalState.NO_STACK | ON_STACK)) != 0) {
                throw Errno.EINVAL.error();
            }
            boolean disabled = (flags & SignalState.NO_STACK) != 0;
            if (!disabled && Long.compareUnsigned(size, MINIMUM_STACK) < 0) {
                throw Errno.ENOMEM.error();
            }
            long address = disabled ? 0 : memory.loadLong(stack);
            p.signals()
                    .setAlternateStack(
                            new SignalState.AlternateStack(address, flags, disabled ? 0 : size));
        }
        if (old != 0) {
            long pointer = r.x(STACK_POINTER);
            boolean inUse =
                    pointer > before.address() && pointer <= before.address() + before.size();
            memory.storeLong(old, before.address());
            memory.storeInt(old + 8, inUse ? ON_STACK : before.flags());
            memory.storeLong(old + 16, before.size());
        }
        return 0;
    }

    static long kill(LinuxProcess p, long pid, long signal) {
        boolean group = pid == 0 || pid == -1 || (int) pid == -p.pid();
        if (!group && (int) pid != p.pid()) {
            throw Errno.ESRCH.error();
        }
        return send(p, signal);
    }

    static long tkill(LinuxProcess p, long thread, long signal) {
        requireSelf(p, thread);
        return send(p, signal);
    }

    static long tgkill(LinuxProcess p, long group, long thread, long signal) {
        requireSelf(p, group);
        requireSelf(p, thread);
        return send(p, signal);
    }

    /// Performs what the process does about a signal, unless it is blocked.
    static void raise(LinuxProcess p, int signal) {
        SignalState signals = p.signals();
        if ((signals.blocked() & Signal.bit(signal)) != 0) {
            signals.setPending(signal);
            return;
        }
        long handler = signals.action(signal).handler();
        if (handler == SignalState.DEFAULT) {
            if (Signal.isFatalByDefault(signal)) {
                p.exit(new ExitStatus.Signalled(signal));
            }
        } else if (handler != SignalState.IGNORE) {
            signals.setPending(signal);
            p.diagnose(
                    "the program handles "
                            + Signal.name(signal)
                            + "; signal handlers are not run yet");
        }
    }

    private static long send(LinuxProcess p, long signal) {
        if (signal < 0 || signal > Signal.MAX) {
            throw Errno.EINVAL.error();
        }
        if (signal != 0) {
            raise(p, (int) signal);
        }
        return 0;
    }

    private static void deliverPending(LinuxProcess p) {
        for (int signal = p.signals().takePending();
                signal != 0 && p.exitStatus().isEmpty();
                signal = p.signals().takePending()) {
            raise(p, signal);
            if ((p.signals().pending() & Signal.bit(signal)) != 0) {
                // It has a handler and stays pending: taking it again would never end.
                return;
            }
        }
    }

    private static void requireSelf(LinuxProcess p, long id) {
        if ((int) id <= 0) {
            throw Errno.EINVAL.error();
        }
        if ((int) id != p.pid()) {
            throw Errno.ESRCH.error();
        }
    }

    private static void requireSet(long setSize) {
        if (setSize != SET_SIZE) {
            throw Errno.EINVAL.error();
        }
    }
}
