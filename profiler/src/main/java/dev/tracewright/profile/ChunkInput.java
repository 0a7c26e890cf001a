package dev.tracewright.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;

/// Reads the chunks of a profile file and checks their checksums.
final class ChunkInput implements AutoCloseable {
    /// A chunk that was read.
    ///
    /// @param number which chunk of the file it is, from 0
    /// @param offset where it begins in the file
    /// @param bytes its size there
    record Chunk(ChunkType type, int number, long offset, int bytes, PayloadReader payload) {}

    private final Path path;
    private final FileChannel channel;
    private final long size;
    private long at;
    private int chunks;

    /// Opens a file and checks its header.
    ChunkInput(Path path) throws IOException {
        this.path = path;
        channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            size = channel.size();
            readHeader();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void readHeader() throws IOException {
        byte[] magic = ChunkOutput.MAGIC;
        byte[] found = new byte[(int) Math.min(size, magic.length)];
        read(ByteBuffer.wrap(found), 0);
        if (!Arrays.equals(found, magic)) {
            throw malformed(0, "bytes " + hex(found), hex(magic) + ", as profiles begin");
        }
        ByteBuffer header = header("the file's header");
        int version = header.getInt(magic.length);
        if (version != ChunkOutput.VERSION) {
            throw malformed(
                    magic.length,
                    "version " + Integer.toUnsignedString(version),
                    "version " + ChunkOutput.VERSION);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    private MalformedProfileException malformed(long offset, String found, String expected) {
        return new MalformedProfileException(path, offset, found, expected);
    }

    private ByteBuffer header(String what) throws IOException {
        long offset = at;
        ByteBuffer header = take(ChunkOutput.HEADER, what);
        int covered = ChunkOutput.HEADER - Integer.BYTES;
        checkSum(offset, header.array(), covered, header.getInt(covered), what);
        return header;
    }

    // The next bytes of the file.
    private ByteBuffer take(int count, String what) throws IOException {
        if (count > size - at) {
            throw malformed(
                    at,
                    "the file ends after %d bytes".formatted(size),
                    count + " bytes for " + what);
        }
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        read(buffer, at);
        at += count;
        return buffer;
    }

    private void read(ByteBuffer buffer, long offset) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw malformed(offset, "the file became shorter", buffer.limit() + " bytes");
            }
        }
    }

    private void checkSum(long offset, byte[] bytes, int length, int expected, String what)
            throws MalformedProfileException {
        int found = ChunkOutput.checksum(bytes, length);
        if (found != expected) {
            throw malformed(
                    offset,
                    "%s has CRC-32C %08x".formatted(what, found),
                    "%08x, as written".formatted(expected));
        }
    }

    /// Reads the next chunk.
    Chunk next() throws IOException {
        int number = chunks++;
        long offset = at;
        ByteBuffer header = header("the header of chunk " + number);
        ChunkType type = type(header.getInt(0), offset);
        if (header.getInt(4) != number) {
            throw malformed(
                    offset + 4,
                    "chunk " + Integer.toUnsignedString(header.getInt(4)),
                    "chunk " + number);
        }
        String what = "the contents of chunk %d, %s".formatted(number, type.tag().strip());
        long contents = at;
        int length = header.getInt(8);
        if (length < 0) {
            throw malformed(
                    offset + 8,
                    "a chunk of %s bytes".formatted(Integer.toUnsignedString(length)),
                    "less than 2^31");
        }
        byte[] payload = take(length, what).array();
        int sum = take(ChunkOutput.TRAILER, "the checksum of chunk " + number).getInt(0);
        checkSum(contents, payload, payload.length, sum, what);
        var reader = new PayloadReader(path, contents, payload);
        return new Chunk(type, number, offset, (int) (at - offset), reader);
    }

    private ChunkType type(int code, long offset) throws MalformedProfileException {
        for (ChunkType type : ChunkType.values()) {
            if (type.code() == code) {
                return type;
            }
        }
        throw malformed(offset, "a chunk of type 0x%08x".formatted(code), "a type of version 1");
    }

    /// Reads the chunk at an offset that [#next] gave.
    ///
    /// @param number which chunk it is, from 0
    Chunk at(long offset, int number) throws IOException {
        at = offset;
        chunks = number;
        return next();
    }

    /// Checks that the last chunk was the last thing in the file.
    void end() throws MalformedProfileException {
        if (at != size) {
            throw malformed(at, (size - at) + " more bytes", "the end of the file");
        }
    }
}
