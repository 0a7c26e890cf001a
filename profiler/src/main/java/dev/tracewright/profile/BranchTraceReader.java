package dev.tracewright.profile;

import dev.tracewright.code.InstructionSource;

import java.io.IOException;
import java.util.Optional;

/// Decodes a branch trace, part by part. A part is what was recorded without a change of the
/// program counter from outside, at most a frame of events; such a change comes before a part's
/// events.
final class BranchTraceReader implements AutoCloseable {
    private final BranchTrace trace;
    private final ChunkInput input;
    private final TraceModel model;
    private final long[] words = new long[TraceModel.FRAME];
    private int nextChunk;
    private TraceChunk chunk;
    private RangeDecoder decoder;
    private int nextRedirect;

    /// The events of the chunk up to the end of the part.
    private int decoded;

    private int partSize;
    private long partPc;
    private long partInstructions;
    private Optional<Redirection> partRedirection = Optional.empty();

    BranchTraceReader(BranchTrace trace, InstructionSource code) throws IOException {
        this.trace = trace;
        model = new TraceModel(new TransferSites(code));
        input = new ChunkInput(trace.file());
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    /// Goes to the chunk that contains the event, or to the last one. [#next] then gives its first
    /// part.
    void seek(long event) {
        int low = 0;
        while (low + 1 < trace.chunks().size()
                && trace.chunks().get(low + 1).firstEvent() <= event) {
            low++;
        }
        nextChunk = low;
        chunk = null;
    }

    /// Decodes the next part.
    ///
    /// @return whether there was one
    boolean next() throws IOException {
        while (chunk == null || isChunkDone()) {
            if (nextChunk == trace.chunks().size()) {
                return false;
            }
            open(trace.chunks().get(nextChunk++));
        }
        partPc = model.pc();
        partInstructions = model.instructions();
        partRedirection = takeRedirect();
        int from = decoded % TraceModel.FRAME;
        int to = Math.min(TraceModel.FRAME, from + untilNext());
        partSize = to - from;
        model.code(decoder, words, from, to);
        System.arraycopy(words, from, words, 0, partSize);
        decoded += partSize;
        return true;
    }

    private boolean isChunkDone() {
        return decoded == chunk.events() && nextRedirect == chunk.redirects().size();
    }

    private void open(BranchTrace.Chunk entry) throws IOException {
        chunk = TraceChunk.read(input.at(entry.offset(), entry.number()).payload());
        decoder = new RangeDecoder(chunk.code());
        decoded = 0;
        nextRedirect = 0;
        partSize = 0;
        partPc = chunk.pc();
        partInstructions = chunk.instructions();
        partRedirection = Optional.empty();
        model.reset();
        model.locate(chunk.pc(), chunk.instructions());
    }

    private Optional<Redirection> takeRedirect() {
        if (nextRedirect == chunk.redirects().size()
                || chunk.redirects().get(nextRedirect).event() > decoded) {
            return Optional.empty();
        }
        Redirection redirection = chunk.redirects().get(nextRedirect++).redirection();
        model.locate(redirection.to(), redirection.instructions());
        return Optional.of(redirection);
    }

    private int untilNext() {
        return nextRedirect == chunk.redirects().size()
                ? chunk.events() - decoded
                : chunk.redirects().get(nextRedirect).event() - decoded;
    }

    /// The part's events, as in [EventTable], from index 0.
    long[] words() {
        return words;
    }

    /// The number of the part's events.
    int size() {
        return partSize;
    }

    /// How many events come before the part.
    long firstEvent() {
        return chunk.firstEvent() + decoded - partSize;
    }

    /// Where control is after the event before the part.
    long pc() {
        return partPc;
    }

    /// How many instructions have been executed up to the event before the part, that included.
    long instructions() {
        return partInstructions;
    }

    /// What changed the program counter after that.
    Optional<Redirection> redirection() {
        return partRedirection;
    }
}
