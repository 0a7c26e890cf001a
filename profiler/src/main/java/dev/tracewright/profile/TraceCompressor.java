package dev.tracewright.profile;

import dev.tracewright.code.InstructionSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/// Compresses events into chunks of a profile, in a thread of its own.
final class TraceCompressor implements Runnable {
    /// A chunk ends with the frame in which its code has grown to so many bytes.
    static final int CHUNK_BYTES = 1 << 20;

    /// What the recording thread hands over.
    sealed interface Work {}

    /// Events that were recorded in one frame.
    ///
    /// @param words the frame's buffer
    /// @param from where the events begin in it
    /// @param to where they end
    /// @param recycle whether the buffer is to be given back
    record Events(long[] words, int from, int to, boolean recycle) implements Work {}

    /// A change of the program counter after the events so far.
    record Redirect(Redirection redirection) implements Work {}

    /// Nothing more will come.
    record End() implements Work {}

    private final ChunkOutput output;
    private final BlockingQueue<Work> work;
    private final BlockingQueue<long[]> free;
    private final TraceModel model;
    private final RangeEncoder encoder = new RangeEncoder();
    private final List<BranchTrace.Chunk> chunks = new ArrayList<>();

    // The chunk that is being made.
    private long firstEvent;
    private int events;
    private long pc;
    private long instructions;
    private List<TraceChunk.Redirect> redirects = new ArrayList<>();

    private volatile Throwable failure;

    TraceCompressor(
            ChunkOutput output,
            InstructionSource code,
            long pc,
            BlockingQueue<Work> work,
            BlockingQueue<long[]> free) {
        this.output = output;
        this.work = work;
        this.free = free;
        this.pc = pc;
        model = new TraceModel(new TransferSites(code));
        model.locate(pc, 0);
    }

    /// Why there is no trace; null while all is well.
    Throwable failure() {
        return failure;
    }

    /// The chunks that were written.
    List<BranchTrace.Chunk> chunks() {
        return chunks;
    }

    @Override
    public void run() {
        try {
            while (next()) {}
        } catch (InterruptedException e) {
            failure = e;
        }
    }

    private boolean next() throws InterruptedException {
        Work next = work.take();
        if (failure == null) {
            try {
                handle(next);
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
            }
        }
        if (next instanceof Events(long[] words, int _, int _, boolean recycle) && recycle) {
            free.put(words);
        }
        return !(next instanceof End);
    }

    private void handle(Work next) throws IOException {
        switch (next) {
            case Events(long[] words, int from, int to, boolean _) -> {
                model.code(encoder, words, from, to);
                events += to - from;
                if (to == TraceModel.FRAME && isFull()) {
                    endChunk();
                }
            }
            case Redirect(Redirection redirection) -> {
                redirects.add(new TraceChunk.Redirect(events, redirection));
                model.locate(redirection.to(), redirection.instructions());
            }
            case End() -> {
                if (events > 0 || !redirects.isEmpty() || chunks.isEmpty()) {
                    endChunk();
                }
            }
        }
    }

    private boolean isFull() {
        return events == TraceModel.MAX_EVENTS || encoder.size() >= CHUNK_BYTES;
    }

    private void endChunk() throws IOException {
        var chunk =
                new TraceChunk(firstEvent, events, pc, instructions, redirects, encoder.finish());
        chunks.add(chunk.write(output));
        firstEvent += events;
        events = 0;
        pc = model.pc();
        instructions = model.instructions();
        redirects = new ArrayList<>();
        model.reset();
    }
}
