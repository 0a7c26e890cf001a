package dev.tracewright.jit.amd64;

/// The host gives no memory for machine code: a policy forbids it, or there is no room.
final class CodeMemoryRefused extends UnsupportedOperationException {
    private static final long serialVersionUID = 1L;

    CodeMemoryRefused(String what) {
        super("the host refuses " + what);
    }
}
