package dev.tracewright.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// A file of the host that has bytes: regular files and devices.
final class HostFile extends OpenFile {
    private final FileChannel channel;
    private final Path path;
    private final FileStatus opened;

    HostFile(FileChannel channel, Path path, int flags) throws IOException {
        super(flags);
        this.channel = channel;
        this.path = path;
        this.opened = FileStatus.of(path, true);
    }

    FileChannel channel() {
        return channel;
    }

    boolean isRegular() {
        return opened.is(FileStatus.REGULAR);
    }

    @Override
    int read(ByteBuffer to) throws IOException {
        requireReadable();
        return Math.max(0, channel.read(to));
    }

    /// Appends by itself, because a channel that appends cannot read.
    @Override
    int write(ByteBuffer from) throws IOException {
        requireWritable();
        if (OpenFlags.has(flags(), OpenFlags.APPEND)) {
            channel.position(channel.size());
        }
        return channel.write(from);
    }

    @Override
    int readAt(ByteBuffer to, long offset) throws IOException {
        requireReadable();
        requireSeekable();
        return Math.max(0, channel.read(to, offset));
    }

    @Override
    int writeAt(ByteBuffer from, long offset) throws IOException {
        requireWritable();
        requireSeekable();
        return channel.write(from, offset);
    }

    @Override
    long seek(long offset, Whence whence) throws IOException {
        requireSeekable();
        return seek(channel, offset, whence);
    }

    /// Moves the position of a channel and returns it.
    static long seek(FileChannel channel, long offset, Whence whence) throws IOException {
        long target =
                switch (whence) {
                    case START -> offset;
                    case POSITION -> channel.position() + offset;
                    case END -> channel.size() + offset;
                    case DATA, HOLE -> hole(offset, channel.size(), whence);
                };
        if (target < 0) {
            throw Errno.EINVAL.error();
        }
        channel.position(target);
        return target;
    }

    /// Files count as having no holes but the one behind their end, which Linux permits.
    private static long hole(long offset, long size, Whence whence) {
        if (offset < 0 || offset >= size) {
            throw Errno.ENXIO.error();
        }
        return whence == Whence.DATA ? offset : size;
    }

    @Override
    void truncate(long size) throws IOException {
        if (!isWritable() || !isRegular()) {
            throw Errno.EINVAL.error();
        }
        if (size < channel.size()) {
            long position = channel.position();
            channel.truncate(size);
            channel.position(position);
        } else if (size > channel.size()) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    @Override
    void synchronize() throws IOException {
        channel.force(true);
    }

    @Override
    FileStatus status() throws IOException {
        FileStatus now = FileStatus.ofOpened(opened, path);
        return isRegular() ? now.withSize(channel.size()) : now;
    }

    @Override
    int available() throws IOException {
        return Math.clamp(channel.size() - channel.position(), 0, Integer.MAX_VALUE);
    }

    @Override
    Optional<Path> path() {
        return Optional.of(path);
    }

    @Override
    void close() throws IOException {
        channel.close();
    }

    private void requireReadable() {
        if (!isReadable()) {
            throw Errno.EBADF.error();
        }
    }

    private void requireWritable() {
        if (!isWritable()) {
            throw Errno.EBADF.error();
        }
    }

    private void requireSeekable() {
        if (opened.is(FileStatus.PIPE)) {
            throw Errno.ESPIPE.error();
        }
    }
}
