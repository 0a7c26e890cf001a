package dev.tracewright.cli;

import java.util.List;
import java.util.Map;

/// What a command line says.
///
/// @param options the words that the options were given, by all names of each
/// @param positionals the words that belong to no option
record ParseResult(Map<String, List<String>> options, List<String> positionals) {
    /// Whether an option was given.
    boolean hasMatchedOption(String name) {
        return options.containsKey(name);
    }

    /// Whether a flag was given.
    boolean matchedOptionValue(String name, boolean otherwise) {
        return hasMatchedOption(name) || otherwise;
    }

    /// An option's word.
    String matchedOptionValue(String name, String otherwise) {
        return hasMatchedOption(name) ? options.get(name).getFirst() : otherwise;
    }

    /// An option's words.
    List<String> matchedOptionValue(String name, List<String> otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    /// An option's number.
    long matchedOptionValue(String name, long otherwise) {
        return hasMatchedOption(name) ? Long.parseLong(options.get(name).getFirst()) : otherwise;
    }

    /// A positional parameter.
    String matchedPositionalValue(int index, String otherwise) {
        return index < positionals.size() ? positionals.get(index) : otherwise;
    }

    /// All positional parameters from one on.
    List<String> matchedPositionalValue(int index, List<String> otherwise) {
        return index < positionals.size()
                ? positionals.subList(index, positionals.size())
                : otherwise;
    }
}
