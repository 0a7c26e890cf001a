package dev.tracewright.cli;

import dev.tracewright.engine.emit.OpcodeSets;
import dev.tracewright.isa.Decoder;

/// Prepares in the background what every run of a guest needs after its memory has been reserved:
/// the two take longest of all that happens before the first instruction, and neither waits for the
/// other.
final class HeadStart {
    private static final int NOP = 0x13;
    private static final int COMPRESSED_NOP = 1;

    private HeadStart() {}

    /// Begins, and does not wait. Who needs a class that is being prepared waits for it as for any
    /// class.
    static void begin() {
        Thread.ofPlatform().daemon().name("head start").start(HeadStart::prepare);
    }

    private static void prepare() {
        Decoder.decode(NOP);
        Decoder.decode(COMPRESSED_NOP);
        OpcodeSets.inline();
    }
}
