package dev.tracewright.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The time of one way by the time of another: more than 1 where the other is faster.
///
/// @param numerator the way whose time is divided
/// @param denominator the way by whose time it is divided
public record TimeRatio(Way numerator, Way denominator) {
    /// What is shown of the ways that were measured.
    public static final List<TimeRatio> SHOWN =
            List.of(
                    new TimeRatio(Way.QEMU, Way.RUN),
                    new TimeRatio(Way.QEMU, Way.PLAN),
                    new TimeRatio(Way.QEMU, Way.RECORD),
                    new TimeRatio(Way.QEMU, Way.BYTECODE),
                    new TimeRatio(Way.QEMU, Way.TRACE),
                    new TimeRatio(Way.RUN, Way.NATIVE),
                    new TimeRatio(Way.PLAN, Way.NATIVE),
                    new TimeRatio(Way.RECORD, Way.RUN),
                    new TimeRatio(Way.RECORD_TRACE, Way.RUN),
                    new TimeRatio(Way.SWITCH, Way.RUN));

    /// The ratio that `qemu/run` names, if it does name one.
    public static Optional<TimeRatio> parse(String text) {
        String[] words = text.split("/", -1);
        if (words.length != 2) {
            return Optional.empty();
        }
        Optional<Way> left = way(words[0]);
        Optional<Way> right = way(words[1]);
        return left.isPresent() && right.isPresent()
                ? Optional.of(new TimeRatio(left.get(), right.get()))
                : Optional.empty();
    }

    private static Optional<Way> way(String word) {
        return Arrays.stream(Way.values()).filter(way -> way.word().equals(word)).findFirst();
    }

    /// `qemu/run`.
    public String word() {
        return numerator.word() + "/" + denominator.word();
    }
}
