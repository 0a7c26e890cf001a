package dev.tracewright.measure;

import java.io.IOException;

/// Something that can be run again and again, each time from the beginning.
///
/// @param <R> what a run yields
public interface Candidate<R> {
    /// The name that results are shown under.
    String name();

    /// Runs it once.
    Sample<R> run() throws IOException;
}
