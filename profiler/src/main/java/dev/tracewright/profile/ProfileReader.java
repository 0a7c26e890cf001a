package dev.tracewright.profile;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.isa.Opcode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads profile files (`.twp`; docs/PROFILE-FORMAT.md).
///
/// Every byte of a file is checked when it is opened, those of the branch trace included; the trace
/// itself is read by [Replay] as it is needed.
public final class ProfileReader {
    /// The kinds of edges by their numbers in the file.
    static final List<EdgeKind> EDGE_KINDS =
            List.of(
                    EdgeKind.FALL_THROUGH,
                    EdgeKind.NOT_TAKEN,
                    EdgeKind.TAKEN,
                    EdgeKind.JUMP,
                    EdgeKind.CALL,
                    EdgeKind.INDIRECT_JUMP,
                    EdgeKind.INDIRECT_CALL,
                    EdgeKind.RETURN,
                    EdgeKind.SYSTEM_CALL,
                    EdgeKind.EXIT,
                    EdgeKind.ENTRY);

    private static final Map<String, Opcode> OPCODES = opcodes();

    private final ChunkInput input;
    private final Path path;

    private ProfileReader(ChunkInput input, Path path) {
        this.input = input;
        this.path = path;
    }

    private static Map<String, Opcode> opcodes() {
        var opcodes = new HashMap<String, Opcode>();
        for (Opcode opcode : Opcode.values()) {
            if (!opcode.compressed()) {
                opcodes.put(opcode.mnemonic(), opcode);
            }
        }
        return opcodes;
    }

    /// Reads a profile.
    ///
    /// @throws MalformedProfileException if the file is not a profile or not as it was written
    /// @throws IOException if it cannot be read
    public static Profile read(Path path) throws IOException {
        try (var input = new ChunkInput(path)) {
            Profile profile = new ProfileReader(input, path).profile();
            input.end();
            return profile;
        }
    }

    /// Reads the profile of a program.
    ///
    /// @throws StaleProfileException if the profile is of another program
    /// @throws MalformedProfileException if the file is not a profile or not as it was written
    /// @throws IOException if it cannot be read
    public static Profile read(Path path, ProgramIdentity program) throws IOException {
        Profile profile = read(path);
        program.require(profile.program(), "profile " + path);
        return profile;
    }

    private Profile profile() throws IOException {
        ChunkInput.Chunk chunk = input.next();
        var traceChunks = new ArrayList<BranchTrace.Chunk>();
        while (chunk.type() == ChunkType.TRACE) {
            traceChunks.add(traceChunk(chunk, traceChunks));
            chunk = input.next();
        }
        ProgramIdentity program = program(require(chunk, ChunkType.PROGRAM));
        RunSummary run = run(require(input.next(), ChunkType.RUN));
        List<BlockCount> blocks = blocks(require(input.next(), ChunkType.BLOCKS));
        List<EdgeCount> edges = edges(require(input.next(), ChunkType.EDGES));
        Map<Opcode, Long> opcodes = opcodes(require(input.next(), ChunkType.OPCODES));
        require(input.next(), ChunkType.END).end();
        Optional<BranchTrace> trace =
                traceChunks.isEmpty()
                        ? Optional.empty()
                        : Optional.of(BranchTrace.of(path, traceChunks));
        return new Profile(program, run, blocks, edges, opcodes, trace);
    }

    private PayloadReader require(ChunkInput.Chunk chunk, ChunkType expected)
            throws MalformedProfileException {
        if (chunk.type() != expected) {
            throw new MalformedProfileException(
                    path, chunk.offset(), "chunk " + chunk.type().tag(), "chunk " + expected.tag());
        }
        return chunk.payload();
    }

    private static BranchTrace.Chunk traceChunk(
            ChunkInput.Chunk chunk, List<BranchTrace.Chunk> before)
            throws MalformedProfileException {
        TraceChunk read = TraceChunk.read(chunk.payload());
        long expected =
                before.isEmpty() ? 0 : before.getLast().firstEvent() + before.getLast().events();
        if (read.firstEvent() != expected) {
            throw chunk.payload().malformed("event " + read.firstEvent(), "event " + expected);
        }
        return read.entry(chunk.number(), chunk.offset(), chunk.bytes());
    }

    private static ProgramIdentity program(PayloadReader payload) throws MalformedProfileException {
        String name = payload.string("the program's name");
        String buildId = payload.string("the build-id");
        String contentHash = payload.string("the content's hash");
        int count = payload.items("number of arguments", 1);
        var arguments = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            arguments.add(payload.string("an argument"));
        }
        payload.end();
        return new ProgramIdentity(name, buildId, contentHash, arguments);
    }

    private static RunSummary run(PayloadReader payload) throws MalformedProfileException {
        long instructions = payload.number("the number of instructions");
        String exit = payload.string("how the run ended");
        String engine = payload.string("the engine's name");
        double seconds = payload.real("the seconds");
        payload.end();
        return new RunSummary(instructions, exit, engine, seconds);
    }

    private static List<BlockCount> blocks(PayloadReader payload) throws MalformedProfileException {
        int count = payload.items("number of blocks", 4);
        var blocks = new ArrayList<BlockCount>(count);
        long start = 0;
        for (int i = 0; i < count; i++) {
            start += payload.number("a block's start");
            long end = start + payload.number("a block's length");
            int instructions = payload.count("a block's instructions", Integer.MAX_VALUE);
            blocks.add(new BlockCount(start, end, instructions, payload.number("a block's count")));
        }
        payload.end();
        return blocks;
    }

    private static List<EdgeCount> edges(PayloadReader payload) throws MalformedProfileException {
        int count = payload.items("number of edges", 4);
        var edges = new ArrayList<EdgeCount>(count);
        long from = 0;
        for (int i = 0; i < count; i++) {
            from += payload.number("an edge's start");
            long to = from + payload.signed("an edge's end");
            EdgeKind kind = EDGE_KINDS.get(payload.count("an edge's kind", EDGE_KINDS.size() - 1));
            edges.add(new EdgeCount(from, to, kind, payload.number("an edge's count")));
        }
        payload.end();
        return edges;
    }

    private static Map<Opcode, Long> opcodes(PayloadReader payload)
            throws MalformedProfileException {
        int count = payload.items("number of opcodes", 2);
        var opcodes = new EnumMap<Opcode, Long>(Opcode.class);
        for (int i = 0; i < count; i++) {
            String mnemonic = payload.string("an opcode's name");
            Opcode opcode = OPCODES.get(mnemonic);
            if (opcode == null) {
                throw payload.malformed("opcode " + mnemonic, "the name of an instruction");
            }
            opcodes.put(opcode, payload.number("an opcode's count"));
        }
        payload.end();
        return opcodes;
    }
}
