package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.emit.FusedCase;
import dev.tracewright.engine.emit.HandlerEmitter;
import dev.tracewright.engine.emit.HiddenClasses;
import dev.tracewright.engine.emit.NodeEmitter;
import dev.tracewright.engine.emit.OpcodeSets;
import dev.tracewright.engine.emit.Recording;
import dev.tracewright.engine.emit.SwitchEmitter;
import dev.tracewright.isa.Opcode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// HotSpot never compiles a method above 8,000 bytes of bytecode.
final class EmittedSizeTest {
    private static final int LIMIT = 8000;

    @ParameterizedTest
    @EnumSource
    void theSwitchCanBeCompiled(Recording recording) {
        var emitter = new SwitchEmitter(recording, OpcodeSets.inline(), List.of());
        assertWithinLimit(emitter.bytes());
    }

    @ParameterizedTest
    @EnumSource
    void asManyFusedSequencesAreTakenAsCanBeCompiled(Recording recording) {
        var component = new FusedCase.Component(Opcode.LD, 4, -1, -2, -2, false);
        List<FusedCase> cases =
                IntStream.rangeClosed(DecodedWord.FIRST_FUSED, DecodedWord.LAST_KIND)
                        .mapToObj(
                                kind ->
                                        new FusedCase(
                                                kind, Collections.nCopies(8, component), List.of()))
                        .toList();
        var emitter = SwitchEmitter.fitting(recording, OpcodeSets.inline(), cases);
        assertWithinLimit(emitter.bytes());
        int fitting = emitter.fused().size();
        assertTrue(fitting > 80 && fitting < cases.size(), fitting + " fit");
        assertEquals(cases.subList(0, fitting), emitter.fused());
    }

    @ParameterizedTest
    @EnumSource
    void handlersAndNodesCanBeCompiled(Recording recording) {
        for (Opcode opcode : OpcodeSets.decoded()) {
            assertWithinLimit(new HandlerEmitter(recording).bytes(opcode));
            assertWithinLimit(new NodeEmitter(recording).bytes(opcode));
        }
    }

    private static void assertWithinLimit(byte[] classFile) {
        int longest = HiddenClasses.longestMethod(classFile);
        assertTrue(longest > 0 && longest <= LIMIT, longest + " bytes");
    }
}
