/// Turns profiles into optimization plans, and plans into faster execution.
module dev.tracewright.optimizer {
    exports dev.tracewright.ir;
    exports dev.tracewright.jit;
    exports dev.tracewright.jit.amd64;
    exports dev.tracewright.pass;
    exports dev.tracewright.plan;
    exports dev.tracewright.region;
    exports dev.tracewright.superinstruction;
    exports dev.tracewright.trace;

    requires transitive dev.tracewright.profiler;
    requires com.google.gson;
}
