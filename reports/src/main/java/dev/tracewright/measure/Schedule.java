package dev.tracewright.measure;

/// How often candidates are run.
///
/// @param warmups least number of runs of each candidate before any is measured
/// @param warmupSeconds a candidate is run again before it is measured until its runs took so long
/// @param rounds greatest number of measured rounds, in each of which every candidate runs once
/// @param leastRounds number of rounds that are measured however long they take
/// @param seconds no round begins that is expected to end later than this after the first began
public record Schedule(
        int warmups, double warmupSeconds, int rounds, int leastRounds, double seconds) {
    public Schedule {
        if (warmups < 0 || rounds < 1 || leastRounds < 1 || leastRounds > rounds) {
            throw new IllegalArgumentException(
                    "%d warm-ups and %d to %d rounds, expected 0 or more and 1 or more"
                            .formatted(warmups, leastRounds, rounds));
        }
    }

    /// Enough rounds for a narrow interval of short programs, and three of long ones.
    public static Schedule defaults() {
        return new Schedule(1, 1.5, 15, 3, 20);
    }

    /// With exactly so many measured rounds.
    public Schedule withRounds(int changed) {
        return new Schedule(warmups, warmupSeconds, changed, changed, Double.POSITIVE_INFINITY);
    }

    /// With exactly so many runs before.
    public Schedule withWarmups(int changed) {
        return new Schedule(changed, 0, rounds, leastRounds, seconds);
    }
}
