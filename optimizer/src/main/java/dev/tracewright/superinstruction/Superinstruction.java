package dev.tracewright.superinstruction;

import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Operand;
import dev.tracewright.superinstruction.OperandUse.RegisterFile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A sequence of instructions that is executed by one dispatch.
///
/// @param id position in the plan, from 0
/// @param components the instructions in order, 2 to 8 of them
/// @param count how often it is executed under the plan's parse
/// @param dispatchesSaved `count` times one less than the number of components
/// @param sites where it is applied, in ascending order of address
public record Superinstruction(
        int id, List<Component> components, long count, long dispatchesSaved, List<Site> sites) {
    /// A place in the program where it is applied.
    ///
    /// @param address of the first instruction
    /// @param count how often it is executed there
    public record Site(long address, long count) {}

    /// The least number of components.
    public static final int MIN_LENGTH = 2;

    /// The greatest number of components.
    public static final int MAX_LENGTH = 8;

    public Superinstruction {
        components = List.copyOf(components);
        sites = List.copyOf(sites);
    }

    /// The shape of a sequence; two sequences with equal shapes are executed by the same code.
    ///
    /// @throws IllegalArgumentException if an instruction cannot be fused, or one but the last
    ///   transfers control
    public static List<Component> shape(List<Instruction> sequence) {
        int[] integerWriter = noWriters();
        int[] floatWriter = noWriters();
        var components = new ArrayList<Component>(sequence.size());
        for (int i = 0; i < sequence.size(); i++) {
            Instruction instruction = sequence.get(i);
            OperandUse use = OperandUse.of(instruction.opcode());
            if (!use.fusible() || use.leaves() && i < sequence.size() - 1) {
                throw new IllegalArgumentException(
                        instruction.opcode().mnemonic() + " cannot be component " + i);
            }
            components.add(
                    new Component(
                            instruction.opcode(),
                            instruction.length(),
                            source(instruction, use, Operand.RS1, integerWriter, floatWriter),
                            source(instruction, use, Operand.RS2, integerWriter, floatWriter),
                            source(instruction, use, Operand.RS3, integerWriter, floatWriter),
                            resultDead(sequence, i)));
            switch (use.writes()) {
                case NONE -> {}
                case INTEGER -> integerWriter[instruction.rd()] = i;
                case FLOAT -> floatWriter[instruction.rd()] = i;
            }
        }
        return List.copyOf(components);
    }

    private static int[] noWriters() {
        int[] writers = new int[32];
        Arrays.fill(writers, Component.REGISTER);
        return writers;
    }

    private static int source(
            Instruction instruction,
            OperandUse use,
            Operand operand,
            int[] integerWriter,
            int[] floatWriter) {
        int register = OperandUse.register(instruction, operand);
        if (use.floats().contains(operand)) {
            return floatWriter[register];
        }
        boolean read = use.integers().contains(operand) && register != 0;
        return read ? integerWriter[register] : Component.ZERO;
    }

    private static boolean resultDead(List<Instruction> sequence, int index) {
        int register = sequence.get(index).rd();
        RegisterFile file = OperandUse.of(sequence.get(index).opcode()).writes();
        if (file == RegisterFile.NONE || file == RegisterFile.INTEGER && register == 0) {
            return false;
        }
        for (Instruction later : sequence.subList(index + 1, sequence.size())) {
            OperandUse use = OperandUse.of(later.opcode());
            if (use.canTrap()) {
                return false;
            }
            if (use.writes() == file && later.rd() == register) {
                return true;
            }
        }
        return false;
    }

    /// The encoded length of the sequence in bytes.
    public int bytes() {
        return components.stream().mapToInt(Component::length).sum();
    }

    /// The shape as text: `lui/4(0,0,0)!+addi/4(#0,0,0)`.
    public static String describe(List<Component> components) {
        return components.stream().map(Component::toString).collect(Collectors.joining("+"));
    }
}
