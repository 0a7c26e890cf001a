package dev.tracewright.linux;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The files behind descriptors 0, 1 and 2: streams, which may be the host's own.
final class StreamFiles {
    private static final int BUFFER = 1 << 16;

    private StreamFiles() {}

    static OpenFile input(InputStream stream) {
        try {
            return new Input(stream, Peer.of(stream));
        } catch (IOException e) {
            throw new UncheckedIOException("the standard input is closed", e);
        }
    }

    static OpenFile output(OutputStream stream, int descriptor) {
        try {
            return new Output(stream, Peer.of(stream, descriptor));
        } catch (IOException e) {
            throw new UncheckedIOException("descriptor " + descriptor + " is closed", e);
        }
    }

    /// What is at the other end of a stream: a descriptor of the host, another open file, or
    /// something that looks like a pipe to the guest.
    ///
    /// @param channel null unless the stream is a file's
    /// @param hostDescriptor -1 unless the stream is one of the host's own
    /// @param guestDescriptor tells pipes apart
    private record Peer(FileChannel channel, int hostDescriptor, int guestDescriptor) {
        private static final String[] TERMINALS = {"/dev/pts/", "/dev/tty", "/dev/console"};
        private static final List<FileDescriptor> HOST =
                List.of(FileDescriptor.in, FileDescriptor.out, FileDescriptor.err);

        static Peer of(InputStream stream) throws IOException {
            return stream instanceof FileInputStream file
                    ? new Peer(file.getChannel(), HOST.indexOf(file.getFD()), 0)
                    : new Peer(null, -1, 0);
        }

        static Peer of(OutputStream stream, int descriptor) throws IOException {
            return stream instanceof FileOutputStream file
                    ? new Peer(file.getChannel(), HOST.indexOf(file.getFD()), descriptor)
                    : new Peer(null, -1, descriptor);
        }

        /// The channel, for calls that only files answer; the host tells which files do not.
        FileChannel file(Errno otherwise) {
            if (channel == null) {
                throw otherwise.error();
            }
            return channel;
        }

        FileStatus status() throws IOException {
            if (hostDescriptor >= 0) {
                return FileStatus.of(Path.of("/dev/fd/" + hostDescriptor), true);
            }
            long inode = guestDescriptor + 1L;
            return channel == null
                    ? FileStatus.ofType(FileStatus.PIPE, 0600, inode, 0)
                    : FileStatus.ofType(FileStatus.REGULAR, 0600, inode, channel.size());
        }

        boolean isTerminal() {
            try {
                return hostDescriptor >= 0
                        && status().is(FileStatus.CHARACTER_DEVICE)
                        && isTerminalDevice();
            } catch (IOException _) {
                return false;
            }
        }

        private boolean isTerminalDevice() {
            try {
                Path link = Path.of("/proc/self/fd/" + hostDescriptor);
                String target = Files.readSymbolicLink(link).toString();
                return Arrays.stream(TERMINALS).anyMatch(target::startsWith);
            } catch (IOException _) {
                return System.console() != null && System.console().isTerminal();
            }
        }
    }

    private static final class Input extends OpenFile {
        private final InputStream stream;
        private final Peer peer;

        Input(InputStream stream, Peer peer) {
            super(OpenFlags.READ_ONLY);
            this.stream = stream;
            this.peer = peer;
        }

        @Override
        int read(ByteBuffer to) throws IOException {
            if (peer.channel() != null) {
                return Math.max(0, peer.channel().read(to));
            }
            byte[] bytes = new byte[Math.min(to.remaining(), BUFFER)];
            int count = Math.max(0, stream.read(bytes));
            to.put(bytes, 0, count);
            return count;
        }

        @Override
        int readAt(ByteBuffer to, long offset) throws IOException {
            return Math.max(0, peer.file(Errno.ESPIPE).read(to, offset));
        }

        @Override
        long seek(long offset, Whence whence) throws IOException {
            return HostFile.seek(peer.file(Errno.ESPIPE), offset, whence);
        }

        @Override
        FileStatus status() throws IOException {
            return peer.status();
        }

        @Override
        boolean isTerminal() {
            return peer.isTerminal();
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
    }

    private static final class Output extends OpenFile {
        private final OutputStream stream;
        private final Peer peer;

        Output(OutputStream stream, Peer peer) {
            super(OpenFlags.WRITE_ONLY);
            this.stream = stream;
            this.peer = peer;
        }

        @Override
        int write(ByteBuffer from) throws IOException {
            int count = from.remaining();
            if (peer.channel() != null) {
                while (from.hasRemaining()) {
                    peer.channel().write(from);
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
        int writeAt(ByteBuffer from, long offset) throws IOException {
            return peer.file(Errno.ESPIPE).write(from, offset);
        }

        @Override
        long seek(long offset, Whence whence) throws IOException {
            return HostFile.seek(peer.file(Errno.ESPIPE), offset, whence);
        }

        @Override
        void truncate(long size) throws IOException {
            peer.file(Errno.EINVAL).truncate(size);
        }

        @Override
        void synchronize() throws IOException {
            peer.file(Errno.EINVAL).force(true);
        }

        @Override
        FileStatus status() throws IOException {
            return peer.status();
        }

        @Override
        boolean isTerminal() {
            return peer.isTerminal();
        }
    }
}
