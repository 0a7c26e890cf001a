package dev.tracewright.guest;

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
import dev.tracewright.program.StandardStreams;
import dev.tracewright.run.GuestRun;
import dev.tracewright.run.RunOptions;
import dev.tracewright.run.RunResult;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/// One of the repository's samples with its quick arguments.
///
/// @param name the sample's folder
public record SampleRun(String name) {
    private static final Path SAMPLES =
            Path.of(System.getProperty("tracewright.root", "."), "samples");

    private Path folder() {
        return SAMPLES.resolve(name);
    }

    private Path program() {
        return folder().resolve(name + ".elf");
    }

    private Properties properties() throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(folder().resolve("sample.properties"))) {
            properties.load(reader);
        }
        return properties;
    }

    private List<String> arguments() throws IOException {
        String quick = properties().getProperty("quick", "").strip();
        return quick.isEmpty() ? List.of() : List.of(quick.split(" "));
    }

    private LaunchOptions launch() throws IOException {
        String stdin = properties().getProperty("stdin", "").strip();
        InputStream in =
                stdin.isEmpty()
                        ? InputStream.nullInputStream()
                        : new ByteArrayInputStream(Files.readAllBytes(folder().resolve(stdin)));
        OutputStream out = OutputStream.nullOutputStream();
        return LaunchOptions.of()
                .withArguments(arguments())
                .withWorkingDirectory(folder())
                .withDeterministic(true)
                .withStreams(new StandardStreams(in, out, out));
    }

    /// The program's code, read from its file.
    public InstructionSource code() throws IOException {
        try (GuestRun run = GuestRun.load(program(), launch())) {
            return ProgramCode.of(run.image());
        }
    }

    /// Runs the sample and takes the fingerprint.
    public RunResult run(Engine engine) throws IOException {
        return GuestRun.run(program(), launch(), engine, RunOptions.plain().withFingerprint());
    }

    /// Records a profile with branch trace.
    public Profile record(Engine engine, Path file) throws IOException {
        try (GuestRun run = GuestRun.load(program(), launch());
                ProfileWriter writer = ProfileWriter.create(file)) {
            InstructionSource code = ProgramCode.of(run.image());
            RunResult result =
                    run.run(
                            engine,
                            RunOptions.plain()
                                    .withRecorder(
                                            pc ->
                                                    ProfileRecorder.tracing(
                                                            pc, 0, writer.openTrace(code, pc))));
            var program =
                    new ProgramIdentity(
                            name + ".elf",
                            run.image().buildId(),
                            run.image().contentHash(),
                            arguments());
            var summary =
                    new RunSummary(
                            result.instructions(), result.outcome().toString(), engine.name(), 0);
            return writer.commit(
                    ProfileBuilder.build(result.recorder().orElseThrow(), code, program, summary));
        }
    }
}
