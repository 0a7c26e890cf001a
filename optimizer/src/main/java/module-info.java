/// Turns profiles into optimization plans, and plans into faster execution.
module dev.tracewright.optimizer {
    exports dev.tracewright.superinstruction;

    requires transitive dev.tracewright.profiler;
    requires com.google.gson;
}
