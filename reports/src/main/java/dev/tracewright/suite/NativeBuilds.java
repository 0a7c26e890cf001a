package dev.tracewright.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Programs compiled for this host, from the sources and with the flags that the RISC-V programs
/// were made with.
final class NativeBuilds {
    private final Optional<Path> ready;
    private final Path made;
    private final Toolchain tools;
    private final HostProcess processes;

    /// Builds that are ready in a folder, or are made.
    ///
    /// @param ready where builds are looked for first, under the names of the programs
    /// @param made an empty folder
    NativeBuilds(Optional<Path> ready, Path made, Toolchain tools, HostProcess processes) {
        this.ready = ready;
        this.made = made;
        this.tools = tools;
        this.processes = processes;
    }

    /// The native build of a program.
    ///
    /// @throws UnavailableException if there is none and none can be made
    Path of(SuiteProgram program) throws IOException, UnavailableException {
        Optional<Path> found =
                ready.map(folder -> folder.resolve(program.name())).filter(Files::isExecutable);
        if (found.isPresent()) {
            return found.get();
        }
        Path source =
                program.source()
                        .orElseThrow(() -> new UnavailableException("there is no native build"));
        Path compiler =
                tools.compiler(source)
                        .orElseThrow(() -> new UnavailableException("there is no cc"));
        Path target = made.resolve(program.name());
        if (!Files.exists(target)) {
            compile(program, source, compiler, target);
        }
        return target;
    }

    private void compile(SuiteProgram program, Path source, Path compiler, Path target)
            throws IOException, UnavailableException {
        var command = new ArrayList<String>();
        command.add(compiler.toString());
        command.addAll(program.flags());
        command.addAll(
                List.of(
                        "-fno-pie",
                        "-no-pie",
                        "-static",
                        source.toAbsolutePath().toString(),
                        "-o",
                        target.toString(),
                        "-lm"));
        ProcessOutcome outcome = processes.run(command, made, Optional.empty());
        if (outcome.status() != 0) {
            throw new UnavailableException("it does not compile: " + outcome.complaint());
        }
    }
}
