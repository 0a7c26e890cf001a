package dev.tracewright.cli;

import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Many lines of output, of which a reader may want only the first.
final class Lines implements AutoCloseable {
    private static final int CHECK_EVERY = 512;

    private final PrintStream out;
    private long count;

    Lines(Terminal terminal) {
        out =
                new PrintStream(
                        new BufferedOutputStream(terminal.streams().out(), 1 << 16),
                        false,
                        StandardCharsets.UTF_8);
    }

    /// Writes a line.
    ///
    /// @return whether anybody still reads
    boolean write(String line) {
        out.print(line);
        out.print('\n');
        count++;
        return count % CHECK_EVERY != 0 || !out.checkError();
    }

    @Override
    public void close() {
        out.flush();
    }
}
