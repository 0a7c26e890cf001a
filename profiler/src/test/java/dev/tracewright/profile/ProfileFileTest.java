package dev.tracewright.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.isa.Opcode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class ProfileFileTest {
    private static final ProgramIdentity PROGRAM =
            new ProgramIdentity("täst.elf", "c0ffee", "0123abcd", List.of("-n", "", "a b"));

    private static final Profile SMALL =
            new Profile(
                    PROGRAM,
                    new RunSummary(1L << 40, "exit status 3", "switch", 1.25),
                    List.of(
                            new BlockCount(0x1_0000, 0x1_0008, 2, 1L << 39),
                            new BlockCount(0x2a_0000_0000L, 0x2a_0000_0002L, 1, 1)),
                    Arrays.stream(EdgeKind.values())
                            .map(kind -> new EdgeCount(0x1_0000, 0x2a_0000_0000L, kind, 7))
                            .toList(),
                    Map.of(Opcode.ADDI, 1L << 39, Opcode.FADD_D_, 3L, Opcode.LR_W, 2L),
                    Optional.empty());

    @TempDir Path folder;

    private Path path() {
        return folder.resolve("test.twp");
    }

    private byte[] write(Profile profile) throws IOException {
        ProfileWriter.write(path(), profile);
        return Files.readAllBytes(path());
    }

    /// A profile with a branch trace, and redirections in it.
    private byte[] recorded(TestCode code, int instructions, int redirections) throws IOException {
        try (ProfileWriter writer = ProfileWriter.create(path())) {
            ProfileRecorder recorder =
                    TestRun.of(
                                    code,
                                    7,
                                    instructions,
                                    redirections,
                                    pc ->
                                            ProfileRecorder.tracing(
                                                    pc, 0, writer.openTrace(code, pc)))
                            .recorder;
            var run = new RunSummary(recorder.instructions(), "budget spent", "test", 0);
            writer.commit(ProfileBuilder.build(recorder, code, PROGRAM, run));
        }
        return Files.readAllBytes(path());
    }

    private byte[] recorded() throws IOException {
        return recorded(RandomProgram.generate(7, 25), 300, 50);
    }

    private MalformedProfileException malformed(byte[] bytes) throws IOException {
        Files.write(path(), bytes);
        return assertThrows(MalformedProfileException.class, () -> ProfileReader.read(path()));
    }

    @Test
    void profileIsReadAsItWasWritten() throws IOException {
        write(SMALL);

        assertEquals(SMALL, ProfileReader.read(path()));
    }

    @Test
    void profileWithTraceIsReadAsItWasWritten() throws IOException {
        recorded();

        Profile read = ProfileReader.read(path());
        assertEquals(path(), read.trace().orElseThrow().file());
        assertTrue(read.trace().orElseThrow().events() > 50);
        assertEquals(PROGRAM, read.program());
    }

    @Test
    void equalProfilesAreEqualBytes() throws IOException {
        assertArrayEquals(write(SMALL), write(SMALL));
    }

    /// Files are kept: whoever changes a byte of them has to change the version, and to read both.
    @Test
    void bytesOfVersionOneStayTheSame() throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256")
                        .digest(recorded(RandomProgram.generate(4, 200), 200_000, 200));

        assertEquals(1, ChunkOutput.VERSION);
        assertEquals(
                "b615ce0df3043da932cc6325f8d14db0af038551991380792ae43b41880c0130",
                HexFormat.of().formatHex(digest));
    }

    @Test
    void everyTruncationIsDetectedWhereItIs() throws IOException {
        byte[] whole = recorded();
        for (int length = 0; length < whole.length; length++) {
            MalformedProfileException e = malformed(Arrays.copyOf(whole, length));
            String message = "cut to " + length + ": " + e.getMessage();
            assertTrue(e.offset() <= length, message);
            assertTrue(e.getMessage().startsWith(path() + ": offset " + e.offset()), message);
        }
    }

    @Test
    void everyChangedByteIsDetected() throws IOException {
        byte[] whole = recorded();
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) (1 << i % 8);
            MalformedProfileException e = malformed(changed);
            assertTrue(e.offset() <= i, "byte " + i + ": " + e.getMessage());
        }
    }

    @Test
    void bytesBehindTheEndAreDetected() throws IOException {
        byte[] whole = write(SMALL);

        MalformedProfileException e = malformed(Arrays.copyOf(whole, whole.length + 3));

        assertEquals(whole.length, e.offset());
        assertTrue(e.getMessage().endsWith("3 more bytes, expected the end of the file"));
    }

    @ParameterizedTest
    @CsvSource({
        "8, 2, 'version 2, expected version 1'",
        "0, 88, 'as profiles begin'",
    })
    void headersOfOtherFilesAreRefused(int at, byte value, String expected) throws IOException {
        byte[] bytes = write(SMALL);
        bytes[at] = value;
        // As if a later version had written it: the checksum is right.
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(12, ChunkOutput.checksum(bytes, 12));

        String message = malformed(bytes).getMessage();

        assertTrue(message.endsWith(expected), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void missingChunkIsDetected(int missing) throws IOException {
        byte[] bytes = recorded();
        int at = ChunkOutput.HEADER;
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < missing; i++) {
            at += length(file, at);
        }
        int next = at + length(file, at);
        byte[] without = Arrays.copyOf(bytes, bytes.length - (next - at));
        System.arraycopy(bytes, next, without, at, bytes.length - next);

        MalformedProfileException e = malformed(without);

        assertEquals(at + 4, e.offset());
        assertTrue(
                e.getMessage().contains("chunk " + (missing + 1) + ", expected chunk " + missing));
    }

    private static int length(ByteBuffer file, int chunk) {
        return ChunkOutput.HEADER + file.getInt(chunk + 8) + ChunkOutput.TRAILER;
    }

    /// Chunks with right checksums and wrong contents, as no writer of ours makes them.
    @ParameterizedTest
    @CsvSource({
        "PROG, '', 'expected 1 for length of the program''s name'",
        "PROG, 05, 'length of the program''s name is 5, expected at most 0'",
        "PROG, 01ff0000, 'the program''s name is not UTF-8, expected UTF-8'",
        "PROG, 0000007f, 'number of arguments is 127, expected at most 0'",
        "PROG, 0000000001, '1 more bytes in the chunk, expected its end'",
        "PROG, ffffffffffffffffffff01, 'more than ten bytes, expected a number of 64 bits'",
        "PROG, ffffffffffffffffff02, 'more than 64 bits, expected a number of 64 bits'",
        "PROG, ffffffffffffffffff01, 'is 18446744073709551615, expected at most 0'",
        "RUN, 00000001, '1 more bytes in the chunk, expected 8 for the seconds'",
        "BLKS, 7f00, 'number of blocks is 127, expected at most 0'",
        "EDGE, 010000630000, 'an edge''s kind is 99, expected at most 10'",
        "OPCS, 01036e6f7007, 'opcode nop, expected the name of an instruction'",
        "END, 00, '1 more bytes in the chunk, expected its end'",
        "TRAC, 0500000000, 'event 5, expected event 0'",
        "TRAC, 000000000200000000, 'number of redirections is 2, expected at most 1'",
        "TRAC, 000200000104000000, 'the event of a redirection is 4, expected at most 2'",
        "TRAC, 00020000020100000000000000, 'redirection at event 0, expected ascending events'",
    })
    void chunkThatIsNotAsSpecifiedIsRefused(String tag, String contents, String expected)
            throws IOException {
        Path file = folder.resolve("crafted.twp");
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var output = new ChunkOutput(channel);
            for (ChunkType type : ChunkType.values()) {
                boolean crafted = type.tag().strip().equals(tag);
                if (crafted || type != ChunkType.TRACE) {
                    byte[] payload =
                            crafted
                                    ? HexFormat.of().parseHex(contents)
                                    : new byte[type == ChunkType.RUN ? 11 : emptySize(type)];
                    output.write(type, payload);
                }
            }
        }

        var e = assertThrows(MalformedProfileException.class, () -> ProfileReader.read(file));

        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }

    private static int emptySize(ChunkType type) {
        return switch (type) {
            case PROGRAM -> 4;
            case BLOCKS, EDGES, OPCODES -> 1;
            case TRACE, RUN, END -> 0;
        };
    }

    @Test
    void chunksInAnotherOrderAreRefused() throws IOException {
        Path file = folder.resolve("order.twp");
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            new ChunkOutput(channel).write(ChunkType.RUN, new byte[11]);
        }

        var e = assertThrows(MalformedProfileException.class, () -> ProfileReader.read(file));

        assertTrue(e.getMessage().endsWith("chunk RUN , expected chunk PROG"), e.getMessage());
    }

    @Test
    void profileOfTheSameProgramIsAccepted() throws IOException {
        write(SMALL);

        var renamed = new ProgramIdentity("other", "c0ffee", "0123abcd", List.of());
        assertEquals(SMALL, ProfileReader.read(path(), renamed));
    }

    @ParameterizedTest
    @CsvSource({
        "c0ffee, 4567, 'its program has SHA-256 0123abcd, the program has 4567'",
        "decaf, 0123abcd, 'its build-id is c0ffee, the program''s is decaf'",
        "'', 0123abcd, 'its build-id is c0ffee, the program''s is missing'",
    })
    void profileOfAnotherProgramIsStale(String buildId, String hash, String difference)
            throws IOException {
        write(SMALL);
        var other = new ProgramIdentity("other.elf", buildId, hash, List.of());

        var e = assertThrows(StaleProfileException.class, () -> ProfileReader.read(path(), other));

        assertEquals(
                "the profile %s is of täst.elf, not of other.elf: %s; record it again"
                        .formatted(path(), difference),
                e.getMessage());
    }

    @Test
    void profileReplacesAnOlderOneAndLeavesNothingElse() throws IOException {
        Files.writeString(path(), "older");

        write(SMALL);

        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(path()), files.toList());
        }
        assertEquals(SMALL, ProfileReader.read(path()));
    }

    @Test
    void writerThatIsNotCommittedKeepsTheOlderProfile() throws IOException {
        byte[] older = write(SMALL);

        ProfileWriter.create(path()).close();

        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(path()), files.toList());
        }
        assertArrayEquals(older, Files.readAllBytes(path()));
    }

    @Test
    void missingFileIsNotMalformed() {
        assertThrows(NoSuchFileException.class, () -> ProfileReader.read(path()));
    }

    @Test
    void numbersTakeAsFewBytesAsTheyNeed() {
        var payload = new PayloadWriter();
        IntStream.of(0, 127, 128, 16383, 16384).forEach(payload::number);
        payload.number(-1);
        payload.signed(-1);
        payload.signed(64);

        assertEquals(
                "00" + "7f" + "8001" + "ff7f" + "808001" + "ffffffffffffffffff01" + "01" + "8001",
                HexFormat.of().formatHex(payload.finish()));
    }
}
