package dev.tracewright.memory;

/// Is told when decoded or compiled code may have become stale.
@FunctionalInterface
public interface CodeListener {
    /// Executable pages in `start` (inclusive) to `end` (exclusive) were unmapped, re-protected or
    /// overwritten by a system call. Stores of the guest itself are announced by `fence.i` instead.
    void codeChanged(long start, long end);
}
