package dev.tracewright.compare;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// An input that can be read from its beginning again and again, although its source can be read
/// only once. The source is read when a reader needs more than any reader before.
public final class ReplayedInput {
    private final InputStream source;
    private final Kept kept = new Kept();
    private boolean exhausted;

    /// What has been read of the source, without a copy for each look at it.
    private static final class Kept extends ByteArrayOutputStream {
        int copy(int from, byte[] to, int offset, int length) {
            int available = Math.min(length, count - from);
            System.arraycopy(buf, from, to, offset, available);
            return available;
        }
    }

    /// Makes a source that can be read once one that can be read often.
    public ReplayedInput(InputStream source) {
        this.source = source;
    }

    /// The input from its beginning. Readers take turns, they do not read at the same time.
    public InputStream open() {
        return new Reader();
    }

    private boolean readMore(int wanted) throws IOException {
        if (exhausted) {
            return false;
        }
        byte[] bytes = new byte[wanted];
        int count = source.read(bytes);
        exhausted = count < 0;
        if (!exhausted) {
            kept.write(bytes, 0, count);
        }
        return !exhausted;
    }

    private final class Reader extends InputStream {
        private int position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position == kept.size() && !readMore(length)) {
                return -1;
            }
            int count = kept.copy(position, bytes, offset, length);
            position += count;
            return count;
        }

        @Override
        public int available() throws IOException {
            return position < kept.size() ? kept.size() - position : source.available();
        }
    }
}
