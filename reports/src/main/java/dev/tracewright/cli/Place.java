package dev.tracewright.cli;

import dev.tracewright.code.Function;
import dev.tracewright.code.FunctionTable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.util.List;
import java.util.Optional;

/// A range of addresses that the user is interested in.
///
/// @param start the first address
/// @param end the address behind the last
record Place(long start, long end) {
    private static final String FUNCTION = "--function";
    private static final String ADDRESS = "--address";
    private static final int HEXADECIMAL = 16;

    /// Adds `--function` and `--address`.
    static void addTo(CommandSpec spec) {
        spec.addOption(Specs.word("NAME", "Only this function.", FUNCTION));
        spec.addOption(
                Specs.word(
                        "A[-B]",
                        "Only what is at the hexadecimal address A, or from A up to B.",
                        ADDRESS));
    }

    /// The range that was asked for, if any was.
    static Optional<Place> of(ParseResult parsed, FunctionTable functions) {
        String name = parsed.matchedOptionValue(FUNCTION, "");
        String address = parsed.matchedOptionValue(ADDRESS, "");
        if (!name.isEmpty() && !address.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE, "--function and --address exclude each other");
        }
        if (!name.isEmpty()) {
            return Optional.of(function(name, functions.functions()));
        }
        return address.isEmpty() ? Optional.empty() : Optional.of(range(address));
    }

    private static Place function(String name, List<Function> functions) {
        return functions.stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .map(function -> new Place(function.start(), function.end()))
                .orElseThrow(
                        () ->
                                new CommandException(
                                        ExitCode.USAGE,
                                        "there is no function %s%s"
                                                .formatted(
                                                        name,
                                                        Suggestion.of(
                                                                name,
                                                                functions.stream()
                                                                        .map(Function::name)
                                                                        .toList()))));
    }

    private static Place range(String range) {
        String[] ends = range.split("-", 2);
        long start = address(ends[0], range);
        long end = ends.length > 1 ? address(ends[1], range) : start + 1;
        if (end <= start) {
            throw new CommandException(ExitCode.USAGE, "--address %s is empty".formatted(range));
        }
        return new Place(start, end);
    }

    private static long address(String digits, String range) {
        String plain = digits.startsWith("0x") ? digits.substring(2) : digits;
        try {
            return Long.parseUnsignedLong(plain, HEXADECIMAL);
        } catch (NumberFormatException _) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--address is \"%s\", expected A or A-B in hexadecimal".formatted(range));
        }
    }

    /// Whether a range of addresses has something in common with this one.
    boolean overlaps(long otherStart, long otherEnd) {
        return otherStart < end && otherEnd > start;
    }
}
