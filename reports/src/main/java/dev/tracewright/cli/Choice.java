package dev.tracewright.cli;

import picocli.CommandLine.ParseResult;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Options that take one of a few words.
final class Choice {
    private Choice() {}

    /// The constant that was chosen by an option.
    static <E extends Enum<E>> E of(
            Class<E> type, ParseResult parsed, String option, E defaultValue) {
        String word = parsed.matchedOptionValue(option, "");
        return word.isEmpty() ? defaultValue : of(type, option, word);
    }

    /// The constant that a word names.
    static <E extends Enum<E>> E of(Class<E> type, String option, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandException(
                                        ExitCode.USAGE,
                                        "%s is \"%s\", expected one of %s"
                                                .formatted(option, word, words(type))));
    }

    private static <E extends Enum<E>> String words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Choice::word)
                .collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
