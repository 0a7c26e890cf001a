package dev.tracewright.cli;

import dev.tracewright.report.Numbers;
import dev.tracewright.suite.Length;
import dev.tracewright.suite.SuiteResult;
import dev.tracewright.suite.SuiteResult.Group;
import dev.tracewright.suite.TimeRatio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A ratio of times that is wanted.
///
/// @param least the smallest geometric mean that will do
record Requirement(TimeRatio ratio, double least) {
    /// What `qemu/run=1.5,native/plan=0.25` asks for.
    static List<Requirement> parse(String text) {
        var requirements = new ArrayList<Requirement>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] sides = part.split("=", -1);
            Optional<TimeRatio> ratio = TimeRatio.parse(sides[0]);
            if (sides.length != 2 || ratio.isEmpty()) {
                throw wrong(part);
            }
            requirements.add(new Requirement(ratio.get(), number(sides[1], part)));
        }
        return requirements;
    }

    private static double number(String text, String part) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw wrong(part);
        }
    }

    private static CommandException wrong(String part) {
        return new CommandException(
                ExitCode.USAGE,
                "--require is \"%s\", expected two ways and a number: qemu/run=1.5"
                        .formatted(part));
    }

    /// A line for each requirement that a result does not meet.
    static List<String> missed(List<Requirement> requirements, SuiteResult result) {
        var missed = new ArrayList<String>();
        for (Requirement requirement : requirements) {
            for (Length length : Length.values()) {
                result.mean(new Group(length, Optional.empty()), requirement.ratio())
                        .filter(mean -> mean < requirement.least())
                        .ifPresent(mean -> missed.add(requirement.describe(length, mean)));
            }
        }
        return missed;
    }

    private String describe(Length length, double mean) {
        return "%s of the %s runs is %s, expected %s or more"
                .formatted(ratio.word(), length.word(), Numbers.real(mean, 2), least);
    }
}
