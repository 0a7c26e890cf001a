package dev.tracewright.profile;

import dev.tracewright.code.InstructionSource;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/// Writes a profile file (`.twp`; docs/PROFILE-FORMAT.md), whole or not at all.
///
/// What is written goes to a temporary file beside the profile, the branch trace while the program
/// runs. [#commit] completes the file and gives it its name; without that, [#close] deletes it.
public final class ProfileWriter implements AutoCloseable {
    private final Path path;
    private final Path temporary;
    private final FileChannel channel;
    private final ChunkOutput output;
    private BranchTraceWriter trace;
    private boolean committed;

    private ProfileWriter(Path path, Path temporary) throws IOException {
        this.path = path;
        this.temporary = temporary;
        channel =
                FileChannel.open(
                        temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        output = new ChunkOutput(channel);
    }

    /// Begins a profile that will be `path`.
    public static ProfileWriter create(Path path) throws IOException {
        String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return new ProfileWriter(
                path, path.resolveSibling(path.getFileName() + "." + unique + ".tmp"));
    }

    /// Writes a profile without a branch trace.
    public static void write(Path path, Profile profile) throws IOException {
        try (ProfileWriter writer = create(path)) {
            writer.commit(profile);
        }
    }

    /// Begins the branch trace. To be called at most once, before the program runs.
    ///
    /// @param code the program's code, which must not change; also read by the thread that
    ///   compresses
    /// @param pc the address of the first instruction that will be executed
    public BranchTraceWriter openTrace(InstructionSource code, long pc) {
        if (trace != null) {
            throw new IllegalStateException("the profile has a branch trace already");
        }
        trace = new BranchTraceWriter(output, code, pc);
        return trace;
    }

    /// Completes the file. A branch trace must have been finished by its recorder.
    ///
    /// @return the profile as it is in the file, with its branch trace
    public Profile commit(Profile profile) throws IOException {
        Optional<BranchTrace> recorded = Optional.ofNullable(trace).map(t -> t.recorded(path));
        writeProgram(profile.program());
        writeRun(profile.run());
        writeBlocks(profile.blocks());
        writeEdges(profile.edges());
        writeOpcodes(profile);
        output.write(ChunkType.END, new byte[0]);
        channel.force(true);
        channel.close();
        Files.move(
                temporary,
                path,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        committed = true;
        return profile.withTrace(recorded);
    }

    private void writeProgram(ProgramIdentity program) throws IOException {
        var payload = new PayloadWriter();
        payload.string(program.name());
        payload.string(program.buildId());
        payload.string(program.contentHash());
        payload.number(program.arguments().size());
        program.arguments().forEach(payload::string);
        output.write(ChunkType.PROGRAM, payload.finish());
    }

    private void writeRun(RunSummary run) throws IOException {
        var payload = new PayloadWriter();
        payload.number(run.instructions());
        payload.string(run.exit());
        payload.string(run.engine());
        payload.real(run.seconds());
        output.write(ChunkType.RUN, payload.finish());
    }

    private void writeBlocks(List<BlockCount> blocks) throws IOException {
        var payload = new PayloadWriter();
        payload.number(blocks.size());
        long previous = 0;
        for (BlockCount block : blocks) {
            payload.number(block.start() - previous);
            payload.number(block.end() - block.start());
            payload.number(block.instructions());
            payload.number(block.count());
            previous = block.start();
        }
        output.write(ChunkType.BLOCKS, payload.finish());
    }

    private void writeEdges(List<EdgeCount> edges) throws IOException {
        var payload = new PayloadWriter();
        payload.number(edges.size());
        long previous = 0;
        for (EdgeCount edge : edges) {
            payload.number(edge.from() - previous);
            payload.signed(edge.to() - edge.from());
            payload.number(ProfileReader.EDGE_KINDS.indexOf(edge.kind()));
            payload.number(edge.count());
            previous = edge.from();
        }
        output.write(ChunkType.EDGES, payload.finish());
    }

    private void writeOpcodes(Profile profile) throws IOException {
        var payload = new PayloadWriter();
        payload.number(profile.opcodes().size());
        var byName = new TreeMap<String, Long>();
        profile.opcodes().forEach((opcode, count) -> byName.put(opcode.mnemonic(), count));
        byName.forEach(
                (mnemonic, count) -> {
                    payload.string(mnemonic);
                    payload.number(count);
                });
        output.write(ChunkType.OPCODES, payload.finish());
    }

    /// Deletes what was written if it was not committed, and ends the branch trace's thread.
    @Override
    public void close() throws IOException {
        if (trace != null) {
            trace.end();
        }
        if (!committed) {
            channel.close();
            Files.deleteIfExists(temporary);
        }
    }
}
