package dev.tracewright.isa;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Short spellings of numbered names: `s2-4` is `s2 s3 s4`.
final class NameRange {
    private static final Pattern RANGE = Pattern.compile("(.*?)(\\d+)-(\\d+)");

    private NameRange() {}

    /// The names that a space-separated list of names and ranges stands for, in order.
    static Stream<String> expand(String names) {
        return Stream.of(names.split(" ")).flatMap(NameRange::one);
    }

    private static Stream<String> one(String name) {
        var range = RANGE.matcher(name);
        if (!range.matches()) {
            return Stream.of(name);
        }
        int first = Integer.parseInt(range.group(2));
        int last = Integer.parseInt(range.group(3));
        return IntStream.rangeClosed(first, last).mapToObj(number -> range.group(1) + number);
    }
}
