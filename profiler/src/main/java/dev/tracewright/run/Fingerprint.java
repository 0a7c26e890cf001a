package dev.tracewright.run;

import dev.tracewright.engine.Hart;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Everything by which two runs of a program could be told apart, in the order in which it is
/// compared.
///
/// @param outcome how the run ended
/// @param output SHA-256 of all bytes that it wrote, with their descriptors
/// @param systemCalls SHA-256 of the sequence of system calls with arguments and results
/// @param systemCallCount how many there were
/// @param instructions how many instructions retired
/// @param pc where it ended
/// @param integers `x0` to `x31` at the end
/// @param floats `f0` to `f31`, raw
/// @param fcsr rounding mode and accrued exceptions
/// @param memory SHA-256 over all mapped pages: addresses, permissions and contents
public record Fingerprint(
        String outcome,
        String output,
        String systemCalls,
        long systemCallCount,
        long instructions,
        long pc,
        List<Long> integers,
        List<Long> floats,
        int fcsr,
        String memory) {
    private static final int REGISTERS = 32;

    static Fingerprint of(Outcome outcome, Hart hart, SystemCallDigest calls) {
        return new Fingerprint(
                outcome.toString(),
                calls.output(),
                calls.calls(),
                calls.count(),
                hart.instret,
                hart.pc,
                registers(hart.x),
                registers(hart.f),
                hart.fcsr.value(),
                HexFormat.of().formatHex(hart.memory.digest()));
    }

    static List<Long> registers(long[] values) {
        return Arrays.stream(values, 0, REGISTERS).boxed().toList();
    }

    /// What differs first, in words; empty if nothing does.
    public Optional<String> differenceFrom(Fingerprint expected) {
        if (!outcome.equals(expected.outcome)) {
            return differ("exit status", expected.outcome, outcome);
        }
        if (!output.equals(expected.output)) {
            return Optional.of("the output differs");
        }
        if (!systemCalls.equals(expected.systemCalls)) {
            return Optional.of(
                    "the system calls differ (%d, expected %d)"
                            .formatted(systemCallCount, expected.systemCallCount));
        }
        if (instructions != expected.instructions) {
            return differ("instructions", expected.instructions, instructions);
        }
        return differenceOfState(expected);
    }

    private Optional<String> differenceOfState(Fingerprint expected) {
        if (pc != expected.pc) {
            return differ("pc", hex(expected.pc), hex(pc));
        }
        for (int i = 0; i < REGISTERS; i++) {
            if (!integers.get(i).equals(expected.integers.get(i))) {
                return differ("x" + i, hex(expected.integers.get(i)), hex(integers.get(i)));
            }
            if (!floats.get(i).equals(expected.floats.get(i))) {
                return differ("f" + i, hex(expected.floats.get(i)), hex(floats.get(i)));
            }
        }
        if (fcsr != expected.fcsr) {
            return differ("fcsr", hex(expected.fcsr), hex(fcsr));
        }
        return memory.equals(expected.memory)
                ? Optional.empty()
                : Optional.of("the contents of memory differ");
    }

    private static Optional<String> differ(String what, Object expected, Object found) {
        return Optional.of("%s is %s, expected %s".formatted(what, found, expected));
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
