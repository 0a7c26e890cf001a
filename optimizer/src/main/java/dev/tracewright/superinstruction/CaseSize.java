package dev.tracewright.superinstruction;

import java.util.List;

/// How large the code of a fused case is.
@FunctionalInterface
public interface CaseSize {
    /// A rough estimate that needs no emitter: entry and exit of the case, and for each component
    /// the operands that are read from registers, the operation, and the result if it is written
    /// back.
    CaseSize ROUGH =
            components -> {
                int bytes = 12;
                for (Component component : components) {
                    bytes += 22 - 2 * component.forwards() - (component.resultDead() ? 3 : 0);
                }
                return bytes;
            };

    /// The size of the case in bytes of JVM bytecode.
    int estimatedBytecodes(List<Component> components);
}
