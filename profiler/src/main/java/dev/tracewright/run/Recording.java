package dev.tracewright.run;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.ProgramCode;
import dev.tracewright.engine.Engine;
import dev.tracewright.profile.Profile;
import dev.tracewright.profile.ProfileBuilder;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.profile.ProfileWriter;
import dev.tracewright.profile.ProgramIdentity;
import dev.tracewright.profile.RunSummary;
import dev.tracewright.program.LaunchOptions;
import dev.tracewright.program.ProgramImage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A run that was recorded, and the profile that was written of it.
///
/// @param image the program
/// @param result what the run came to
/// @param profile as it is in the file
public record Recording(ProgramImage image, RunResult result, Profile profile) {
    /// Runs a program and writes its profile, whole or not at all.
    ///
    /// @param trace whether to record a branch trace too
    /// @param maxInstructions where to stop at the latest
    /// @param file where the profile goes
    /// @throws IllegalStateException if what was executed is not what the code says, as when a
    ///   program changes its own code
    public static Recording record(
            Path program,
            LaunchOptions launch,
            Engine engine,
            boolean trace,
            long maxInstructions,
            Path file)
            throws IOException {
        try (GuestRun run = GuestRun.load(program, launch);
                ProfileWriter writer = ProfileWriter.create(file)) {
            InstructionSource code = ProgramCode.of(run.hart().memory);
            RunResult result =
                    run.run(
                            engine,
                            RunOptions.plain()
                                    .withMaxInstructions(maxInstructions)
                                    .withRecorder(pc -> recorder(writer, run, trace, pc)));
            var summary =
                    new RunSummary(
                            result.instructions(),
                            result.outcome().toString(),
                            engine.name(),
                            launch.deterministic() ? 0 : result.seconds());
            Profile profile =
                    ProfileBuilder.build(
                            result.recorder().orElseThrow(),
                            code,
                            identity(run.image(), launch.arguments()),
                            summary);
            return new Recording(run.image(), result, writer.commit(profile));
        }
    }

    // The trace is compressed by a thread of its own, which decodes for itself.
    private static ProfileRecorder recorder(
            ProfileWriter writer, GuestRun run, boolean trace, long pc) {
        return trace
                ? ProfileRecorder.tracing(
                        pc, 0, writer.openTrace(ProgramCode.of(run.hart().memory), pc))
                : ProfileRecorder.counting(pc, 0);
    }

    /// Which program an image is, and how it is started.
    public static ProgramIdentity identity(ProgramImage image, List<String> arguments) {
        return new ProgramIdentity(
                image.path().getFileName().toString(),
                image.buildId(),
                image.contentHash(),
                arguments);
    }
}
