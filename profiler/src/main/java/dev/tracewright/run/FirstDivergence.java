package dev.tracewright.run;

import dev.tracewright.code.ProgramCode;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.isa.Disassembler;
import dev.tracewright.isa.Instruction;

import java.io.IOException;
import java.util.Optional;

/// Where two engines first disagree about a program.
///
/// @param instruction how many instructions had retired when the difference was first seen
/// @param difference what differs, in words
/// @param block address of the first instruction of the straight run of code that was being
///   executed
/// @param pc address of the instruction that last wrote what differs, or else of the last one
///   executed
/// @param text that instruction, disassembled
public record FirstDivergence(
        long instruction, String difference, long block, long pc, String text) {
    /// Loads the program afresh, with the same input every time.
    @FunctionalInterface
    public interface Loader {
        /// A new run.
        GuestRun load() throws IOException;
    }

    /// Finds the divergence by running both up to the same instruction, again and again.
    ///
    /// @param limit where they are known to differ, in instructions
    /// @return empty if they agree there
    public static Optional<FirstDivergence> find(
            Loader loader, Engine expected, Engine found, long limit) throws IOException {
        if (differenceAt(loader, expected, found, limit).isEmpty()) {
            return Optional.empty();
        }
        long same = 0;
        long different = limit;
        while (different - same > 1) {
            long middle = same + (different - same) / 2;
            if (differenceAt(loader, expected, found, middle).isPresent()) {
                different = middle;
            } else {
                same = middle;
            }
        }
        String difference = differenceAt(loader, expected, found, different).orElseThrow();
        return Optional.of(locate(loader, expected, different, difference));
    }

    private static Optional<String> differenceAt(
            Loader loader, Engine expected, Engine found, long instructions) throws IOException {
        return at(loader, found, instructions).differenceFrom(at(loader, expected, instructions));
    }

    private static Fingerprint at(Loader loader, Engine engine, long instructions)
            throws IOException {
        var options = RunOptions.plain().withFingerprint().withMaxInstructions(instructions);
        try (GuestRun run = loader.load()) {
            return run.run(engine, options).fingerprint().orElseThrow();
        }
    }

    // Steps through the last instructions to see which of them wrote the register that differs.
    private static FirstDivergence locate(
            Loader loader, Engine engine, long instructions, String difference) throws IOException {
        var watch = new RegisterWatch(difference);
        long before = Math.max(0, instructions - RegisterWatch.WINDOW);
        try (GuestRun run = loader.load()) {
            run.run(engine, RunOptions.plain().withMaxInstructions(before));
            var hart = run.hart();
            Execution execution = engine.open(hart.memory, Optional.empty());
            var code = ProgramCode.of(hart.memory);
            while (hart.instret < instructions) {
                long pc = hart.pc;
                Optional<Instruction> next = code.at(pc);
                long retired = hart.instret;
                execution.run(hart, retired + 1);
                next.ifPresent(i -> watch.executed(pc, i));
                if (hart.instret == retired) {
                    break;
                }
            }
            var disassembler = new Disassembler();
            String text =
                    code.at(watch.writer())
                            .map(i -> disassembler.text(i, watch.writer()))
                            .orElse("");
            return new FirstDivergence(
                    instructions,
                    difference,
                    watch.block(),
                    watch.writer(),
                    text.replace('\t', ' '));
        }
    }
}
