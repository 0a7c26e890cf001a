package dev.tracewright.suite;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// The host's own programs that are needed, found as a shell would find them.
final class Toolchain {
    private final Map<String, String> environment;

    Toolchain(Map<String, String> environment) {
        this.environment = environment;
    }

    /// QEMU's user mode for RISC-V.
    Optional<Path> qemu() {
        return find("qemu-riscv64");
    }

    /// The compiler for a source file: that of the variables `CC` and `CXX`, or the usual one.
    Optional<Path> compiler(Path source) {
        boolean cxx = source.toString().endsWith(".cpp");
        String name = environment.getOrDefault(cxx ? "CXX" : "CC", "");
        return find(name.isBlank() ? cxx ? "c++" : "cc" : name);
    }

    private Optional<Path> find(String name) {
        if (name.contains("/")) {
            return Optional.of(Path.of(name)).filter(Files::isExecutable);
        }
        String path = environment.getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
