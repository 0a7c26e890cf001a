package dev.tracewright.superinstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.emit.FusedCase;
import dev.tracewright.engine.emit.HiddenClasses;
import dev.tracewright.engine.emit.Recording;
import dev.tracewright.engine.emit.SwitchEmitter;
import dev.tracewright.isa.Opcode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

final class CaseEstimateTest {
    private static final int SEQUENCES = 60;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theEstimateIsCloseToWhatTheSwitchEmitterWrites(long seed) {
        var random = new Random(seed);
        var code = new RandomCode(random);
        var shapes = new ArrayList<List<Component>>();
        for (int i = 0; i < SEQUENCES; i++) {
            shapes.add(Superinstruction.shape(code.sequence(2 + random.nextInt(7))));
        }
        int estimated = shapes.stream().mapToInt(CaseSize.ESTIMATE::estimatedBytecodes).sum();
        int emitted = emitted(shapes) - emitted(List.of());
        assertEquals(emitted, estimated, 0.15 * emitted, "bytes of all cases");
    }

    @Test
    void everyFusibleOpcodeHasAnEstimate() {
        for (Opcode opcode : Opcode.values()) {
            if (!opcode.compressed() && Component.fusible(opcode)) {
                var component = new Component(opcode, 4, -1, -1, -1, false);
                int bytes = CaseSize.ESTIMATE.estimatedBytecodes(List.of(component, component));
                assertEquals(true, bytes > 20, opcode.mnemonic());
            }
        }
    }

    private static int emitted(List<List<Component>> shapes) {
        var cases = new ArrayList<FusedCase>();
        for (List<Component> shape : shapes) {
            cases.add(
                    new FusedCase(
                            DecodedWord.FIRST_FUSED + cases.size(),
                            shape.stream()
                                    .map(
                                            c ->
                                                    new FusedCase.Component(
                                                            c.opcode(),
                                                            c.length(),
                                                            c.rs1(),
                                                            c.rs2(),
                                                            c.rs3(),
                                                            c.resultDead()))
                                    .toList()));
        }
        List<Opcode> inline = Arrays.asList(Opcode.ADDI, Opcode.LD);
        return HiddenClasses.longestMethod(
                new SwitchEmitter(Recording.NONE, inline, cases).bytes());
    }
}
