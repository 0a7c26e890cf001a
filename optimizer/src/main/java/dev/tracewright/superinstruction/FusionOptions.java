package dev.tracewright.superinstruction;

/// The tunables of the choice of superinstructions.
///
/// @param maxCases greatest number of superinstructions
/// @param maxBytecodes greatest size of all fused cases in the loop, in bytes of JVM bytecode; the
///   method that holds them stays below HotSpot's limit of 8,000 for compilation
/// @param maxLength greatest number of components, 2 to 8
/// @param minShare least share of the executed instructions whose dispatch a superinstruction
///   saves, 0 to 1
/// @param maxRejections greatest number of rejected candidates that are listed one by one
public record FusionOptions(
        int maxCases, int maxBytecodes, int maxLength, double minShare, int maxRejections) {
    public FusionOptions {
        require(maxCases >= 0, "maxCases", maxCases, "0 or more");
        require(maxBytecodes >= 0, "maxBytecodes", maxBytecodes, "0 or more");
        require(
                maxLength >= Superinstruction.MIN_LENGTH
                        && maxLength <= Superinstruction.MAX_LENGTH,
                "maxLength",
                maxLength,
                "2 to 8");
        require(minShare >= 0 && minShare <= 1, "minShare", minShare, "0 to 1");
        require(maxRejections >= 0, "maxRejections", maxRejections, "0 or more");
    }

    /// The values that measurement favours.
    public static FusionOptions defaults() {
        return new FusionOptions(150, 4_700, Superinstruction.MAX_LENGTH, 0.0002, 50);
    }

    /// The same with another budget.
    public FusionOptions withBudget(int cases, int bytecodes) {
        return new FusionOptions(cases, bytecodes, maxLength, minShare, maxRejections);
    }

    /// The same with another greatest number of superinstructions.
    public FusionOptions withMaxCases(int other) {
        return new FusionOptions(other, maxBytecodes, maxLength, minShare, maxRejections);
    }

    private static void require(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "%s is %s, expected %s".formatted(name, found, expected));
        }
    }
}
