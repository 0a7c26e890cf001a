package dev.tracewright.suite;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command that starts Tracewright, as a user would.
///
/// @param command the words before a verb
public record Launcher(List<String> command) {
    private static final String MAIN = "dev.tracewright.cli.Main";
    private static final String JAR_OPTION = "-jar";

    public Launcher {
        command = List.copyOf(command);
    }

    /// A command that is a single file.
    public static Launcher of(Path file) {
        return new Launcher(List.of(file.toAbsolutePath().normalize().toString()));
    }

    /// The command that started this process: the launcher beside the jar if there is one, or
    /// `java` with the options that this process has.
    public static Launcher current() {
        String classPath = System.getProperty("java.class.path", "");
        return beside(Path.of(classPath.split(File.pathSeparator)[0]))
                .or(Launcher::thisProcess)
                .orElseGet(() -> ofClassPath(classPath));
    }

    // The jar lies in reports/target of the folder that holds the launcher.
    private static Optional<Launcher> beside(Path jar) {
        Path folder = jar.toAbsolutePath().normalize();
        for (int i = 0; i < 3 && folder != null; i++) {
            folder = folder.getParent();
        }
        return Optional.ofNullable(folder)
                .filter(_ -> jar.toString().endsWith(".jar"))
                .map(root -> root.resolve("tracewright"))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .map(Launcher::of);
    }

    private static Optional<Launcher> thisProcess() {
        ProcessHandle.Info info = ProcessHandle.current().info();
        List<String> arguments = List.of(info.arguments().orElse(new String[0]));
        int jar = arguments.indexOf(JAR_OPTION);
        if (info.command().isEmpty() || jar < 0 || jar + 1 >= arguments.size()) {
            return Optional.empty();
        }
        var command = new ArrayList<String>();
        command.add(info.command().get());
        command.addAll(arguments.subList(0, jar + 1));
        command.add(Path.of(arguments.get(jar + 1)).toAbsolutePath().toString());
        return Optional.of(new Launcher(command));
    }

    private static Launcher ofClassPath(String classPath) {
        return new Launcher(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-exports",
                        "java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-classpath",
                        classPath,
                        MAIN));
    }

    /// The whole command with a verb and what belongs to it.
    List<String> with(List<String> arguments) {
        var all = new ArrayList<>(command);
        all.addAll(arguments);
        return all;
    }
}
