package dev.tracewright.profile;

import java.util.Arrays;

/// Gives each distinct event a small number, and keeps what is known of it.
///
/// An event is a word: `pc` of a conditional branch with bit 0 for taken, or [#INDIRECT] with the
/// upper 63 bits of an (even) target in the lower ones. Either determines where control is after
/// it.
final class EventTable {
    /// Marks the word of an indirect jump.
    static final long INDIRECT = Long.MIN_VALUE;

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final TransferSites sites;
    private int[] slots = new int[1 << 12];
    private int shift = Long.SIZE - 12;
    private long[] words = new long[1 << 10];
    private TransferSite[] following = new TransferSite[1 << 10];
    private int size;

    EventTable(TransferSites sites) {
        this.sites = sites;
        Arrays.fill(slots, -1);
    }

    static long branch(long pc, boolean taken) {
        return taken ? pc | 1 : pc;
    }

    static long indirect(long target) {
        return target >>> 1 | INDIRECT;
    }

    static boolean isIndirect(long word) {
        return word < 0;
    }

    /// The target of an indirect jump's word.
    static long target(long word) {
        return word << 1;
    }

    static long hash(long word) {
        return word * GOLDEN;
    }

    /// The event in words.
    static String describe(long word) {
        return isIndirect(word)
                ? "an indirect jump to 0x%x".formatted(target(word))
                : "a branch at 0x%x".formatted(word & ~1L);
    }

    /// The event's number, a new one at its first occurrence.
    ///
    /// @param site where it happened, if it is a branch's outcome
    int number(long word, TransferSite site) {
        int slot = (int) (hash(word) >>> shift);
        while (slots[slot] >= 0) {
            if (words[slots[slot]] == word) {
                return slots[slot];
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (size == words.length) {
            grow();
            return number(word, site);
        }
        slots[slot] = size;
        words[size] = word;
        following[size] = sites.after(destination(word, site));
        return size++;
    }

    private static long destination(long word, TransferSite site) {
        if (isIndirect(word)) {
            return target(word);
        }
        return (word & 1) != 0 ? site.target() : site.next();
    }

    private void grow() {
        words = Arrays.copyOf(words, 2 * size);
        following = Arrays.copyOf(following, 2 * size);
        slots = new int[2 * slots.length];
        shift--;
        Arrays.fill(slots, -1);
        for (int number = 0; number < size; number++) {
            int slot = (int) (hash(words[number]) >>> shift);
            while (slots[slot] >= 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = number;
        }
    }

    /// The event that has the number.
    long word(int number) {
        return words[number];
    }

    /// The transfer that comes after the event.
    TransferSite following(int number) {
        return following[number];
    }
}
