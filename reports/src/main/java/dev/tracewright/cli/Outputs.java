package dev.tracewright.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/// Output files, checked before work begins that would be lost.
final class Outputs {
    private Outputs() {}

    /// The path of a file that can be written, as far as one can tell.
    static Path require(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new CommandException(ExitCode.CANNOT_WRITE, file + ": is a directory");
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandException(
                    ExitCode.CANNOT_WRITE, file + ": there is no directory " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new CommandException(ExitCode.CANNOT_WRITE, file + ": permission denied");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new CommandException(ExitCode.CANNOT_WRITE, file + ": is not an ordinary file");
        }
        return file;
    }

    /// The path of a folder that can be made or written into, as far as one can tell.
    static Path requireFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new CommandException(ExitCode.CANNOT_WRITE, folder + ": is not a directory");
        }
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new CommandException(ExitCode.CANNOT_WRITE, folder + ": permission denied");
        }
        return folder;
    }
}
