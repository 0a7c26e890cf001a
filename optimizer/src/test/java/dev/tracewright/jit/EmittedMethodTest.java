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
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.superinstruction.Component;
import dev.tracewright.superinstruction.Superinstruction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// HotSpot compiles no method of more than 8,000 bytes, so none may be emitted.
final class EmittedMethodTest {
    private static void assertCompilable(byte[] classFile, Object what) {
        int longest = HiddenClasses.longestMethod(classFile);
        assertTrue(longest <= SwitchEmitter.LARGEST_METHOD, what + " has " + longest + " bytes");
    }

    @Test
    void everyInstructionThatNeedsNoSystemIsDecoded() {
        List<Opcode> slow =
                Arrays.stream(Opcode.values())
                        .filter(opcode -> !opcode.compressed())
                        .filter(opcode -> !OpcodeSets.decoded().contains(opcode))
                        .toList();
        for (Opcode opcode : slow) {
            boolean system =
                    switch (opcode.meaning()) {
                        case Meaning.SetX(Expr.Csr _) -> true;
                        case Meaning.EnvironmentCall _,
                                Meaning.Breakpoint _,
                                Meaning.InstructionFence _ ->
                                true;
                        default -> false;
                    };
            assertTrue(system, opcode + " is left to the reference engine");
        }
        assertEquals(9, slow.size());
    }

    @ParameterizedTest
    @EnumSource(Recording.class)
    void theSwitchFits(Recording recording) {
        var plain = new SwitchEmitter(recording, OpcodeSets.inline(), List.of());
        assertCompilable(plain.bytes(), "switch");
        List<Opcode> least = OpcodeSets.decoded().stream().filter(OpcodeSets::needsLoop).toList();
        assertCompilable(new SwitchEmitter(recording, least, List.of()).bytes(), "least switch");
    }

    @ParameterizedTest
    @EnumSource(Recording.class)
    void aSwitchWithTooManyCasesGetsAsManyAsFit(Recording recording) {
        for (int length : List.of(2, 8)) {
            List<FusedCase> wanted = sequences(length);
            var emitter = SwitchEmitter.fitting(recording, OpcodeSets.inline(), wanted);
            assertCompilable(emitter.bytes(), length + " components");
            int fitting = emitter.fused().size();
            assertEquals(wanted.subList(0, fitting), emitter.fused());
            assertTrue(fitting >= 50 && fitting < wanted.size(), fitting + " sequences fit");
        }
    }

    private static List<FusedCase> sequences(int length) {
        var random = new Random(length);
        var instructions = new RandomInstructions(random);
        var cases = new ArrayList<FusedCase>();
        for (int kind = DecodedWord.FIRST_FUSED; kind <= DecodedWord.LAST_KIND; kind++) {
            var sequence = new ArrayList<Instruction>();
            while (sequence.size() < length) {
                Instruction instruction = instructions.straight();
                if (Component.fusible(instruction.opcode()) && !instruction.exactButDynamic()) {
                    sequence.add(instruction);
                }
            }
            List<FusedCase.Component> components =
                    Superinstruction.shape(sequence).stream()
                            .map(
                                    c ->
                                            new FusedCase.Component(
                                                    c.opcode(),
                                                    c.length(),
                                                    c.rs1(),
                                                    c.rs2(),
                                                    c.rs3(),
                                                    c.resultDead()))
                            .toList();
            boolean specialized = kind % 2 == 0;
            cases.add(new FusedCase(kind, components, specialized ? sequence : List.of()));
        }
        return cases;
    }

    @ParameterizedTest
    @EnumSource(Recording.class)
    void aSwitchWithACaseForEveryInstructionFits(Recording recording) {
        List<Opcode> all = OpcodeSets.decoded();
        var emitter = SwitchEmitter.fitting(recording, all, sequences(2));
        assertCompilable(emitter.bytes(), "all opcodes");
    }

    @ParameterizedTest
    @EnumSource(Recording.class)
    void handlersAndNodesFit(Recording recording) {
        for (Opcode opcode : OpcodeSets.decoded()) {
            assertCompilable(new HandlerEmitter(recording).bytes(opcode), opcode);
            assertCompilable(new NodeEmitter(recording).bytes(opcode), opcode);
        }
    }
}
