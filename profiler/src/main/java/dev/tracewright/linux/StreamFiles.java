package dev.tracewright.linux;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The files behind descriptors 0, 1 and 2: streams, which may be the host's own.
final class StreamFiles {
    private static final int BUFFER = 1 << 16;

    private StreamFiles() {}

    static OpenFile input(InputStream stream) {
        return new Input(stream);
    }

    static OpenFile output(OutputStream stream, int descriptor) {
        return new Output(stream, descriptor);
    }

    /// A descriptor of the host, of which the guest is told the truth; other streams look like
    /// pipes.
    private record HostDescriptor(int number) {
        private static final String[] TERMINALS = {"/dev/pts/", "/dev/tty", "/dev/console"};

        FileStatus status() {
            try {
                return FileStatus.of(Path.of("/dev/fd/" + number), true);
            } catch (IOException _) {
                return pipe(number);
            }
        }

        boolean isTerminal() {
            if (!status().is(FileStatus.CHARACTER_DEVICE)) {
                return false;
            }
            try {
                String target =
                        Files.readSymbolicLink(Path.of("/proc/self/fd/" + number)).toString();
                return Arrays.stream(TERMINALS).anyMatch(target::startsWith);
            } catch (IOException _) {
                return System.console() != null && System.console().isTerminal();
            }
        }
    }

    private static FileStatus pipe(int number) {
        return FileStatus.ofType(FileStatus.PIPE, 0600, number + 1L, 0);
    }

    private static final class Input extends OpenFile {
        private final InputStream stream;
        private final FileChannel channel;
        private final HostDescriptor host = new HostDescriptor(0);

        Input(InputStream stream) {
            super(OpenFlags.READ_ONLY);
            this.stream = stream;
            this.channel = stream instanceof FileInputStream file ? file.getChannel() : null;
        }

        @Override
        int read(ByteBuffer to) throws IOException {
            if (channel != null) {
                return Math.max(0, channel.read(to));
            }
            byte[] bytes = new byte[Math.min(to.remaining(), BUFFER)];
            int count = Math.max(0, stream.read(bytes));
            to.put(bytes, 0, count);
            return count;
        }

        @Override
        int readAt(ByteBuffer to, long offset) throws IOException {
            requireRegular();
            return Math.max(0, channel.read(to, offset));
        }

        @Override
        long seek(long offset, Whence whence) throws IOException {
            requireRegular();
            long target =
                    switch (whence) {
                        case START -> offset;
                        case POSITION -> channel.position() + offset;
                        case END -> channel.size() + offset;
                        case DATA, HOLE -> throw Errno.EINVAL.error();
                    };
            if (target < 0) {
                throw Errno.EINVAL.error();
            }
            channel.position(target);
            return target;
        }

        @Override
        FileStatus status() {
            return channel == null ? pipe(0) : host.status();
        }

        @Override
        boolean isTerminal() {
            return channel != null && host.isTerminal();
        }

        /// Only for a terminal is it known whether a read would wait.
        @Override
        boolean isInputReady() throws IOException {
            return !isTerminal() || stream.available() > 0;
        }

        @Override
        int available() throws IOException {
            return stream.available();
        }

        private void requireRegular() {
            if (!status().is(FileStatus.REGULAR)) {
                throw Errno.ESPIPE.error();
            }
        }
    }

    private static final class Output extends OpenFile {
        private final OutputStream stream;
        private final FileChannel channel;
        private final int descriptor;

        Output(OutputStream stream, int descriptor) {
            super(OpenFlags.WRITE_ONLY);
            this.stream = stream;
            this.channel = stream instanceof FileOutputStream file ? file.getChannel() : null;
            this.descriptor = descriptor;
        }

        @Override
        int write(ByteBuffer from) throws IOException {
            int count = from.remaining();
            if (channel != null) {
                while (from.hasRemaining()) {
                    channel.write(from);
                }
                return count;
            }
            byte[] bytes = new byte[Math.min(count, BUFFER)];
            while (from.hasRemaining()) {
                int part = Math.min(bytes.length, from.remaining());
                from.get(bytes, 0, part);
                stream.write(bytes, 0, part);
            }
            stream.flush();
            return count;
        }

        @Override
        FileStatus status() {
            return channel == null ? pipe(descriptor) : new HostDescriptor(descriptor).status();
        }

        @Override
        boolean isTerminal() {
            return channel != null && new HostDescriptor(descriptor).isTerminal();
        }
    }
}
