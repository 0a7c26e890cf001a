package dev.tracewright.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.guest.ProfiledRun;
import dev.tracewright.guest.RandomProgram;
import dev.tracewright.profile.ProgramIdentity;
import dev.tracewright.superinstruction.FusionOptions;
import dev.tracewright.trace.SelectorKind;
import dev.tracewright.trace.TraceOptions;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

final class PlanFileTest {
    private static final ProfiledRun RUN = ProfiledRun.of(RandomProgram.of(4));

    private static OptimizationPlan plan;

    @TempDir private Path folder;

    @BeforeAll
    static void makePlan() throws IOException {
        plan = plan(SelectorKind.SUPERBLOCK);
    }

    private static OptimizationPlan plan(SelectorKind selector) throws IOException {
        var options =
                new OptimizerOptions(
                        FusionOptions.defaults(), TraceOptions.defaults().withSelector(selector));
        return new Planner(options).plan(RUN.profile(), RUN.code(), Optional.of(RUN.path()));
    }

    @ParameterizedTest
    @EnumSource(SelectorKind.class)
    void aPlanIsReadAsItWasWritten(SelectorKind selector) throws IOException {
        OptimizationPlan made = plan(selector);
        Path file = folder.resolve("test.plan");
        PlanWriter.write(made, file);
        OptimizationPlan read = PlanReader.read(file, made.program());
        assertEquals(made, read);
        assertEquals(PlanWriter.text(made), PlanWriter.text(read));
        assertTrue(made.superinstructions().size() > 5);
        assertTrue(made.traces().size() > 2);
        assertTrue(made.hot().regions().size() > 0);
        assertTrue(made.hot().transfers().size() > 5);
        assertTrue(made.rejections().size() > 5);
        assertEquals(2, made.statistics().selectors().size());
        assertEquals(selector, made.statistics().selectors().getFirst().selector());
    }

    @Test
    void planningAgainGivesTheSameBytes() throws IOException {
        assertEquals(PlanWriter.text(plan), PlanWriter.text(plan(SelectorKind.SUPERBLOCK)));
    }

    @Test
    void nothingButThePlanIsLeftInTheFolder() throws IOException {
        Path file = folder.resolve("test.plan");
        PlanWriter.write(plan, file);
        PlanWriter.write(plan, file);
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aPlanForAnotherProgramIsRefused() throws IOException {
        Path file = folder.resolve("test.plan");
        PlanWriter.write(plan, file);
        var rebuilt = new ProgramIdentity("test", "", "ff", List.of());
        var e = assertThrows(StalePlanException.class, () -> PlanReader.read(file, rebuilt));
        assertEquals(
                file
                        + ": $.program.contentHash: found 00, expected ff: the plan was made for"
                        + " another program; make it again",
                e.getMessage());
        var linked = new ProgramIdentity("test", "abcd", "00", List.of());
        assertTrue(
                assertThrows(StalePlanException.class, () -> PlanReader.read(file, linked))
                        .getMessage()
                        .contains("$.program.buildId: found none, expected abcd"));
    }

    @Test
    void aPlanOfAnotherProfileIsRefused() throws IOException {
        Path file = folder.resolve("test.plan");
        String other = ProfileDigest.of(ProfiledRun.of(RandomProgram.of(5)).profile());
        PlanReader.requireProfile(file, plan, ProfileDigest.of(RUN.profile()));
        var e =
                assertThrows(
                        StalePlanException.class,
                        () -> PlanReader.requireProfile(file, plan, other));
        assertTrue(e.getMessage().contains("$.profile: found " + plan.profileDigest()));
    }

    /// Each row replaces what the pattern finds first.
    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    "tracewright-plan"      | "other"       | $.format
                    "version": 2            | "version": 3  | $.version
                    "version": 2            | "version": "2"| $.version
                    "program": \\{          | "program": 7, "x": { | $.x
                    "buildId": ""           | "buildId": 7  | $.program.buildId
                    "maxCases": 150         | "maxCases": -1| $.options.superinstructions.maxCases
                    "maxLength": 8          | "maxLength": 9| $.options.superinstructions
                    "minShare": [^,]*,      | "minShare": 2,| $.options.superinstructions
                    "minShare": [^,]*,      | "minShare": "",| $.options.superinstructions.minShare
                    "selector": "SUPERBLOCK"| "selector": "B"| $.options.traces.selector
                    "dispatches": \\d+      | "dispatches": 1.5| $.statistics.superinstructions.dispatches
                    "opcode": "[^"]*"       | "opcode": "c.li"| $.superinstructions[0].components[0].opcode
                    "opcode": "[^"]*"       | "opcode": "ecall"| $.superinstructions[0].components
                    "opcode": "[^"]*"       | "opcode": "jal"| $.superinstructions[0].components
                    "length": 4, "rs1"      | "length": 3, "rs1"| .components
                    "rs1": "[^"]*"          | "rs1": 5      | $.superinstructions[0].components
                    "rs1": "[^"]*"          | "rs1": "r"    | $.superinstructions[0].components[0].rs1
                    "resultDead": \\w+      | "resultDead": 0| $.superinstructions[0].components[0].resultDead
                    "sites": \\[\\s*\\{\\s*"address": "0x | "sites": [{"address": " | $.superinstructions[0].sites[0].address
                    "sites": \\[            | "sites": 7, "was": [ | $.superinstructions[0].was
                    "loops": \\w+           | "loops": null | $.traces[0].loops
                    "next": "0x[^"]*"       | "next": "0x2" | $.traces
                    "leavesBy": "[^"]*"     | "leavesBy": "" | $.traces[0].blocks[0].leavesBy
                    "maxTargets": \\d+      | "maxTargets": -1 | $.options.regions
                    "entries": \\[\\s*"0x   | "entries": [" | $.hot.regions[0].entries[0]
                    "taken": \\d+           | "taken": -1   | $.hot.transfers
                    "id": 0,                |               | $.superinstructions[0].id
                    "reason": "[^"]*",      |               | $.statistics.rejected[0].reason
                    ("cost": \\d+,\\s*"address"): "[^"]*" | $1: 5 | $.rejections[0].address
                    ^\\{                    | [             | line
                    \\}\\s*$                | } }           | column
                    \\}\\s*$                |               | not JSON
                    """)
    void aWrongValueIsNamedWithItsPath(String pattern, String replacement, String named)
            throws IOException {
        String text = PlanWriter.text(plan);
        String changed = text.replaceFirst(pattern, replacement == null ? "" : replacement);
        assertTrue(!changed.equals(text), "nothing was replaced in " + text.substring(0, 3000));
        Path file = Files.writeString(folder.resolve("changed.plan"), changed);
        var e = assertThrows(MalformedPlanException.class, () -> PlanReader.read(file));
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(named), e.getMessage());
        assertTrue(e.getMessage().contains(": found "), e.getMessage());
        assertTrue(e.getMessage().contains(", expected "), e.getMessage());
    }

    @Test
    void aTruncatedPlanIsMalformed() throws IOException {
        String text = PlanWriter.text(plan).strip();
        Path file = folder.resolve("short.plan");
        for (int length = 0; length < text.length(); length += 1 + text.length() / 150) {
            Files.writeString(file, text.substring(0, length));
            assertThrows(MalformedPlanException.class, () -> PlanReader.read(file));
        }
    }

    @Test
    void mutatedPlansAreMalformedOrStillPlans() throws IOException {
        byte[] text = PlanWriter.text(plan).getBytes(StandardCharsets.UTF_8);
        var random = new Random(1);
        Path file = folder.resolve("mutant.plan");
        int malformed = 0;
        for (int i = 0; i < 200; i++) {
            byte[] mutant = text.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, mutant);
            try {
                PlanWriter.text(PlanReader.read(file));
            } catch (MalformedPlanException e) {
                malformed++;
            }
        }
        assertTrue(malformed > 100, malformed + " of 200 were refused");
    }

    @Test
    void deepNestingIsMalformed() throws IOException {
        Path file = Files.writeString(folder.resolve("deep.plan"), "[".repeat(100_000));
        assertThrows(MalformedPlanException.class, () -> PlanReader.read(file));
    }
}
