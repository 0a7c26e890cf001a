package dev.tracewright.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// An open file description: what file descriptors, also duplicated ones, refer to.
///
/// The defaults are those of something that can neither be read, written nor positioned.
abstract class OpenFile {
    private int flags;
    private int references;

    /// @param flags the access mode and the status flags of [OpenFlags]
    OpenFile(int flags) {
        this.flags = flags & ~OpenFlags.CREATION;
    }

    /// What `F_GETFL` returns.
    final int flags() {
        return flags;
    }

    /// `F_SETFL`: the access mode stays.
    final void setStatusFlags(int changed) {
        flags = flags & ~OpenFlags.CHANGEABLE | changed & OpenFlags.CHANGEABLE;
    }

    final boolean isReadable() {
        return (flags & OpenFlags.ACCESS_MODE) != OpenFlags.WRITE_ONLY;
    }

    final boolean isWritable() {
        return (flags & OpenFlags.ACCESS_MODE) != OpenFlags.READ_ONLY;
    }

    final void retain() {
        references++;
    }

    /// Closes the file with its last descriptor.
    final void release() throws IOException {
        references--;
        if (references == 0) {
            close();
        }
    }

    /// Reads at the file's position; 0 at its end.
    int read(ByteBuffer to) throws IOException {
        throw Errno.EBADF.error();
    }

    /// Writes at the file's position.
    int write(ByteBuffer from) throws IOException {
        throw Errno.EBADF.error();
    }

    int readAt(ByteBuffer to, long offset) throws IOException {
        throw Errno.ESPIPE.error();
    }

    int writeAt(ByteBuffer from, long offset) throws IOException {
        throw Errno.ESPIPE.error();
    }

    /// Moves the position and returns it.
    long seek(long offset, Whence whence) throws IOException {
        throw Errno.ESPIPE.error();
    }

    void truncate(long size) throws IOException {
        throw Errno.EINVAL.error();
    }

    /// Brings what was written to the disk.
    void synchronize() throws IOException {
        throw Errno.EINVAL.error();
    }

    abstract FileStatus status() throws IOException;

    boolean isTerminal() {
        return false;
    }

    /// Whether a read would not wait.
    boolean isInputReady() throws IOException {
        return true;
    }

    /// Whether a write would not wait.
    boolean isOutputReady() {
        return true;
    }

    /// Bytes that can be read without waiting (`FIONREAD`).
    int available() throws IOException {
        throw Errno.ENOTTY.error();
    }

    /// The file's path on the host, if it has one.
    Optional<Path> path() {
        return Optional.empty();
    }

    /// Called once, when the last descriptor is closed.
    void close() throws IOException {}

    /// Where offsets of `lseek` count from, by the numbers of `linux/fs.h`.
    enum Whence {
        START,
        POSITION,
        END,
        DATA,
        HOLE;

        static Whence of(long number) {
            if (number < 0 || number >= values().length) {
                throw Errno.EINVAL.error();
            }
            return values()[(int) number];
        }
    }
}
