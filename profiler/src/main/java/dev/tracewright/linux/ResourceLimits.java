package dev.tracewright.linux;

import dev.tracewright.program.AddressLayout;

import java.util.Arrays;

/// The limits of `getrlimit`: told and remembered, but not enforced.
final class ResourceLimits {
    static final int COUNT = 16;
    static final long INFINITE = -1;

    private static final int STACK = 3;
    private static final int CORE = 4;
    private static final int OPEN_FILES = 7;

    private final long[] soft = new long[COUNT];
    private final long[] hard = new long[COUNT];

    ResourceLimits() {
        Arrays.fill(soft, INFINITE);
        Arrays.fill(hard, INFINITE);
        soft[STACK] = AddressLayout.STACK_SIZE;
        soft[CORE] = 0;
        soft[OPEN_FILES] = FileTable.LIMIT;
        hard[OPEN_FILES] = FileTable.LIMIT;
    }

    long soft(long resource) {
        return soft[check(resource)];
    }

    long hard(long resource) {
        return hard[check(resource)];
    }

    void set(long resource, long newSoft, long newHard) {
        int index = check(resource);
        if (Long.compareUnsigned(newSoft, newHard) > 0) {
            throw Errno.EINVAL.error();
        }
        if (Long.compareUnsigned(newHard, hard[index]) > 0) {
            throw Errno.EPERM.error();
        }
        soft[index] = newSoft;
        hard[index] = newHard;
    }

    private static int check(long resource) {
        if (resource < 0 || resource >= COUNT) {
            throw Errno.EINVAL.error();
        }
        return (int) resource;
    }
}
