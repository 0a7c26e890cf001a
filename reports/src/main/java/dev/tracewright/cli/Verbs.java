package dev.tracewright.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// The list of verbs. Only the one that is asked for is made.
enum Verbs {
    RUN("Runs a program as if it were a native one.", RunVerb::new),
    RECORD("Runs a program and writes its profile.", RecordVerb::new),
    REPORT("Shows the hot spots of a profile.", ReportVerb::new),
    OPTIMIZE("Makes an optimization plan of a profile.", OptimizeVerb::new),
    COMPARE("Profiles, optimizes, runs again in every way, and proves it equal.", CompareVerb::new),
    BENCH("Measures a suite of programs beside qemu and native builds.", BenchVerb::new),
    EXPLAIN("Shows how hot code is compiled, step by step.", ExplainVerb::new),
    DISASM("Disassembles a program.", DisasmVerb::new),
    TRACE("Prints a recorded branch trace.", TraceVerb::new);

    private final String summary;
    private final Supplier<Verb> verb;

    Verbs(String summary, Supplier<Verb> verb) {
        this.summary = summary;
        this.verb = verb;
    }

    /// The word on the command line.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What it does, in a line.
    String summary() {
        return summary;
    }

    Verb create() {
        return verb.get();
    }

    /// The verb of that name.
    static Optional<Verbs> byWord(String word) {
        return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
    }

    /// All names.
    static List<String> words() {
        return Arrays.stream(values()).map(Verbs::word).toList();
    }
}
