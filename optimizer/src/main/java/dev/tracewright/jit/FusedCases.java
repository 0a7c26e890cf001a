package dev.tracewright.jit;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.emit.FusedCase;
import dev.tracewright.isa.Instruction;
import dev.tracewright.superinstruction.Component;
import dev.tracewright.superinstruction.Superinstruction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns superinstructions into cases of the switch: the hottest sites get cases whose registers
/// and immediates are constants, as long as there is room, the others share a case for each shape.
final class FusedCases {
    /// How many cases may be specialized, so that shared ones fit into the loop as well.
    private static final int MOST_SPECIALIZED = 100;

    private static final int MOST_CASES = DecodedWord.LAST_KIND - DecodedWord.FIRST_FUSED + 1;

    private final List<FusedCase> cases = new ArrayList<>();
    private final Map<Long, Integer> sites = new HashMap<>();

    /// A superinstruction at one of its sites.
    private record Use(Superinstruction superinstruction, Superinstruction.Site site) {
        long executed() {
            return site.count() * superinstruction.components().size();
        }
    }

    /// @param source the code for which cases are specialized
    FusedCases(List<Superinstruction> superinstructions, InstructionSource source) {
        var rest = new ArrayList<Use>();
        var bySequence = new HashMap<List<Instruction>, Integer>();
        for (Use use : hottestFirst(superinstructions)) {
            Optional<List<Instruction>> instructions = instructions(use, source);
            if (instructions.isEmpty()) {
                continue;
            }
            Integer same = bySequence.get(instructions.get());
            if (same != null) {
                sites.put(use.site.address(), same);
            } else if (cases.size() < MOST_SPECIALIZED) {
                bySequence.put(instructions.get(), cases.size());
                add(use.superinstruction, instructions.get());
                sites.put(use.site.address(), cases.size() - 1);
            } else {
                rest.add(use);
            }
        }
        share(rest);
    }

    private static List<Use> hottestFirst(List<Superinstruction> superinstructions) {
        var uses = new ArrayList<Use>();
        for (Superinstruction superinstruction : superinstructions) {
            superinstruction.sites().forEach(site -> uses.add(new Use(superinstruction, site)));
        }
        uses.sort(Comparator.comparingLong(Use::executed).reversed());
        return uses;
    }

    // Empty where the code is not what the plan was made for, or cannot be fused.
    private static Optional<List<Instruction>> instructions(Use use, InstructionSource source) {
        var instructions = new ArrayList<Instruction>();
        long address = use.site.address();
        for (Component component : use.superinstruction.components()) {
            Optional<Instruction> instruction = source.at(address);
            if (instruction.isEmpty()
                    || instruction.get().opcode() != component.opcode()
                    || !Component.fusible(component.opcode())) {
                return Optional.empty();
            }
            instructions.add(instruction.get());
            address += instruction.get().length();
        }
        return Superinstruction.shape(instructions).equals(use.superinstruction.components())
                ? Optional.of(instructions)
                : Optional.empty();
    }

    private void share(List<Use> uses) {
        var byShape = new HashMap<List<Component>, Integer>();
        for (Use use : uses) {
            Integer known = byShape.get(use.superinstruction.components());
            if (known == null && cases.size() < MOST_CASES) {
                known = cases.size();
                byShape.put(use.superinstruction.components(), known);
                add(use.superinstruction, List.of());
            }
            if (known != null) {
                sites.put(use.site.address(), known);
            }
        }
    }

    private void add(Superinstruction superinstruction, List<Instruction> instructions) {
        cases.add(
                new FusedCase(
                        DecodedWord.FIRST_FUSED + cases.size(),
                        superinstruction.components().stream().map(FusedCases::component).toList(),
                        instructions));
    }

    private static FusedCase.Component component(Component c) {
        return new FusedCase.Component(
                c.opcode(), c.length(), c.rs1(), c.rs2(), c.rs3(), c.resultDead());
    }

    /// The cases, the most useful first.
    List<FusedCase> cases() {
        return cases;
    }

    /// Which of the first `limit` cases serves each address.
    Map<Long, FusedCase> sites(int limit) {
        var served = new HashMap<Long, FusedCase>();
        sites.forEach(
                (address, number) -> {
                    if (number < limit) {
                        served.put(address, cases.get(number));
                    }
                });
        return served;
    }
}
