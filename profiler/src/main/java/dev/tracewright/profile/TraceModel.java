package dev.tracewright.profile;

import dev.tracewright.code.Terminator;

/// The model behind a compressed branch trace: it predicts each event from those before it and from
/// the static code, and codes how the prediction fared. Encoder and decoder run the same code.
final class TraceModel {
    /// Events are coded in frames of so many; a batch does not cross the end of a frame.
    static final int FRAME = 1 << 16;

    /// The greatest number of events between two calls of [#reset].
    static final int MAX_EVENTS = 1 << 24;

    private static final int BATCH = 64;
    private static final int BATCH_LEVELS = 11;
    private static final int BATCH_AFTER = 128;

    private final TransferSites sites;
    private final EventTable events;
    private final EventHistory history = new EventHistory();
    private final ReturnStack stack = new ReturnStack();
    private final OutcomeModel outcomes = new OutcomeModel();
    private final TargetModel targets = new TargetModel();
    private final int[] batches = Adaptive.table(BATCH_LEVELS * 32 * 16);

    /// The length of the next batch is `BATCH << batchLevel`.
    private int batchLevel;

    /// Which batches went as predicted: the last one in bit 0.
    private int batchResults;

    /// How many events to code singly before the next batch is tried.
    private int patience;

    private long instructions;
    private TransferSite site;

    TraceModel(TransferSites sites) {
        this.sites = sites;
        events = new EventTable(sites);
        reset();
    }

    /// Forgets everything but where control is.
    void reset() {
        history.reset();
        stack.reset();
        outcomes.reset();
        targets.reset();
        Adaptive.reset(batches);
        batchLevel = 0;
        batchResults = 0;
        patience = 0;
    }

    /// Says where control is: at the start, or when something else than an instruction changed it.
    ///
    /// @param executed how many instructions have been executed
    void locate(long address, long executed) {
        instructions = executed;
        site = sites.after(address);
    }

    /// Where control is after the last event.
    long pc() {
        return site.start();
    }

    /// The number of instructions executed up to the last event, that included.
    long instructions() {
        return instructions;
    }

    /// Codes events of one frame: an encoder reads them from `words`, a decoder stores them there.
    ///
    /// @throws IllegalStateException if the events are not those of the code
    void code(BitCoder coder, long[] words, int from, int to) {
        int at = from;
        while (at < to) {
            int batch = batch(coder, words, at, to);
            if (batch == 0) {
                words[at] = event(coder, words[at]);
                batch = 1;
            }
            at += batch;
        }
    }

    // A long match is likely to go on: many events are coded as one bit.
    private int batch(BitCoder coder, long[] words, int at, int to) {
        if (patience > 0) {
            patience--;
            return 0;
        }
        if (history.length() < BATCH_AFTER) {
            return 0;
        }
        int length = BATCH << batchLevel;
        if (length > to - at) {
            batchLevel = Math.max(batchLevel - 1, 0);
            return 0;
        }
        int hit = coder.encodes() && matches(words, at, length) ? 1 : 0;
        int context = (batchLevel * 32 + history.lengthClass()) * 16 + (batchResults & 15);
        hit = Adaptive.code(coder, hit, batches, context);
        batchResults = batchResults << 1 | hit;
        if (hit == 0) {
            patience = BATCH;
            batchLevel = Math.max(batchLevel - 2, 0);
            return 0;
        }
        follow(words, at, length);
        batchLevel = Math.min(batchLevel + 1, BATCH_LEVELS - 1);
        return length;
    }

    private boolean matches(long[] words, int at, int length) {
        int distance = history.distance();
        for (int i = 0; i < length; i++) {
            // A match may reach into the batch itself.
            long predicted =
                    i < distance
                            ? events.word(history.recent(distance - i))
                            : words[at + i - distance];
            if (words[at + i] != predicted) {
                return false;
            }
        }
        return true;
    }

    private void follow(long[] words, int at, int length) {
        for (int i = 0; i < length; i++) {
            int event = history.predicted();
            long word = events.word(event);
            words[at + i] = word;
            arrive();
            leave(word);
            history.follow();
            site = events.following(event);
        }
        history.rehash(events);
    }

    private long event(BitCoder coder, long actual) {
        if (site.isMissing()) {
            throw new IllegalStateException(
                    "the trace goes on after 0x%x, the code does not".formatted(site.start()));
        }
        if (coder.encodes()) {
            check(actual);
        }
        arrive();
        history.find();
        long word =
                site.terminator() == Terminator.BRANCH
                        ? outcome(coder, (int) actual & 1)
                        : target(coder, EventTable.target(actual));
        leave(word);
        int event = events.number(word, site);
        history.append(event, EventTable.hash(word));
        site = events.following(event);
        return word;
    }

    private void check(long word) {
        boolean branch = site.terminator() == Terminator.BRANCH;
        if (EventTable.isIndirect(word) == branch || branch && (word & ~1L) != site.pc()) {
            throw new IllegalStateException(
                    "recorded %s, but the code comes to 0x%x, %s"
                            .formatted(EventTable.describe(word), site.pc(), site.terminator()));
        }
    }

    private void arrive() {
        instructions += site.instructions();
        for (long address : site.returns()) {
            stack.push(address);
        }
    }

    private void leave(long word) {
        if (site.terminator() == Terminator.RETURN) {
            stack.pop(EventTable.target(word));
        } else if (site.terminator() == Terminator.INDIRECT_CALL) {
            stack.push(site.next());
        }
    }

    private long outcome(BitCoder coder, int actual) {
        int predicted = -1;
        if (history.length() > 0) {
            long word = events.word(history.predicted());
            predicted = (word & ~1L) == site.pc() ? (int) word & 1 : -1;
        }
        int taken = outcomes.code(coder, actual, predicted, history);
        return EventTable.branch(site.pc(), taken == 1);
    }

    private long target(BitCoder coder, long actual) {
        long matched = TargetModel.NONE;
        if (history.length() > 0) {
            long word = events.word(history.predicted());
            matched = EventTable.isIndirect(word) ? EventTable.target(word) : TargetModel.NONE;
        }
        long returned = site.terminator() == Terminator.RETURN ? stack.peek() : TargetModel.NONE;
        return EventTable.indirect(targets.code(coder, actual, site, matched, returned, history));
    }
}
