package dev.tracewright.program;

import dev.tracewright.memory.GuestMemory;

/// Where things lie in a guest's address space: the same in every run.
///
/// From below: the program at its link address (or at [#PIE_BASE]) and the heap behind it; free
/// space that `mmap` fills from [#MMAP_TOP] downwards; a guard; the stack; a guard page.
public final class AddressLayout {
    /// Where position-independent programs are loaded.
    public static final long PIE_BASE = 0x2a_0000_0000L;

    /// The first address behind the stack.
    public static final long STACK_TOP = GuestMemory.LIMIT - GuestMemory.PAGE_SIZE;

    /// Bytes of stack, committed as it is touched; what `RLIMIT_STACK` says.
    public static final long STACK_SIZE = 8L << 20;

    /// Inaccessible bytes below the stack, so that an overflow faults.
    public static final long STACK_GUARD = 1L << 20;

    /// The first address behind the area of `mmap`.
    public static final long MMAP_TOP = STACK_TOP - STACK_SIZE - STACK_GUARD;

    /// The lowest address of a program; below, null pointers with offsets must fault.
    public static final long LOWEST_PROGRAM = 0x1000;

    private AddressLayout() {}
}
