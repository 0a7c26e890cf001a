package dev.tracewright.engine.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;

/// The loops that the build has written are those that would be emitted now.
final class BuiltLoopTest {
    @ParameterizedTest
    @EnumSource
    void theClassFileIsWhatTheEmitterGives(Recording recording) throws IOException {
        String file = BuiltLoops.name(recording) + ".class";
        try (var in = BuiltLoops.class.getResourceAsStream(file)) {
            assertArrayEquals(BuiltLoops.emitter(recording).bytes(), in.readAllBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClassIsFound(Recording recording) {
        String found = BuiltLoops.find(recording).orElseThrow().getClass().getSimpleName();
        assertEquals(BuiltLoops.name(recording), found);
    }
}
