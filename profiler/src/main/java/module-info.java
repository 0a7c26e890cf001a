/// Loads and runs RISC-V programs and records exactly what they did.
module dev.tracewright.profiler {
    exports dev.tracewright.code;
    exports dev.tracewright.elf;
    exports dev.tracewright.engine.emit;
    exports dev.tracewright.engine.interpreter;
    exports dev.tracewright.engine;
    exports dev.tracewright.isa.semantics;
    exports dev.tracewright.isa;
    exports dev.tracewright.linux;
    exports dev.tracewright.memory;
    exports dev.tracewright.profile;
    exports dev.tracewright.program;
    exports dev.tracewright.run;
}
