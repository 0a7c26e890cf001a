package dev.tracewright.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program of a suite.
///
/// @param name what it is called in tables, and what its native build's file is called
/// @param kind a word by which programs are grouped: `integer`, `floating-point`
/// @param program the RISC-V executable; its folder is the working directory of every run
/// @param source what a native build is made of, if it can be
/// @param flags the compiler's, for RISC-V and for the host
/// @param stdin the file for standard input; without one it is empty
/// @param work what to do, for each length that there is
public record SuiteProgram(
        String name,
        String kind,
        Path program,
        Optional<Path> source,
        List<String> flags,
        Optional<Path> stdin,
        Map<Length, Work> work) {
    public SuiteProgram {
        flags = List.copyOf(flags);
        work = Map.copyOf(work);
    }

    /// A run's arguments and what it should print.
    ///
    /// @param output the first digits of the SHA-256 of standard output, in hexadecimal; empty if
    ///   nothing is known of it
    public record Work(List<String> arguments, String output) {
        public Work {
            arguments = List.copyOf(arguments);
        }
    }

    /// The working directory.
    public Path folder() {
        return program.toAbsolutePath().normalize().getParent();
    }
}
