package dev.tracewright.isa.semantics;

/// The instruction being executed turned out to be illegal by a value that only execution knows,
/// such as a reserved dynamic rounding mode. It carries nothing, so one instance serves every hart;
/// the engine that catches it knows the pc.
public final class IllegalInstruction extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The only instance; it has no stack trace.
    public static final IllegalInstruction INSTANCE = new IllegalInstruction();

    private IllegalInstruction() {
        super("illegal instruction", null, false, false);
    }
}
