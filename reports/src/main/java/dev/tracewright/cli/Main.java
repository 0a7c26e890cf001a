package dev.tracewright.cli;

import java.util.List;
import java.util.Locale;

/// The command line's entry point.
public final class Main {
    private Main() {}

    /// Runs the command line and exits with its status.
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        // Numbers shall look the same everywhere.
        Locale.setDefault(Locale.ROOT);
        int status = Invocation.run(List.of(arguments), Terminal.host());
        // What a guest left open shall not keep the process alive.
        System.exit(status);
    }
}
