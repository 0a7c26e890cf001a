package dev.tracewright.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.code.ProgramCode;
import dev.tracewright.engine.Engine;
import dev.tracewright.profile.Profile;
import dev.tracewright.profile.ProfileBuilder;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.profile.ProgramIdentity;
import dev.tracewright.profile.RunSummary;
import dev.tracewright.program.ProgramImage;
import dev.tracewright.run.GuestRun;
import dev.tracewright.run.RunOptions;
import dev.tracewright.run.RunResult;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a sample did.
///
/// @param image the program as it was loaded
/// @param output what it wrote to its standard output
/// @param profile what was recorded, if that was wanted
public record SampleRun(
        Sample sample,
        ProgramImage image,
        RunResult result,
        byte[] output,
        Optional<Profile> profile) {
    /// Runs a sample and takes its fingerprint.
    public static SampleRun of(Sample sample, Engine engine) throws IOException {
        return of(sample, engine, RunOptions.plain().withFingerprint());
    }

    /// Runs a sample, takes its fingerprint and counts what it executes.
    public static SampleRun profiled(Sample sample, Engine engine) throws IOException {
        return of(
                sample,
                engine,
                RunOptions.plain()
                        .withFingerprint()
                        .withRecorder(pc -> ProfileRecorder.counting(pc, 0)));
    }

    private static SampleRun of(Sample sample, Engine engine, RunOptions options)
            throws IOException {
        var output = new ByteArrayOutputStream();
        try (GuestRun run = GuestRun.load(sample.elf(), sample.launch(output))) {
            RunResult result = run.run(engine, options);
            return new SampleRun(
                    sample,
                    run.image(),
                    result,
                    output.toByteArray(),
                    result.recorder()
                            .map(recorder -> profile(sample, run.image(), result, recorder)));
        }
    }

    private static Profile profile(
            Sample sample, ProgramImage image, RunResult result, ProfileRecorder recorder) {
        return ProfileBuilder.build(
                recorder,
                ProgramCode.of(image),
                new ProgramIdentity(
                        image.path().getFileName().toString(),
                        image.buildId(),
                        image.contentHash(),
                        sample.arguments()),
                new RunSummary(result.instructions(), result.outcome().toString(), "", 0));
    }

    /// Requires the output and the exit status that the sample's files state.
    public void assertAsExpected(String how) {
        String what = sample + ", " + how;
        assertEquals(
                "exit status " + sample.exitStatus(),
                result.outcome().toString(),
                () -> what + " wrote " + new String(output, StandardCharsets.ISO_8859_1));
        assertEquals(
                new String(sample.expected(), StandardCharsets.ISO_8859_1),
                new String(output, StandardCharsets.ISO_8859_1),
                () -> "output of " + what);
        assertArrayEquals(sample.expected(), output, () -> "output of " + what);
    }

    /// Requires that nothing by which two runs could be told apart differs.
    public void assertSameAs(SampleRun expected, String how) {
        assertEquals(
                Optional.empty(),
                result.fingerprint()
                        .orElseThrow()
                        .differenceFrom(expected.result.fingerprint().orElseThrow()),
                () -> sample + ", " + how);
    }
}
