package dev.tracewright.linux;

import java.nio.ByteBuffer;

/// A pipe within the process.
///
/// As the process has one thread, nobody could end a wait: reading an empty pipe and writing to a
/// full one fail with `EAGAIN`, also without `O_NONBLOCK`.
final class Pipe {
    static final int CAPACITY = 1 << 16;

    private final ByteBuffer content = ByteBuffer.allocate(CAPACITY);
    private final long inode;
    private final End readEnd;
    private final End writeEnd;
    private boolean isRead = true;
    private boolean isWritten = true;

    Pipe(int flags, long inode) {
        this.inode = inode;
        this.readEnd = new End(flags | OpenFlags.READ_ONLY);
        this.writeEnd = new End(flags | OpenFlags.WRITE_ONLY);
    }

    OpenFile readEnd() {
        return readEnd;
    }

    OpenFile writeEnd() {
        return writeEnd;
    }

    final class End extends OpenFile {
        private End(int flags) {
            super(flags);
        }

        @Override
        int read(ByteBuffer to) {
            if (!isReadable()) {
                throw Errno.EBADF.error();
            }
            if (content.position() == 0) {
                if (isWritten && to.hasRemaining()) {
                    throw Errno.EAGAIN.error();
                }
                return 0;
            }
            content.flip();
            int count = Math.min(to.remaining(), content.remaining());
            to.put(content.slice().limit(count));
            content.position(count);
            content.compact();
            return count;
        }

        @Override
        int write(ByteBuffer from) {
            if (!isWritable()) {
                throw Errno.EBADF.error();
            }
            if (!isRead) {
                throw Errno.EPIPE.error();
            }
            int count = Math.min(from.remaining(), content.remaining());
            if (count == 0 && from.hasRemaining()) {
                throw Errno.EAGAIN.error();
            }
            content.put(from.slice().limit(count));
            from.position(from.position() + count);
            return count;
        }

        @Override
        FileStatus status() {
            return FileStatus.ofType(FileStatus.PIPE, 0600, inode, 0);
        }

        @Override
        boolean isInputReady() {
            return content.position() > 0 || !isWritten;
        }

        @Override
        boolean isOutputReady() {
            return content.hasRemaining() || !isRead;
        }

        @Override
        int available() {
            return content.position();
        }

        @Override
        void close() {
            if (isReadable()) {
                isRead = false;
            } else {
                isWritten = false;
            }
        }
    }
}
