package dev.tracewright.jit.bytecode;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes a class's methods as text: offsets, instructions, operands.
final class BytecodeListing {
    private final Map<Label, Integer> offsets = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    private BytecodeListing() {}

    /// The methods of a class file, its constructor left out.
    static String of(byte[] classFile) {
        ClassModel type = ClassFile.of().parse(classFile);
        var text = new StringBuilder();
        for (MethodModel method : type.methods()) {
            if (!method.methodName().equalsString("<init>")) {
                method.code()
                        .ifPresent(code -> text.append(new BytecodeListing().of(method, code)));
            }
        }
        return text.toString();
    }

    private StringBuilder of(MethodModel method, CodeModel code) {
        int offset = 0;
        for (CodeElement element : code) {
            switch (element) {
                case LabelTarget target -> offsets.put(target.label(), offset);
                case Instruction instruction -> offset += instruction.sizeInBytes();
                default -> {}
            }
        }
        text.append("%s, %d bytes:\n".formatted(method.methodName().stringValue(), offset));
        offset = 0;
        for (CodeElement element : code) {
            if (element instanceof Instruction instruction) {
                line(offset, instruction);
                offset += instruction.sizeInBytes();
            }
        }
        return text;
    }

    private void line(int offset, Instruction instruction) {
        String name = instruction.opcode().name().toLowerCase(Locale.ROOT);
        text.append("%6d  %s\n".formatted(offset, (name + operands(instruction)).stripTrailing()));
    }

    private String operands(Instruction instruction) {
        return switch (instruction) {
            case LoadInstruction load -> named(instruction) ? "" : " " + load.slot();
            case StoreInstruction store -> named(instruction) ? "" : " " + store.slot();
            case ConstantInstruction.IntrinsicConstantInstruction _ -> "";
            case ConstantInstruction constant -> " " + constant.constantValue();
            case BranchInstruction branch -> " " + offsets.get(branch.target());
            case FieldInstruction field -> " " + field.name().stringValue();
            case InvokeInstruction invoke ->
                    " %s.%s"
                            .formatted(
                                    simple(invoke.owner().asInternalName()),
                                    invoke.name().stringValue());
            case TableSwitchInstruction table ->
                    table.cases().stream()
                            .map(c -> c.caseValue() + ": " + offsets.get(c.target()))
                            .collect(
                                    Collectors.joining(
                                            ", ",
                                            " {",
                                            ", default: "
                                                    + offsets.get(table.defaultTarget())
                                                    + "}"));
            default -> "";
        };
    }

    // The number of the variable is part of lload_1 and the like.
    private static boolean named(Instruction instruction) {
        return instruction.sizeInBytes() == 1;
    }

    private static String simple(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1);
    }
}
