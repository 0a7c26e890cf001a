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
import java.util.stream.Collectors;

/// Turns superinstructions into cases of the switch: the hottest sites get cases whose registers
/// and immediates are constants, as long as there is room, the others share a case for each shape.
final class FusedCases {
    /// How many cases may be specialized, so that shared ones fit into the loop as well.
    private static final int MOST_SPECIALIZED = 100;

    private static final int MOST_CASES = DecodedWord.LAST_KIND - DecodedWord.FIRST_FUSED + 1;

    private final List<FusedCase> cases = new ArrayList<>();
    private final Map<Long, Served> sites = new HashMap<>();

    /// A superinstruction at one of its sites.
    private record Use(Superinstruction superinstruction, Superinstruction.Site site) {
        long executed() {
            return site.count() * superinstruction.components().size();
        }
    }

    /// A use and the instructions there.
    private record Found(Use use, List<Instruction> instructions) {}

    /// The case that serves a site as long as the instructions there are these.
    record Served(FusedCase fused, List<Instruction> instructions) {}

    /// @param source the code for which cases are specialized
    FusedCases(List<Superinstruction> superinstructions, InstructionSource source) {
        var rest = new ArrayList<Found>();
        var bySequence = new HashMap<List<Instruction>, Integer>();
        for (Use use : hottestFirst(superinstructions)) {
            Optional<List<Instruction>> instructions = instructions(use, source);
            if (instructions.isEmpty()) {
                continue;
            }
            var found = new Found(use, instructions.get());
            Integer same = bySequence.get(found.instructions);
            if (same != null) {
                serve(found, same);
            } else if (cases.size() < MOST_SPECIALIZED) {
                bySequence.put(found.instructions, cases.size());
                add(use.superinstruction, found.instructions);
                serve(found, cases.size() - 1);
            } else {
                rest.add(found);
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

    private void share(List<Found> uses) {
        var byShape = new HashMap<List<Component>, Integer>();
        for (Found found : uses) {
            List<Component> shape = found.use.superinstruction.components();
            Integer known = byShape.get(shape);
            if (known == null && cases.size() < MOST_CASES) {
                known = cases.size();
                byShape.put(shape, known);
                add(found.use.superinstruction, List.of());
            }
            if (known != null) {
                serve(found, known);
            }
        }
    }

    private void serve(Found found, int number) {
        var served = new Served(cases.get(number), found.instructions);
        sites.put(found.use.site.address(), served);
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

    /// What serves each address, if only these cases were emitted.
    Map<Long, Served> sites(List<FusedCase> emitted) {
        var kinds = emitted.stream().map(FusedCase::kind).collect(Collectors.toSet());
        var served = new HashMap<>(sites);
        served.values().removeIf(site -> !kinds.contains(site.fused.kind()));
        return served;
    }
}
