package dev.tracewright.profile;

import dev.tracewright.code.InstructionSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Takes the outcomes of conditional branches and the targets of indirect jumps, in the order of
/// execution.
///
/// The two recording methods only append to a buffer. A thread of the writer compresses full
/// buffers and writes them to the profile; when it falls behind, recording waits for it, so memory
/// stays bounded. One thread records. [ProfileRecorder#finish] ends the trace.
public final class BranchTraceWriter {
    private static final int BUFFERS = 4;

    private final BlockingQueue<TraceCompressor.Work> work = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<long[]> free = new ArrayBlockingQueue<>(BUFFERS);
    private final TraceCompressor compressor;
    private final Thread thread;
    private long[] words = new long[TraceModel.FRAME];
    private int size;

    /// Where the events begin that were not handed over yet.
    private int start;

    private boolean ended;

    BranchTraceWriter(ChunkOutput output, InstructionSource code, long pc) {
        for (int i = 1; i < BUFFERS; i++) {
            free.add(new long[TraceModel.FRAME]);
        }
        compressor = new TraceCompressor(output, code, pc, work, free);
        thread = Thread.ofPlatform().daemon().name("branch-trace").start(compressor);
    }

    /// Records an execution of the conditional branch at `pc`.
    public void branch(long pc, boolean taken) {
        int at = size;
        words[at] = taken ? pc | 1 : pc;
        size = at + 1;
        if (at + 1 == TraceModel.FRAME) {
            flush();
        }
    }

    /// Records an execution of the indirect jump at `pc`.
    public void indirect(long pc, long target) {
        int at = size;
        words[at] = EventTable.indirect(target);
        size = at + 1;
        if (at + 1 == TraceModel.FRAME) {
            flush();
        }
    }

    private void flush() {
        put(new TraceCompressor.Events(words, start, size, true));
        words = take(free);
        size = 0;
        start = 0;
    }

    /// Records that something else than an instruction changed the program counter.
    void redirect(Redirection redirection) {
        flushPart();
        put(new TraceCompressor.Redirect(redirection));
    }

    private void flushPart() {
        if (size > start) {
            put(new TraceCompressor.Events(Arrays.copyOf(words, size), start, size, false));
            start = size;
        }
    }

    /// Writes what is left and waits until it is written.
    ///
    /// @throws UncheckedIOException if the trace could not be written
    /// @throws IllegalStateException if what was recorded is not what the code can do
    void finish() {
        try {
            flushPart();
        } finally {
            end();
        }
        rethrow(compressor.failure());
    }

    /// Ends the writer's thread, whatever became of the trace.
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            work.put(new TraceCompressor.End());
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// The finished trace in a file.
    BranchTrace recorded(Path file) {
        if (!ended) {
            throw new IllegalStateException("the recording has not ended");
        }
        return BranchTrace.of(file, compressor.chunks());
    }

    private void put(TraceCompressor.Work next) {
        rethrow(compressor.failure());
        try {
            work.put(next);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static <T> T take(BlockingQueue<T> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while a branch trace was written", cause);
    }

    private static void rethrow(Throwable failure) {
        switch (failure) {
            case null -> {}
            case IOException e ->
                    throw new UncheckedIOException("cannot write the branch trace", e);
            case Throwable e ->
                    throw new IllegalStateException("cannot record: " + e.getMessage(), e);
        }
    }
}
