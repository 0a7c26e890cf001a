package dev.tracewright.program;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/// What the guest's file descriptors 0, 1 and 2 are connected to.
///
/// Every write of the guest becomes one write and one flush of the stream. Streams that are those
/// of [#host] keep the properties of the host's files: a guest that asks whether its output is a
/// terminal gets the true answer.
///
/// @param in the standard input
/// @param out the standard output
/// @param err the standard error
public record StandardStreams(InputStream in, OutputStream out, OutputStream err) {
    /// The host's own, unbuffered.
    public static StandardStreams host() {
        return new StandardStreams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
    }

    /// An empty input, with the outputs given.
    public static StandardStreams to(OutputStream out, OutputStream err) {
        return new StandardStreams(InputStream.nullInputStream(), out, err);
    }
}
