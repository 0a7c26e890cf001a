package dev.tracewright.cli;

import dev.tracewright.program.LaunchOptions;
import dev.tracewright.program.ProgramImage;
import dev.tracewright.run.GuestRun;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Input files, checked so that what is wrong with one can be said in a line.
final class Inputs {
    private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};

    private Inputs() {}

    /// The path of an ordinary, readable file.
    static Path require(Path file) {
        if (!Files.exists(file)) {
            throw new CommandException(ExitCode.NO_INPUT, file + ": no such file");
        }
        if (Files.isDirectory(file)) {
            throw new CommandException(ExitCode.NO_INPUT, file + ": is a directory");
        }
        if (!Files.isReadable(file)) {
            throw new CommandException(ExitCode.NO_INPUT, file + ": permission denied");
        }
        return file;
    }

    /// Whether a file is a program rather than a profile.
    static boolean isProgram(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ELF_MAGIC.length), ELF_MAGIC);
        }
    }

    /// A program as it would lie in memory.
    static ProgramImage image(Path program) throws IOException {
        try (GuestRun run = GuestRun.load(require(program), LaunchOptions.of())) {
            return run.image();
        }
    }
}
