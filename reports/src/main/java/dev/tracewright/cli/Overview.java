package dev.tracewright.cli;

import java.util.Optional;

/// What the command line as a whole says of itself.
final class Overview {
    private static final String EXIT_STATUS =
            """

            Exit status:
              run and record pass on the program's own: 0 to 255, or 128 + N when signal N ended it.
                0  all went well
                1  compare: behaviour differs; bench: the same, or too slow
               64  the command line is wrong
               65  an input file is not what it should be
               66  an input file is missing or cannot be read
               70  a mistake of tracewright itself
               73  an output file cannot be written
               74  reading or writing failed on the way
              124  run and record: stopped by --max-instructions
            """;

    private Overview() {}

    /// The help that needs no verb.
    static String text() {
        var text = new StringBuilder();
        text.append("Usage: tracewright COMMAND [OPTIONS] FILE [-- ARGS]\n\n");
        text.append("Profiles RISC-V programs, optimizes them and proves them equal.\n\n");
        text.append("Commands:\n");
        for (Verbs verb : Verbs.values()) {
            text.append("  %-9s %s\n".formatted(verb.word(), verb.summary()));
        }
        text.append(
                "\ntracewright COMMAND --help tells more; tracewright --version the version.\n");
        text.append(EXIT_STATUS);
        text.append("\nExample:\n  tracewright compare samples/dhrystone/dhrystone.elf\n");
        return text.toString();
    }

    /// `tracewright 0.1.0`.
    static String version() {
        String version = Overview.class.getPackage().getImplementationVersion();
        return "tracewright " + Optional.ofNullable(version).orElse("(development)");
    }
}
