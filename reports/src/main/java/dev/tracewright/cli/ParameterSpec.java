package dev.tracewright.cli;

/// A positional parameter of a command.
///
/// @param required whether it must be given
/// @param repeated whether it takes all further ones too
/// @param label what help calls it
/// @param description what help says of it
record ParameterSpec(boolean required, boolean repeated, String label, String description) {
    /// How help writes it: `[ARGS...]`.
    String synopsis() {
        String name = repeated ? label + "..." : label;
        return "      " + (required ? name : "[" + name + "]");
    }
}
