package dev.tracewright.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

import java.util.List;
import java.util.stream.Stream;

/// Builds the parts of command specifications, without reflection.
final class Specs {
    private Specs() {}

    /// A command with `--help`.
    ///
    /// @param operands what follows the options, in a line
    /// @param examples command lines
    static CommandSpec command(
            String name, String operands, String description, String... examples) {
        CommandSpec spec = CommandSpec.create().name("tracewright " + name);
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .type(boolean.class)
                        .description("Show this help and exit.")
                        .build());
        UsageMessageSpec usage = spec.usageMessage();
        usage.description(description);
        usage.sortOptions(false);
        usage.synopsisHeading("Usage: ");
        usage.customSynopsis("tracewright %s [OPTIONS] %s".formatted(name, operands));
        usage.descriptionHeading("%n");
        usage.parameterListHeading("%nParameters:%n");
        usage.optionListHeading("%nOptions:%n");
        usage.width(90);
        usage.footerHeading("%nExample:%n");
        usage.footer(Stream.of(examples).map(line -> "  " + line).toArray(String[]::new));
        return spec;
    }

    /// A switch.
    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).type(boolean.class).description(description).build();
    }

    /// An option with a word.
    static OptionSpec word(String label, String description, String... names) {
        return OptionSpec.builder(names)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /// An option with words, which may be given several times.
    static OptionSpec words(String label, String description, String... names) {
        return OptionSpec.builder(names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /// An option with a number.
    static OptionSpec number(String name, String description) {
        return OptionSpec.builder(name)
                .type(Long.class)
                .paramLabel("N")
                .description(description)
                .build();
    }

    /// A positional parameter.
    ///
    /// @param required whether it must be given
    static PositionalParamSpec parameter(
            int index, boolean required, String label, String description) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .arity(required ? "1" : "0..1")
                .required(required)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /// All further positional parameters.
    static PositionalParamSpec rest(int index, String label, String description) {
        return PositionalParamSpec.builder()
                .index(index + "..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }
}
