package dev.tracewright.jit.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.engine.emit.HiddenClasses;
import dev.tracewright.engine.emit.SwitchEmitter;
import dev.tracewright.guest.Assembly;
import dev.tracewright.trace.Trace;
import dev.tracewright.trace.TraceBlock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

/// Traces become methods that HotSpot compiles.
final class TraceCompilerTest {
    private static final long BASE = 0x10000;

    private static Trace trace(Assembly code, int instructions, boolean loops, long next) {
        var block = new TraceBlock(BASE, code.end(), instructions, EdgeKind.JUMP, next);
        return new Trace(0, List.of(block), loops, 1, instructions);
    }

    private static int longest(String line, int times) {
        var code = new Assembly(BASE, (line + "\n").repeat(times));
        byte[] classFile =
                TraceCompiler.classFile(trace(code, times, false, code.end()), code).orElseThrow();
        return HiddenClasses.longestMethod(classFile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add x5, x6, x7",
                "ld x5, x8, 16",
                "sd x8, x5, 16",
                "fmadd.d f1, f2, f3, f4, dyn",
                "amoadd.d x5, x8, x6",
                "sc.w x5, x8, x6",
                "bne x5, x6, 8",
                "jalr x1, x5, 4",
                "czero.eqz x5, x6, x7"
            })
    void noTraceIsTooLongForHotSpot(String line) {
        int least = SwitchEmitter.LARGEST_METHOD / 2;
        for (int times : List.of(1, 250, 400, 1_000, 5_000)) {
            int length = longest(line, times);
            assertTrue(length <= SwitchEmitter.LARGEST_METHOD, times + " make " + length);
            // What is left out is not more than it has to be.
            assertTrue(times < 1_000 || length > least, times + " make " + length);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0x10000, true", "1, 0x10000, false", "0, 0x20000, false"})
    void aLoopIsCompiledAsALoopIfItFits(int missing, String next, boolean loops) {
        var code = new Assembly(BASE, "addi x5, x5, 1; jal x0, -4");
        var plain = trace(code, 2, false, BASE);
        byte[] straight = TraceCompiler.classFile(plain, code).orElseThrow();
        long head = Long.decode(next);
        Trace wanted = trace(code, 2 + missing, head == BASE, head);
        byte[] found = TraceCompiler.classFile(wanted, code).orElseThrow();
        assertEquals(
                loops, HiddenClasses.longestMethod(found) != HiddenClasses.longestMethod(straight));
    }

    @Test
    void whatATraceDoesNotExecuteEndsIt() {
        for (String last : List.of("ecall", "ebreak", "csrrs x5, x0, 0xc02", "fence.i x0, x0, 0")) {
            var code = new Assembly(BASE, last + "; addi x5, x5, 1");
            assertEquals(Optional.empty(), TraceCompiler.classFile(trace(code, 2, false, 0), code));
        }
    }
}
