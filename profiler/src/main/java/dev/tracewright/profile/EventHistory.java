package dev.tracewright.profile;

import java.util.Arrays;

/// The recent events of a branch trace, and an earlier place that went on as the present does.
///
/// The place is found by a hash of the last events, as in LZ77, and followed until it fails: what
/// happened after it is the prediction. Events are given by their numbers in an [EventTable].
final class EventHistory {
    private static final int RING = 1 << 20;
    private static final int HEAD_BITS = 16;
    private static final int CHECK_BITS = 8;

    /// How many events the hashes cover.
    private static final int LONG_LENGTH = 64;

    private static final int MIDDLE_LENGTH = 16;

    /// Multipliers of the rolling hashes: odd numbers, shifted so that what an event contributed
    /// has left the 64 bits after 64, 16 and 4 more.
    private static final long LONG = 0xbf58476d1ce4e5b9L << 1;

    private static final long MIDDLE = 0x94d049bb133111ebL << 4;
    private static final long SHORT = 0xa0761d6478bd642fL << 16;

    private final int[] ring = new int[RING];

    /// By hash, where the last occurrence went on, and some more bits of its hash.
    private final int[] longHeads = new int[1 << HEAD_BITS];

    private final int[] middleHeads = new int[1 << HEAD_BITS];
    private long longHash;
    private long middleHash;
    private long shortHash;

    /// How many events there were; event i is in the ring at i modulo its size.
    private int size;

    /// The position of the event that is predicted to occur again.
    private int match;

    private int length;

    /// Forgets everything.
    void reset() {
        Arrays.fill(longHeads, 0);
        Arrays.fill(middleHeads, 0);
        longHash = 0;
        middleHash = 0;
        shortHash = 0;
        size = 0;
        match = 0;
        length = 0;
    }

    /// On how many events the earlier place agreed with the present; 0 if none is known.
    int length() {
        return length;
    }

    /// The logarithmic class of the length, 0 to 23.
    int lengthClass() {
        if (length < 16) {
            return length;
        }
        return Math.min(15 + Integer.SIZE - Integer.numberOfLeadingZeros(length >>> 4), 23);
    }

    /// The event that is predicted if the length is not 0.
    int predicted() {
        return ring[match & RING - 1];
    }

    /// How many events ago the predicted event occurred.
    int distance() {
        return size - match;
    }

    /// The event that occurred so many events ago, 1 being the last.
    int recent(int ago) {
        return ring[size - ago & RING - 1];
    }

    /// A hash of the last 16 events.
    long middleHash() {
        return middleHash;
    }

    /// A hash of the last 4 events.
    long shortHash() {
        return shortHash;
    }

    /// Looks for an earlier place, or for a better one than a short match.
    void find() {
        if (length >= LONG_LENGTH) {
            return;
        }
        if (!find(longHeads, longHash, LONG_LENGTH) && length == 0) {
            find(middleHeads, middleHash, MIDDLE_LENGTH);
        }
    }

    private boolean find(int[] heads, long hash, int covered) {
        int head = heads[index(hash)];
        int position = head >>> CHECK_BITS;
        if (position == 0 || head != head(position, hash) || size - position >= RING) {
            return false;
        }
        match = position;
        length = covered;
        return true;
    }

    private static int index(long hash) {
        return (int) (hash >>> Long.SIZE - HEAD_BITS);
    }

    private static int head(int position, long hash) {
        int check = (int) (hash >>> Long.SIZE - HEAD_BITS - CHECK_BITS);
        return position << CHECK_BITS | check & (1 << CHECK_BITS) - 1;
    }

    /// Appends an event, and follows the earlier place or leaves it.
    ///
    /// @param hash of the event's word
    void append(int event, long hash) {
        if (length > 0) {
            length = predicted() == event ? length + 1 : 0;
            match++;
        }
        longHeads[index(longHash)] = head(size, longHash);
        middleHeads[index(middleHash)] = head(size, middleHash);
        ring[size & RING - 1] = event;
        size++;
        roll(hash);
    }

    /// Appends the event that is predicted. The hashes are wrong until [#rehash].
    void follow() {
        ring[size & RING - 1] = predicted();
        size++;
        match++;
        length++;
    }

    /// Computes the hashes anew from the last events.
    void rehash(EventTable events) {
        for (int ago = LONG_LENGTH; ago > 0; ago--) {
            roll(EventTable.hash(events.word(recent(ago))));
        }
    }

    private void roll(long hash) {
        longHash = longHash * LONG + hash;
        middleHash = middleHash * MIDDLE + hash;
        shortHash = shortHash * SHORT + hash;
    }
}
