package dev.tracewright.superinstruction;

import dev.tracewright.isa.Opcode;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What a choice of superinstructions amounts to. Dispatches are those of the profiled run.
///
/// @param instructions executed instructions in the blocks that were considered
/// @param dispatches dispatches that remain, with each block parsed optimally
/// @param greedyDispatches dispatches that remain if each block is parsed from its start with the
///   longest superinstruction that fits
/// @param unlimitedDispatches dispatches that remain if every sequence had a case: what no budget
///   can beat
/// @param candidates number of distinct shapes that were considered
/// @param cases number of superinstructions that were chosen
/// @param bytecodes their estimated size in bytes of JVM bytecode
/// @param singles how often each opcode is still dispatched by itself: the others need no case of
///   their own in the switch
public record FusionStatistics(
        long instructions,
        long dispatches,
        long greedyDispatches,
        long unlimitedDispatches,
        int candidates,
        int cases,
        int bytecodes,
        Map<Opcode, Long> singles) {
    public FusionStatistics {
        var copy = new EnumMap<Opcode, Long>(Opcode.class);
        copy.putAll(singles);
        singles = Collections.unmodifiableMap(copy);
    }

    /// The share of dispatches that the superinstructions remove, 0 to 1.
    public double removed() {
        return instructions == 0 ? 0 : 1 - (double) dispatches / instructions;
    }
}
