package dev.tracewright.suite;

import java.util.List;
import java.util.Locale;

/// A way to run a program as a whole process.
public enum Way {
    /// Its native build.
    NATIVE("the same source compiled for this host"),
    /// Under qemu's user mode.
    QEMU("qemu-riscv64"),
    /// By `tracewright run`, with nothing known of the program.
    RUN("run"),
    /// Under a plan that was made before.
    PLAN("run --plan"),
    /// Recording blocks and edges.
    RECORD("record --no-trace"),
    /// Recording the branch trace, too.
    RECORD_TRACE("record"),
    /// Under a plan, hot code compiled to JVM bytecode.
    BYTECODE("run --plan --backend bytecode"),
    /// Under a plan, its traces and nothing else compiled.
    TRACE("run --plan --engine trace"),
    /// The plain interpreter.
    SWITCH("run --engine switch");

    /// What is measured unless others are asked for.
    public static final List<Way> DEFAULTS = List.of(NATIVE, QEMU, RUN, PLAN, RECORD, RECORD_TRACE);

    private final String meaning;

    Way(String meaning) {
        this.meaning = meaning;
    }

    /// The word for it.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What is run, in a few words.
    public String meaning() {
        return meaning;
    }

    /// Whether it needs a plan.
    boolean needsPlan() {
        return this == PLAN || this == BYTECODE || this == TRACE;
    }
}
