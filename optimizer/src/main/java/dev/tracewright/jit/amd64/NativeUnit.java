package dev.tracewright.jit.amd64;

import dev.tracewright.jit.CodeCache;

import java.util.List;

/// A unit of machine code, not placed anywhere yet.
final class NativeUnit implements CodeCache.Code {
    /// What a call of [Stubs#exit] means.
    enum ExitKind {
        /// Control goes to an address where there was no code.
        DIRECT,

        /// Control goes to the state's `PC`, where there was no code.
        INDIRECT,

        /// The interpreter's turn.
        INTERPRET,

        /// Too few instructions remain.
        BUDGET,

        /// Too few instructions remain; the next is at the state's `PC`.
        INDIRECT_BUDGET
    }

    /// A way out.
    ///
    /// @param offset of the return address of its call
    /// @param pc the guest address that comes next, where the kind does not tell another
    /// @param site the guest address of the jump
    /// @param field the offset of the patchable jump that skips the call, or -1
    record Exit(ExitKind kind, int offset, long pc, long site, int field) {}

    /// A place that can be entered.
    ///
    /// @param pc the guest address
    /// @param offset of the code
    record Entry(long pc, int offset) {}

    private final CodeBuffer code;
    private final DeoptTable deopts;
    private final List<Entry> entries;
    private final List<Exit> exits;
    private final int longestPath;
    private final int size;
    private Annotations annotations;

    NativeUnit(
            CodeBuffer code,
            DeoptTable deopts,
            List<Entry> entries,
            List<Exit> exits,
            int longestPath,
            Annotations annotations) {
        this.code = code;
        this.deopts = deopts;
        this.entries = entries;
        this.exits = exits;
        this.longestPath = longestPath;
        this.annotations = annotations;
        size = code.position();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String listing() {
        return annotations == null ? "%d bytes".formatted(size) : Listings.of(code, annotations);
    }

    /// The code, for placing it.
    CodeBuffer code() {
        return code;
    }

    DeoptTable deopts() {
        return deopts;
    }

    List<Entry> entries() {
        return entries;
    }

    List<Exit> exits() {
        return exits;
    }

    /// No more instructions than this retire between two looks at the budget.
    int longestPath() {
        return longestPath;
    }

    /// The way out whose call returns to an offset.
    Exit exitAt(int offset) {
        int low = 0;
        int high = exits.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int at = exits.get(middle).offset();
            if (at == offset) {
                return exits.get(middle);
            }
            if (at < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        throw new IllegalStateException("no exit at offset 0x%x".formatted(offset));
    }

    /// Lets go of what only listings need.
    void forgetAnnotations() {
        annotations = null;
    }
}
