package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.engine.emit.SwitchEmitter;
import dev.tracewright.guest.Assembly;
import dev.tracewright.jit.bytecode.BytecodeBackEnd;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.trace.Trace;
import dev.tracewright.trace.TraceBlock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

/// Traces become units of which as much is compiled as can be.
final class TraceUnitsTest {
    private static final long BASE = 0x10000;

    private static Trace trace(Assembly code, int instructions) {
        var block = new TraceBlock(BASE, code.end(), instructions, EdgeKind.JUMP, code.end());
        return new Trace(0, List.of(block), false, 1, instructions);
    }

    private static Optional<CodeCache.Code> unit(String line, int times) {
        var code = new Assembly(BASE, (line + "\n").repeat(times));
        try (var memory = GuestMemory.reserve();
                var cache = new BytecodeBackEnd().open(memory)) {
            return new TraceUnits(Pipeline.none(), true).compile(trace(code, times), code, cache);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add x5, x6, x7",
                "xor x5, x5, x7",
                "ld x5, x8, 16",
                "sd x8, x5, 16",
                "fmadd.d f1, f2, f3, f4, dyn",
                "divu x5, x5, x6",
                "czero.eqz x5, x6, x5"
            })
    void noTraceIsTooLongForHotSpot(String line) {
        for (int times : List.of(1, 250, 400, 1_000, 5_000)) {
            int size = unit(line, times).orElseThrow().size();
            assertTrue(size <= SwitchEmitter.LARGEST_METHOD, times + " make " + size);
        }
    }

    @Test
    void whatIsLeftOutIsNotMoreThanHasToBe() {
        int size = unit("ld x5, x8, 16", 5_000).orElseThrow().size();
        assertTrue(size > SwitchEmitter.LARGEST_METHOD / 2, "bytes: " + size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecall",
                "ebreak",
                "csrrs x5, x0, 0xc02",
                "fence.i x0, x0, 0",
                "amoadd.d x5, x8, x6",
                "lr.w x5, x8"
            })
    void whatTheInterpreterHasToExecuteIsNoUnit(String line) {
        assertEquals(Optional.empty(), unit(line, 3));
    }

    @Test
    void theSameTraceIsCompiledOnceWhereCodeCanBeShared() {
        var code = new Assembly(BASE, "addi x5, x5, 1");
        var other = new Assembly(BASE, "addi x5, x5, 2");
        try (var memory = GuestMemory.reserve();
                var cache = new BytecodeBackEnd().open(memory)) {
            var shared = new TraceUnits(Pipeline.none(), true);
            var first = shared.compile(trace(code, 1), code, cache);
            assertEquals(first, shared.compile(trace(code, 1), code, cache));
            assertTrue(!first.equals(shared.compile(trace(code, 1), other, cache)), "other code");
            var separate = new TraceUnits(Pipeline.none(), false);
            assertTrue(
                    !separate.compile(trace(code, 1), code, cache)
                            .equals(separate.compile(trace(code, 1), code, cache)),
                    "compiled for each run");
        }
    }
}
