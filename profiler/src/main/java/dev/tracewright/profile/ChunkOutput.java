package dev.tracewright.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/// Writes a profile file's header and chunks, each with its checksums. One thread at a time.
final class ChunkOutput {
    /// The first bytes of every profile: not text, and damaged by whatever converts line ends.
    static final byte[] MAGIC = {(byte) 0x89, 'T', 'W', 'P', '\r', '\n', 0x1a, '\n'};

    /// The version of the format.
    static final int VERSION = 1;

    /// The length of the file's header, and of a chunk's.
    static final int HEADER = 16;

    /// The length of the checksum behind a chunk.
    static final int TRAILER = 4;

    /// Where a chunk was written.
    ///
    /// @param number which chunk of the file it is, from 0
    /// @param offset where it begins in the file
    /// @param bytes its size there
    record Place(int number, long offset, int bytes) {}

    private final FileChannel channel;
    private int chunks;
    private long size;

    /// Begins a file.
    ChunkOutput(FileChannel channel) throws IOException {
        this.channel = channel;
        write(header().put(MAGIC).putInt(VERSION));
    }

    private static ByteBuffer header() {
        return ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(ByteBuffer header) throws IOException {
        put(header.putInt(checksum(header.array(), header.position())).flip());
    }

    private void put(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            size += channel.write(bytes);
        }
    }

    static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /// Appends a chunk.
    Place write(ChunkType type, byte[] payload) throws IOException {
        long offset = size;
        write(header().putInt(type.code()).putInt(chunks).putInt(payload.length));
        put(ByteBuffer.wrap(payload));
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        put(trailer.putInt(checksum(payload, payload.length)).flip());
        return new Place(chunks++, offset, (int) (size - offset));
    }
}
