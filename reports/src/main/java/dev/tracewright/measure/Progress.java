package dev.tracewright.measure;

/// Is told what is being done, for people who wait.
@FunctionalInterface
public interface Progress {
    /// Tells nobody.
    Progress SILENT = _ -> {};

    /// Something begins.
    ///
    /// @param what a few words
    void step(String what);
}
