package dev.tracewright.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.golden.Golden;
import dev.tracewright.guest.TinyProgram;
import dev.tracewright.profile.BlockCount;
import dev.tracewright.profile.Profile;
import dev.tracewright.program.LaunchOptions;
import dev.tracewright.report.ProfileReport.View;
import dev.tracewright.run.Recording;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ProfileReportTest {
    @TempDir Path folder;

    private Recording recording;
    private ProfiledProgram program;

    @BeforeEach
    void record() throws IOException {
        recording =
                Recording.record(
                        TinyProgram.counting(folder, 0),
                        LaunchOptions.of("an", "argument").withDeterministic(true),
                        new SwitchEngine(),
                        false,
                        Long.MAX_VALUE,
                        folder.resolve("counting.twp"));
        program = ProfiledProgram.of(recording.profile(), recording.image());
    }

    @Test
    void everyViewIsAsExpected() throws IOException {
        Report report = new ProfileReport(program).report(List.of(View.values()), 5);
        Golden.check("profile.txt", TextRenderer.render(report, TextRenderer.Style.PLAIN));
    }

    @Test
    void sharesOfBlocksFunctionsAndOpcodesAddUpToAll() {
        var spots = new HotSpots(program);
        assertEquals(1, spots.blocks().getLast().cumulative(), 1e-12);
        assertEquals(1, spots.functions().getLast().cumulative(), 1e-12);
        assertEquals(
                1, spots.opcodes().stream().mapToDouble(HotSpots.HotOpcode::share).sum(), 1e-12);
        long instructions =
                spots.instructions().stream().mapToLong(HotSpots.HotInstruction::count).sum();
        assertEquals(TinyProgram.COUNTED, instructions);
    }

    @Test
    void withoutTheProgramThereAreAddressesInsteadOfNames() {
        var alone = new ProfileReport(ProfiledProgram.withoutProgram(recording.profile()));
        assertEquals(new Cell.Code("0x10004"), alone.table(View.BLOCK).rows().getFirst().get(1));
        assertTrue(alone.table(View.INSTRUCTION).rows().isEmpty());
        assertTrue(alone.annotation().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void profileOfNothingIsShownToo(View view) {
        Profile before = recording.profile();
        var nothing =
                new Profile(
                        before.program(),
                        before.run(),
                        List.<BlockCount>of(),
                        List.of(),
                        Map.of(),
                        Optional.empty());
        var report = new ProfileReport(ProfiledProgram.of(nothing, recording.image()));
        String text =
                TextRenderer.render(report.report(List.of(view), 5), TextRenderer.Style.PLAIN);
        assertTrue(text.contains("none"), text);
    }
}
