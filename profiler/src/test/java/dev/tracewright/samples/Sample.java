package dev.tracewright.samples;

import dev.tracewright.program.LaunchOptions;
import dev.tracewright.program.StandardStreams;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.Stream;

/// A sample program with one of the ways to run it that its `sample.properties` name.
///
/// @param elf the program
/// @param size which way: `full`, or `quick`
/// @param arguments what follows the program's name
/// @param input what it reads from its standard input; empty for none
/// @param expected what it must write to its standard output
/// @param exitStatus its expected exit status
/// @param instructions how many instructions it executes, as qemu-riscv64 counted them once; empty
///   if that is not stated
/// @param changesCode whether it writes code while it runs, so that no profile of it can be derived
public record Sample(
        Path elf,
        String size,
        List<String> arguments,
        byte[] input,
        byte[] expected,
        int exitStatus,
        OptionalLong instructions,
        boolean changesCode) {
    /// The samples that are kept built, as long as they are meant to be.
    public static List<Sample> full() {
        return in(committed(), false);
    }

    /// The samples that are kept built, each as short as it can be.
    public static List<Sample> quick() {
        return in(committed(), true);
    }

    private static Path committed() {
        return Path.of(System.getProperty("tracewright.root"), "samples");
    }

    /// The samples in the folders of a folder, each as short as it can be.
    public static List<Sample> quickIn(Path folder) {
        return in(folder, true);
    }

    private static List<Sample> in(Path folder, boolean quick) {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.sorted()
                    .filter(sample -> Files.exists(sample.resolve("sample.properties")))
                    .filter(sample -> Files.exists(program(sample)))
                    .map(sample -> of(sample, quick))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path program(Path folder) {
        return folder.resolve(folder.getFileName() + ".elf");
    }

    private static Sample of(Path folder, boolean quickest) {
        try {
            var properties = new Properties();
            try (var reader = Files.newBufferedReader(folder.resolve("sample.properties"))) {
                properties.load(reader);
            }
            boolean quick = quickest && properties.containsKey("quick");
            String input = properties.getProperty("stdin", "");
            return new Sample(
                    program(folder),
                    quick ? "quick" : "full",
                    words(properties.getProperty(quick ? "quick" : "args", "")),
                    input.isEmpty() ? new byte[0] : Files.readAllBytes(folder.resolve(input)),
                    Files.readAllBytes(
                            folder.resolve(quick ? "expected-quick.txt" : "expected.txt")),
                    Integer.parseInt(properties.getProperty("exit", "0")),
                    number(properties, quick ? "quick-instructions" : "instructions"),
                    properties.containsKey("changes-code"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OptionalLong number(Properties properties, String key) {
        String number = properties.getProperty(key);
        return number == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(number));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    /// The program's name.
    public String name() {
        return elf.getParent().getFileName().toString();
    }

    /// How to start it: in its folder and without an environment, deterministically.
    ///
    /// @param out takes the standard output
    public LaunchOptions launch(OutputStream out) {
        return LaunchOptions.of(arguments.toArray(String[]::new))
                .withWorkingDirectory(elf.getParent())
                .withDeterministic(true)
                .withDiagnostics(_ -> {})
                .withStreams(
                        new StandardStreams(
                                new ByteArrayInputStream(input),
                                out,
                                OutputStream.nullOutputStream()));
    }

    @Override
    public String toString() {
        return name() + " " + size;
    }
}
