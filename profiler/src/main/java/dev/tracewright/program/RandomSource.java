package dev.tracewright.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Where the guest's random bytes come from.
@FunctionalInterface
public interface RandomSource {
    /// Fills the array.
    void fill(byte[] bytes);

    /// The host's generator, or bytes that are the same in every run.
    static RandomSource of(boolean deterministic, long seed) {
        return deterministic ? seeded(seed) : host();
    }

    /// The same bytes for the same seed.
    static RandomSource seeded(long seed) {
        return new SplittableRandom(seed)::nextBytes;
    }

    /// `/dev/urandom`: unlike `SecureRandom` it costs a short program no start-up.
    static RandomSource host() {
        return bytes -> {
            try (InputStream source = Files.newInputStream(Path.of("/dev/urandom"))) {
                source.readNBytes(bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
