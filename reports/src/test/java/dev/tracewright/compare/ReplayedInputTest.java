package dev.tracewright.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

class ReplayedInputTest {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5, 6, 7, (byte) 200};

    /// Fails when more is read than was asked for: reading ahead of a terminal would wait.
    private static final class Counted extends InputStream {
        private final InputStream content = new ByteArrayInputStream(CONTENT);
        private int reads;

        @Override
        public int read() throws IOException {
            return content.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            reads++;
            return content.read(bytes, offset, length);
        }
    }

    @Test
    void everyReaderSeesTheWholeInput() throws IOException {
        var input = new ReplayedInput(new ByteArrayInputStream(CONTENT));
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(CONTENT, input.open().readAllBytes());
        }
    }

    @Test
    void readerThatGoesFurtherContinuesWhereTheOthersStopped() throws IOException {
        var input = new ReplayedInput(new ByteArrayInputStream(CONTENT));
        assertArrayEquals(new byte[] {1, 2, 3}, input.open().readNBytes(3));
        InputStream second = input.open();
        assertEquals(1, second.read());
        assertArrayEquals(new byte[] {2, 3, 4, 5, 6, 7, (byte) 200}, second.readAllBytes());
        assertEquals(-1, second.read());
        assertArrayEquals(CONTENT, input.open().readAllBytes());
    }

    @Test
    void sourceIsReadOnlyWhenAReaderNeedsIt() throws IOException {
        var source = new Counted();
        var input = new ReplayedInput(source);
        InputStream first = input.open();
        assertEquals(0, source.reads);
        first.readNBytes(2);
        input.open().readNBytes(2);
        assertEquals(1, source.reads);
    }

    @Test
    void bytesAreNotSigned() throws IOException {
        var input = new ReplayedInput(new ByteArrayInputStream(new byte[] {(byte) 255}));
        assertEquals(255, input.open().read());
    }
}
