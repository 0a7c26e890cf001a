package dev.tracewright.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The installed `qemu-riscv64`, which runs samples and tells how often it executed each
/// instruction.
final class Qemu {
    static final String COMMAND = "qemu-riscv64";
    static final String COMPILER = "cc";

    /// The versions of the plugin interface that are tried; a qemu accepts its own only.
    private static final int INTERFACES = 6;

    /// A line of the log that `-d exec` writes: the second number in the brackets is the pc.
    private static final Pattern EXECUTED =
            Pattern.compile("^Trace \\d+: \\S+ \\[[0-9a-f]+/([0-9a-f]+)/.*");

    private final Path folder;

    /// @param folder where to put files
    Qemu(Path folder) {
        this.folder = folder;
    }

    /// What a sample did under qemu.
    record Run(int exitStatus, byte[] output) {}

    /// How often each instruction was executed.
    ///
    /// @param entry address of the first one
    /// @param byAddress all executed ones
    record Counts(long entry, Map<Long, Long> byAddress) {
        /// The same program as if loaded so that its entry lies at another address.
        Counts movedTo(long otherEntry) {
            var moved = new HashMap<Long, Long>();
            byAddress.forEach((pc, count) -> moved.put(pc - entry + otherEntry, count));
            return new Counts(otherEntry, moved);
        }
    }

    static boolean isInstalled(String tool) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, tool)));
    }

    /// Builds the plugin that counts; empty if this qemu takes no plugins.
    Optional<Path> buildPlugin(Path source) throws IOException, InterruptedException {
        Path plugin = folder.resolve("count.so");
        Path empty = folder.resolve("none.elf");
        for (int version = 1; version <= INTERFACES; version++) {
            var compiler =
                    new ProcessBuilder(
                            COMPILER,
                            "-shared",
                            "-fPIC",
                            "-O2",
                            "-fvisibility=hidden",
                            "-DPLUGIN_INTERFACE=" + version,
                            source.toString(),
                            "-o",
                            plugin.toString());
            if (execute(compiler, "compiler") != 0) {
                throw new IOException(Files.readString(folder.resolve("compiler.err")));
            }
            // With a good plugin it complains about the program, which does not exist.
            execute(
                    new ProcessBuilder(COMMAND, "-plugin", plugin.toString(), empty.toString()),
                    "probe");
            if (!Files.readString(folder.resolve("probe.err")).contains("plugin")) {
                return Optional.of(plugin);
            }
        }
        return Optional.empty();
    }

    private int execute(ProcessBuilder command, String name)
            throws IOException, InterruptedException {
        return command.redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start()
                .waitFor();
    }

    private ProcessBuilder command(Sample sample, List<String> options) throws IOException {
        var words = new ArrayList<String>();
        words.add(COMMAND);
        words.addAll(options);
        words.add("./" + sample.elf().getFileName());
        words.addAll(sample.arguments());
        Path input = Files.write(folder.resolve("input"), sample.input());
        var builder =
                new ProcessBuilder(words)
                        .directory(sample.elf().getParent().toFile())
                        .redirectInput(input.toFile())
                        .redirectOutput(folder.resolve("output").toFile())
                        .redirectError(folder.resolve("error").toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        return builder;
    }

    /// Runs a sample as it is.
    Run run(Sample sample) throws IOException, InterruptedException {
        int status = command(sample, List.of()).start().waitFor();
        return new Run(status, Files.readAllBytes(folder.resolve("output")));
    }

    /// Counts with the plugin.
    Counts count(Sample sample, Path plugin) throws IOException, InterruptedException {
        Path counts = folder.resolve("counts");
        command(sample, List.of("-plugin", plugin + ",out=" + counts)).start().waitFor();
        var byAddress = new HashMap<Long, Long>();
        long entry = -1;
        try (BufferedReader lines = Files.newBufferedReader(counts)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int blank = line.indexOf(' ');
                long pc = Long.parseLong(line, 0, blank, 16);
                entry = entry == -1 ? pc : entry;
                byAddress.merge(pc, Long.parseLong(line.substring(blank + 1)), Long::sum);
            }
        }
        byAddress.values().removeIf(count -> count == 0);
        return new Counts(entry, byAddress);
    }

    /// Counts the lines of the log of a run in single steps, which is slow and needs no plugin.
    Counts countSteps(Sample sample) throws IOException, InterruptedException {
        Process process =
                command(sample, List.of("-singlestep", "-d", "nochain,exec"))
                        .redirectError(ProcessBuilder.Redirect.PIPE)
                        .start();
        var byAddress = new HashMap<Long, Long>();
        long entry = -1;
        try (BufferedReader lines = process.errorReader(StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher executed = EXECUTED.matcher(line);
                if (executed.matches()) {
                    long pc = Long.parseUnsignedLong(executed.group(1), 16);
                    entry = entry == -1 ? pc : entry;
                    byAddress.merge(pc, 1L, Long::sum);
                }
            }
        }
        process.waitFor();
        return new Counts(entry, byAddress);
    }
}
