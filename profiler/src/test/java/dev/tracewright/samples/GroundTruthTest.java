package dev.tracewright.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tracewright.code.BasicBlock;
import dev.tracewright.code.ProgramCode;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.isa.Instruction;
import dev.tracewright.profile.BlockCount;
import dev.tracewright.profile.Profile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Profiles say what really happened: `qemu-riscv64` executes each instruction as often as the
/// profile of the same program, arguments and input says.
///
/// The samples are freestanding: what they execute does not depend on where their stack lies or on
/// what the kernel puts on it, so that no count has to be excused.
class GroundTruthTest {
    private static final Engine ENGINE = new SwitchEngine();

    @TempDir static Path folder;
    private static Qemu qemu;
    private static Optional<Path> plugin = Optional.empty();

    @BeforeAll
    static void buildPlugin() throws IOException, InterruptedException {
        qemu = new Qemu(folder);
        if (Qemu.isInstalled(Qemu.COMMAND) && Qemu.isInstalled(Qemu.COMPILER)) {
            plugin =
                    qemu.buildPlugin(
                            Path.of(
                                    System.getProperty("tracewright.root"),
                                    "samples/qemu/count.c"));
        }
    }

    static List<Sample> quick() {
        return Sample.quick();
    }

    static List<Sample> full() {
        return Sample.full();
    }

    private static void assumeQemu() {
        assumeTrue(Qemu.isInstalled(Qemu.COMMAND), Qemu.COMMAND + " is not installed");
    }

    private static void assumePlugin() {
        assumeQemu();
        assumeTrue(Qemu.isInstalled(Qemu.COMPILER), "there is no C compiler for qemu's plugin");
        assumeTrue(plugin.isPresent(), Qemu.COMMAND + " takes no plugins");
    }

    @ParameterizedTest
    @MethodSource("quick")
    void eachInstructionIsCountedAsOftenAsQemuExecutesIt(Sample sample) throws Exception {
        SampleRun run = SampleRun.profiled(sample, ENGINE);
        run.assertAsExpected("recorded");
        assertEquals(sample.instructions().orElseThrow(), run.result().instructions());
        assumePlugin();
        assertCounts(qemu.count(sample, plugin.orElseThrow()), run);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("full")
    void longRunsAreCountedAsQemuCountsThem(Sample sample) throws Exception {
        eachInstructionIsCountedAsOftenAsQemuExecutesIt(sample);
    }

    // The plugin is our own; qemu's log of single steps is not.
    @Test
    void theLogOfSingleStepsAgrees() throws Exception {
        assumeQemu();
        Sample sample =
                quick().stream().filter(s -> s.name().equals("lz")).findFirst().orElseThrow();
        assertCounts(qemu.countSteps(sample), SampleRun.profiled(sample, ENGINE));
    }

    @ParameterizedTest
    @MethodSource("quick")
    void outputAndExitStatusAreThoseUnderQemu(Sample sample) throws Exception {
        assumeQemu();
        Qemu.Run run = qemu.run(sample);
        assertEquals(sample.exitStatus(), run.exitStatus());
        assertEquals(
                new String(sample.expected(), StandardCharsets.ISO_8859_1),
                new String(run.output(), StandardCharsets.ISO_8859_1));
    }

    private static void assertCounts(Qemu.Counts counts, SampleRun run) {
        assertTrue(counts.byAddress().size() > 0, "qemu counted something");
        Map<Long, Long> expected = counts.movedTo(run.image().entry()).byAddress();
        Map<Long, Long> found = byAddress(run.profile().orElseThrow(), ProgramCode.of(run.image()));
        var differences = new ArrayList<String>();
        var addresses = new TreeSet<>(expected.keySet());
        addresses.addAll(found.keySet());
        for (long pc : addresses) {
            long ours = found.getOrDefault(pc, 0L);
            long theirs = expected.getOrDefault(pc, 0L);
            if (ours != theirs) {
                differences.add("0x%x: %d, qemu %d".formatted(pc, ours, theirs));
            }
        }
        assertEquals(List.of(), differences);
    }

    private static Map<Long, Long> byAddress(Profile profile, ProgramCode code) {
        var counts = new HashMap<Long, Long>();
        for (BlockCount block : profile.blocks()) {
            long pc = block.start();
            for (Instruction instruction :
                    BasicBlock.decode(code, block.start(), block.end()).instructions()) {
                counts.merge(pc, block.count(), Long::sum);
                pc += instruction.length();
            }
        }
        return counts;
    }
}
