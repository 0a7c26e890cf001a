package dev.tracewright.suite;

import dev.tracewright.measure.GeometricMean;
import dev.tracewright.measure.HostInfo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What was measured of a suite.
///
/// @param launcher what started Tracewright
/// @param rounds number of measured runs of each way
/// @param host where
public record SuiteResult(
        List<ProgramResult> programs, Launcher launcher, int rounds, HostInfo host) {
    public SuiteResult {
        programs = List.copyOf(programs);
    }

    /// Some of the programs.
    ///
    /// @param kind the programs' kind, or empty for all kinds
    public record Group(Length length, Optional<String> kind) {
        private boolean contains(ProgramResult result) {
            return result.length() == length
                    && kind.map(word -> word.equals(result.program().kind())).orElse(true);
        }
    }

    /// A program and a ratio of its.
    public record Extreme(String program, double ratio) {}

    /// Each kind of each length, and the kinds together where there are several.
    public List<Group> groups() {
        var groups = new ArrayList<Group>();
        for (Length length : Length.values()) {
            List<String> kinds =
                    programs.stream()
                            .filter(result -> result.length() == length)
                            .map(result -> result.program().kind())
                            .distinct()
                            .sorted(Comparator.reverseOrder())
                            .toList();
            kinds.forEach(kind -> groups.add(new Group(length, Optional.of(kind))));
            if (kinds.size() > 1) {
                groups.add(new Group(length, Optional.empty()));
            }
        }
        return groups;
    }

    /// How many programs are in a group.
    public int size(Group group) {
        return (int) programs.stream().filter(group::contains).count();
    }

    /// The geometric mean of a group's medians, over the programs that have the ratio, if any has.
    public Optional<Double> mean(Group group, TimeRatio ratio) {
        double[] medians =
                extremes(group::contains, ratio).stream().mapToDouble(Extreme::ratio).toArray();
        return medians.length == 0 ? Optional.empty() : Optional.of(GeometricMean.of(medians));
    }

    /// The programs of a length with a ratio, the lowest first.
    public List<Extreme> ordered(Length length, TimeRatio ratio) {
        return extremes(result -> result.length() == length, ratio).stream()
                .sorted(Comparator.comparingDouble(Extreme::ratio))
                .toList();
    }

    private List<Extreme> extremes(Predicate<ProgramResult> wanted, TimeRatio ratio) {
        var extremes = new ArrayList<Extreme>();
        for (ProgramResult result : programs) {
            if (wanted.test(result)) {
                result.ratio(ratio)
                        .ifPresent(
                                score ->
                                        extremes.add(
                                                new Extreme(
                                                        result.program().name(), score.median())));
            }
        }
        return extremes;
    }

    /// The ways that at least one program was measured in.
    public List<Way> ways() {
        return List.of(Way.values()).stream()
                .filter(way -> programs.stream().anyMatch(p -> p.series().containsKey(way)))
                .toList();
    }

    /// The shown ratios that at least one program has.
    public List<TimeRatio> ratios() {
        return TimeRatio.SHOWN.stream()
                .filter(ratio -> programs.stream().anyMatch(p -> p.ratio(ratio).isPresent()))
                .toList();
    }

    /// Whether every run did what it should.
    public boolean correct() {
        return programs.stream().allMatch(result -> result.failures().isEmpty());
    }
}
