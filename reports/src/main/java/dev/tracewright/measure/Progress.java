package dev.tracewright.measure;

/// Is told what is being run.
@FunctionalInterface
public interface Progress {
    /// Says nothing to anybody.
    Progress SILENT = (_, _, _) -> {};

    /// A run begins.
    ///
    /// @param candidate its name
    /// @param round from 1; 0 for a run that is not measured
    /// @param rounds how many rounds there will be at most
    void running(String candidate, int round, int rounds);
}
