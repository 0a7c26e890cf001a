package dev.tracewright.engine.emit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the class files of [BuiltLoops]; the build calls it when this module has been compiled.
public final class LoopWriter {
    private LoopWriter() {}

    /// Writes them among the classes in the folder that the only argument names.
    public static void main(String[] arguments) throws IOException {
        String path = LoopWriter.class.getPackageName().replace('.', '/');
        Path folder = Files.createDirectories(Path.of(arguments[0], path));
        for (Recording recording : Recording.values()) {
            Files.write(
                    folder.resolve(BuiltLoops.name(recording) + ".class"),
                    BuiltLoops.emitter(recording).bytes());
        }
    }
}
