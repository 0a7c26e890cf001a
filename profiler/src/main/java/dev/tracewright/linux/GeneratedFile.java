package dev.tracewright.linux;

import dev.tracewright.program.RandomSource;

import java.nio.ByteBuffer;

/// Files without a file of the host behind them.
final class GeneratedFile {
    private static final long INODE = 100;

    private GeneratedFile() {}

    /// A text that is fixed when it is opened, like those of `/proc`.
    static OpenFile text(byte[] content, int flags) {
        return new Text(content, flags);
    }

    /// `/dev/urandom`.
    static OpenFile random(RandomSource source, int flags) {
        return new Random(source, flags);
    }

    private static final class Text extends OpenFile {
        private final byte[] content;
        private long position;

        Text(byte[] content, int flags) {
            super(flags);
            this.content = content;
        }

        @Override
        int read(ByteBuffer to) {
            int count = readAt(to, position);
            position += count;
            return count;
        }

        @Override
        int readAt(ByteBuffer to, long offset) {
            int from = Math.clamp(offset, 0, content.length);
            int count = Math.min(to.remaining(), content.length - from);
            to.put(content, from, count);
            return count;
        }

        @Override
        long seek(long offset, Whence whence) {
            long target =
                    switch (whence) {
                        case START -> offset;
                        case POSITION -> position + offset;
                        case END, DATA, HOLE -> throw Errno.EINVAL.error();
                    };
            if (target < 0) {
                throw Errno.EINVAL.error();
            }
            position = target;
            return target;
        }

        @Override
        FileStatus status() {
            return FileStatus.ofType(FileStatus.REGULAR, 0444, INODE, 0);
        }
    }

    private static final class Random extends OpenFile {
        private static final int CHUNK = 1 << 12;

        private final RandomSource source;

        Random(RandomSource source, int flags) {
            super(flags);
            this.source = source;
        }

        @Override
        int read(ByteBuffer to) {
            int count = to.remaining();
            while (to.hasRemaining()) {
                byte[] bytes = new byte[Math.min(CHUNK, to.remaining())];
                source.fill(bytes);
                to.put(bytes);
            }
            return count;
        }

        @Override
        int readAt(ByteBuffer to, long offset) {
            return read(to);
        }

        @Override
        int write(ByteBuffer from) {
            int count = from.remaining();
            from.position(from.limit());
            return count;
        }

        @Override
        long seek(long offset, Whence whence) {
            return 0;
        }

        @Override
        FileStatus status() {
            return FileStatus.ofType(FileStatus.CHARACTER_DEVICE, 0666, INODE + 1, 0);
        }
    }
}
