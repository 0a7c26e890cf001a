package dev.tracewright.profile;

import dev.tracewright.code.Terminator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Predicts the targets of indirect jumps. Candidates are offered in the order of their worth; a
/// target that is none of them is named among those that the jump had before, or spelled out.
final class TargetModel {
    /// No candidate: targets are even.
    static final long NONE = 1;

    private static final int TABLE_BITS = 14;
    private static final int LENGTH_BITS = 7;

    /// The stages at which candidates are offered, and the contexts within a stage.
    private static final int CONTEXTS = 96;

    private static final int RETURNED = 0;
    private static final int MATCHED = CONTEXTS;
    private static final int MATCHED_RETURN = 2 * CONTEXTS;
    private static final int AFTER_FOUR = 3 * CONTEXTS;
    private static final int LAST = 4 * CONTEXTS;

    private final Map<Long, KnownTargets> jumps = new HashMap<>();
    private final long[] afterFour = new long[1 << TABLE_BITS];
    private final int[] hits = Adaptive.table(5 * CONTEXTS);
    private final int[] lengths = Adaptive.table(1 << LENGTH_BITS);

    /// Forgets everything.
    void reset() {
        jumps.clear();
        Arrays.fill(afterFour, NONE);
        Adaptive.reset(hits);
        Adaptive.reset(lengths);
    }

    /// Codes the target of an indirect jump.
    ///
    /// @param actual the target to encode
    /// @param matched the target at the matching place of the history, or [#NONE]
    /// @param returned where the call that is being returned from came from, or [#NONE]
    long code(
            BitCoder coder,
            long actual,
            TransferSite site,
            long matched,
            long returned,
            EventHistory history) {
        KnownTargets known = jumps.computeIfAbsent(site.pc(), _ -> new KnownTargets());
        int slot = slot(history, site);
        long four = afterFour[slot];
        long last = known.last();
        int isReturn = site.terminator() == Terminator.RETURN ? 1 : 0;

        int agreement = matched == NONE ? 0 : matched == returned ? 1 : 2;
        long target = offer(coder, actual, returned, RETURNED + agreement);
        if (target == NONE && matched != returned) {
            int same = (matched == four ? 1 : 0) + (matched == last ? 2 : 0);
            int stage = isReturn == 1 ? MATCHED_RETURN : MATCHED;
            target = offer(coder, actual, matched, stage + history.lengthClass() * 4 + same);
        }
        if (target == NONE && four != matched && four != returned) {
            target = offer(coder, actual, four, AFTER_FOUR + isReturn);
        }
        if (target == NONE && last != four && last != matched && last != returned) {
            target = offer(coder, actual, last, LAST + isReturn);
        }
        if (target == NONE) {
            target = name(coder, actual, known, site.pc());
        }
        afterFour[slot] = target;
        known.occurred(target);
        return target;
    }

    private static int slot(EventHistory history, TransferSite site) {
        long hash = history.shortHash() + EventTable.hash(site.pc());
        return (int) (hash >>> Long.SIZE - TABLE_BITS);
    }

    private long offer(BitCoder coder, long actual, long candidate, int context) {
        if (candidate == NONE) {
            return NONE;
        }
        int hit = Adaptive.code(coder, actual == candidate ? 1 : 0, hits, context);
        return hit == 1 ? candidate : NONE;
    }

    private long name(BitCoder coder, long actual, KnownTargets known, long pc) {
        if (known.isEmpty()) {
            return spell(coder, actual, pc);
        }
        int position = known.code(coder, known.position(actual));
        return known.has(position) ? known.target(position) : spell(coder, actual, pc);
    }

    // The distance in parcels, folded so that small ones of either sign are small numbers: the
    // length of the
    // number, then its bits behind the first.
    private long spell(BitCoder coder, long actual, long pc) {
        long distance = actual - pc >> 1;
        long folded = distance << 1 ^ distance >> 63;
        int significant = Long.SIZE - Long.numberOfLeadingZeros(folded);
        int length = Adaptive.codeTree(coder, significant, lengths, LENGTH_BITS);
        long value = length == 0 ? 0 : 1;
        for (int bit = length - 2; bit >= 0; bit--) {
            value = value << 1 | coder.code((int) (folded >>> bit) & 1, BitCoder.HALF);
        }
        return pc + ((value >>> 1 ^ -(value & 1)) << 1);
    }
}
