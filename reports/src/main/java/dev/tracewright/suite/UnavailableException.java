package dev.tracewright.suite;

/// A way to run a program that this host or this program does not offer; the message says why.
final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    UnavailableException(String reason) {
        super(reason, null, false, false);
    }
}
