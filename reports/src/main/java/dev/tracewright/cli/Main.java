package dev.tracewright.cli;

/// The command line's entry point.
public final class Main {
    private Main() {}

    /// Runs the command line and exits with its status.
    public static void main(String[] arguments) {
        System.out.println("tracewright");
    }
}
