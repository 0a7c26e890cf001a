package dev.tracewright.superinstruction;

import java.util.List;

/// How much room a fused sequence takes in the loop of the switch engine.
@FunctionalInterface
public interface CaseSize {
    /// A case calls the method that executes its sequence, whatever that is.
    CaseSize CALL = _ -> 30;

    /// The size of the case in bytes of JVM bytecode.
    int bytecodes(List<Component> components);
}
