package dev.tracewright.cli;

import java.util.ArrayList;
import java.util.List;

/// What a command takes, and what its help says.
final class CommandSpec {
    private static final int WIDTH = 90;
    private static final int GAP = 3;

    private final String name;
    private final String operands;
    private final String description;
    private final List<String> examples;
    private final List<OptionSpec> options = new ArrayList<>();
    private final List<ParameterSpec> parameters = new ArrayList<>();

    /// @param operands what follows the options, in a line
    /// @param examples command lines
    CommandSpec(String name, String operands, String description, List<String> examples) {
        this.name = name;
        this.operands = operands;
        this.description = description;
        this.examples = examples;
    }

    void addOption(OptionSpec option) {
        options.add(option);
    }

    void addPositional(ParameterSpec parameter) {
        parameters.add(parameter);
    }

    List<OptionSpec> options() {
        return options;
    }

    List<ParameterSpec> parameters() {
        return parameters;
    }

    /// The names of all options.
    List<String> optionNames() {
        return options.stream().flatMap(option -> option.names().stream()).toList();
    }

    /// What `--help` prints.
    String help() {
        int column = GAP;
        for (OptionSpec option : options) {
            column = Math.max(column, option.synopsis().length() + GAP);
        }
        for (ParameterSpec parameter : parameters) {
            column = Math.max(column, parameter.synopsis().length() + GAP);
        }
        var out = new StringBuilder();
        out.append("Usage: tracewright ").append(name).append(" [OPTIONS] ").append(operands);
        out.append("\n\n");
        wrap(out, description, 0);
        out.append("\nParameters:\n");
        for (ParameterSpec parameter : parameters) {
            row(out, parameter.synopsis(), parameter.description(), column);
        }
        out.append("\nOptions:\n");
        for (OptionSpec option : options) {
            row(out, option.synopsis(), option.description(), column);
        }
        out.append("\nExample:\n");
        examples.forEach(example -> out.append("  ").append(example).append('\n'));
        return out.toString();
    }

    private static void row(StringBuilder out, String synopsis, String description, int column) {
        out.append(synopsis).repeat(' ', column - synopsis.length());
        wrap(out, description, column);
    }

    // Fills lines with words, the first from a column on, further ones a little more to the right.
    private static void wrap(StringBuilder out, String text, int column) {
        int at = column;
        boolean first = true;
        for (String word : text.split(" ")) {
            if (!first && at + 1 + word.length() > WIDTH) {
                int indent = column == 0 ? 0 : column + 2;
                out.append('\n').repeat(' ', indent);
                at = indent;
            } else if (!first) {
                out.append(' ');
                at++;
            }
            out.append(word);
            at += word.length();
            first = false;
        }
        out.append('\n');
    }
}
