package dev.tracewright.profile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A part of a branch trace that can be decoded without the parts before it.
///
/// @param firstEvent how many events come before it
/// @param events how many it has
/// @param pc where control is before its first event
/// @param instructions how many instructions have been executed then, up to the event before
/// @param redirects changes of the program counter in the order in which they happened
/// @param code the events, coded by [TraceModel]
record TraceChunk(
        long firstEvent,
        int events,
        long pc,
        long instructions,
        List<Redirect> redirects,
        byte[] code) {
    /// A change of the program counter.
    ///
    /// @param event the number of the chunk's events before it
    record Redirect(int event, Redirection redirection) {}

    /// Appends the chunk to a profile.
    BranchTrace.Chunk write(ChunkOutput output) throws IOException {
        var payload = new PayloadWriter();
        payload.number(firstEvent);
        payload.number(events);
        payload.number(pc);
        payload.number(instructions);
        payload.number(redirects.size());
        for (Redirect redirect : redirects) {
            payload.number(redirect.event);
            payload.number(redirect.redirection.from());
            payload.number(redirect.redirection.to());
            payload.number(redirect.redirection.instructions());
        }
        payload.bytes(code);
        ChunkOutput.Place place = output.write(ChunkType.TRACE, payload.finish());
        return entry(place.number(), place.offset(), place.bytes());
    }

    /// The chunk's entry in a list of chunks.
    BranchTrace.Chunk entry(int number, long offset, int bytes) {
        return new BranchTrace.Chunk(number, offset, bytes, firstEvent, events, pc, instructions);
    }

    /// Parses a chunk's payload.
    static TraceChunk read(PayloadReader payload) throws MalformedProfileException {
        long firstEvent = payload.number("the first event's number");
        int events = payload.count("number of events", TraceModel.MAX_EVENTS);
        long pc = payload.number("the program counter");
        long instructions = payload.number("the number of instructions");
        int count = payload.items("number of redirections", 4);
        var redirects = new ArrayList<Redirect>();
        for (int i = 0; i < count; i++) {
            int event = payload.count("the event of a redirection", events);
            if (i > 0 && event < redirects.getLast().event) {
                throw payload.malformed("redirection at event " + event, "ascending events");
            }
            long from = payload.number("the source of a redirection");
            long to = payload.number("the target of a redirection");
            long executed = payload.number("the instructions before a redirection");
            redirects.add(new Redirect(event, new Redirection(from, to, executed)));
        }
        return new TraceChunk(firstEvent, events, pc, instructions, redirects, payload.rest());
    }
}
