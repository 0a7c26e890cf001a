package dev.tracewright.superinstruction;

import java.util.List;

/// How large the code of a fused case is.
@FunctionalInterface
public interface CaseSize {
    /// An estimate that needs no emitter.
    CaseSize ESTIMATE = CaseEstimate::bytes;

    /// The size of the case in bytes of JVM bytecode.
    int estimatedBytecodes(List<Component> components);
}
