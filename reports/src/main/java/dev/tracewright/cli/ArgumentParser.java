package dev.tracewright.cli;

import dev.tracewright.cli.OptionSpec.Kind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Reads the words after a command: options anywhere up to `--`, as `--name=value`, `--name value`,
/// `-n value` or `-nvalue`, and positional parameters.
///
/// A library for this took longer to start than all else that a short run does.
final class ArgumentParser {
    private static final String HELP = "--help";

    private final CommandSpec spec;
    private final Iterator<String> words;
    private final Map<String, List<String>> options = new HashMap<>();
    private final List<String> positionals = new ArrayList<>();

    private ArgumentParser(CommandSpec spec, List<String> words) {
        this.spec = spec;
        this.words = words.iterator();
    }

    /// Reads the words.
    ///
    /// @throws CommandException if they are not what the command takes; the message does not name
    ///   the command
    static ParseResult parse(CommandSpec spec, List<String> words) {
        var parser = new ArgumentParser(spec, words);
        parser.read();
        return new ParseResult(parser.options, parser.positionals);
    }

    private void read() {
        boolean onlyPositionals = false;
        while (words.hasNext()) {
            String word = words.next();
            if (onlyPositionals || !word.startsWith("-") || word.equals("-")) {
                positional(word);
            } else if (word.equals("--")) {
                onlyPositionals = true;
            } else {
                option(word);
            }
        }
        int given = positionals.size();
        List<ParameterSpec> parameters = spec.parameters();
        if (given < parameters.size()
                && parameters.get(given).required()
                && !options.containsKey(HELP)) {
            throw usage(parameters.get(given).label() + " is missing");
        }
    }

    private void positional(String word) {
        List<ParameterSpec> parameters = spec.parameters();
        if (positionals.size() >= parameters.size()
                && (parameters.isEmpty() || !parameters.getLast().repeated())) {
            throw usage("unexpected argument " + word);
        }
        positionals.add(word);
    }

    private void option(String word) {
        int equals = word.indexOf('=');
        String start = equals < 0 ? word : word.substring(0, equals);
        for (OptionSpec option : spec.options()) {
            for (String name : option.names()) {
                boolean takesValue = option.kind() != Kind.FLAG;
                if (start.equals(name) && (takesValue || equals < 0)) {
                    value(option, equals < 0 ? null : word.substring(equals + 1));
                    return;
                }
                if (takesValue && name.length() == 2 && word.startsWith(name)) {
                    value(option, word.substring(2));
                    return;
                }
            }
        }
        throw usage("unknown option " + word + Suggestion.of(start, spec.optionNames()));
    }

    private void value(OptionSpec option, String attached) {
        List<String> values = options.computeIfAbsent(option.name(), _ -> new ArrayList<>());
        if (option.kind() != Kind.FLAG) {
            if (!values.isEmpty() && option.kind() != Kind.WORDS) {
                throw usage(option.name() + " is given twice");
            }
            String value = attached;
            if (value == null) {
                if (!words.hasNext()) {
                    throw usage(option.name() + " needs " + option.label());
                }
                value = words.next();
            }
            values.add(checked(option, value));
        }
        option.names().forEach(name -> options.put(name, values));
    }

    private String checked(OptionSpec option, String value) {
        if (spec.optionNames().contains(value)) {
            throw usage(option.name() + " needs " + option.label() + ", not " + value);
        }
        if (option.kind() == Kind.NUMBER) {
            try {
                Long.parseLong(value);
            } catch (NumberFormatException _) {
                throw usage(option.name() + " is \"" + value + "\", expected a whole number");
            }
        }
        return value;
    }

    private static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }
}
