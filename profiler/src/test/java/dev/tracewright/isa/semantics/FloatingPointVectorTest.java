package dev.tracewright.isa.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.vectors.Vector;
import dev.tracewright.vectors.VectorFile;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs the vectors of the extensions F and D through the methods themselves, without an engine.
class FloatingPointVectorTest {
    private static final List<String> MODES = List.of("rne", "rtz", "rdn", "rup", "rmm");
    private static final List<Vector> VECTORS =
            Stream.of("f", "d").flatMap(name -> VectorFile.read(name).stream()).toList();

    static final List<FloatingPointInstruction> INSTRUCTIONS = FloatingPointInstruction.ALL;

    @ParameterizedTest
    @FieldSource("INSTRUCTIONS")
    void agreesWithTheRecordedMachine(FloatingPointInstruction instruction) {
        List<String> differences = new ArrayList<>();
        int count = 0;
        for (Vector vector : VECTORS) {
            if (vector.mnemonics().getFirst().equals(instruction.mnemonic())) {
                count++;
                compare(instruction, vector, differences);
            }
        }
        assertEquals(List.of(), differences);
        assertTrue(count >= 20, () -> "too few vectors for " + instruction);
    }

    private static void compare(
            FloatingPointInstruction instruction, Vector vector, List<String> differences) {
        // The operands as written: destination, sources, rounding mode.
        String text = vector.instructions().getFirst();
        List<String> operands = List.of(text.substring(text.indexOf(' ') + 1).split(","));
        long[] sources = new long[3];
        for (int i = 0; i < instruction.operands().length(); i++) {
            sources[i] = value(vector.before(), operands.get(i + 1));
        }
        Fcsr fcsr = new Fcsr();
        fcsr.setValue((int) value(vector.before(), "fcsr"));
        int rm = mode(operands.getLast(), fcsr);
        long result = instruction.meaning().apply(sources[0], sources[1], sources[2], rm, fcsr);
        long expected = value(vector.after(), operands.getFirst());
        int expectedFcsr = (int) value(vector.after(), "fcsr");
        boolean discarded = operands.getFirst().equals("x0");
        if (result != expected && !discarded || fcsr.value() != expectedFcsr) {
            differences.add(
                    String.format(
                            "%s: %x fcsr %x, expected %x fcsr %x",
                            vector, result, fcsr.value(), expected, expectedFcsr));
        }
    }

    private static int mode(String operand, Fcsr fcsr) {
        return operand.equals("dyn") ? fcsr.resolve(Fcsr.DYN) : Math.max(0, MODES.indexOf(operand));
    }

    private static long value(List<Vector.Setting> settings, String name) {
        return Vector.value(settings, name).at(0, 0);
    }
}
