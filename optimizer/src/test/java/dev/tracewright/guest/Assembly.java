package dev.tracewright.guest;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Encoding;
import dev.tracewright.isa.Field;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Fcsr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Instructions written as text, for tests.
///
/// A line is `label: mnemonic operands`; label and instruction may be missing. The operands are
/// those of the encoding in the order rd, rs1, rs2, rs3, immediate, so that a store is `sd x2, x5,
/// 8`; a target is a label. `c.` mnemonics are compressed. The rounding mode is `rne`, or dynamic
/// if the last operand is `dyn`.
public final class Assembly implements InstructionSource {
    private record Line(long address, String text) {}

    private final Map<String, Long> labels = new HashMap<>();
    private final Map<Long, Instruction> instructions = new TreeMap<>();
    private final long base;
    private final long end;

    /// Assembles a program that begins at an address.
    public Assembly(long base, String text) {
        this.base = base;
        var lines = new ArrayList<Line>();
        long address = base;
        for (String line : text.split("[\n;]")) {
            String rest = line.strip();
            int colon = rest.indexOf(':');
            if (colon >= 0) {
                labels.put(rest.substring(0, colon), address);
                rest = rest.substring(colon + 1).strip();
            }
            if (!rest.isEmpty()) {
                lines.add(new Line(address, rest));
                address += opcode(rest).encoding().length();
            }
        }
        end = address;
        lines.forEach(line -> instructions.put(line.address, assemble(line)));
    }

    /// The instructions of a text without targets.
    public static List<Instruction> instructions(String text) {
        return List.copyOf(new Assembly(0x10000, text).instructions.values());
    }

    private static Opcode opcode(String line) {
        String mnemonic = line.split(" ")[0];
        return Arrays.stream(Opcode.values())
                .filter(opcode -> opcode.mnemonic().equals(mnemonic))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no instruction " + line));
    }

    private Instruction assemble(Line line) {
        Encoding encoding = opcode(line.text).encoding();
        String[] operands = line.text.replaceFirst("^\\S+\\s*", "").split("\\s*,\\s*");
        int word = encoding.match();
        int next = 0;
        for (Field field : Field.values()) {
            if (field != Field.RM && encoding.fields().contains(field)) {
                word = encoding.insert(field, word, value(operands[next++], line.address));
            }
        }
        if (operands[operands.length - 1].equals("dyn")) {
            word = encoding.insert(Field.RM, word, Fcsr.DYN);
        }
        return Decoder.decode(word).orElseThrow();
    }

    private int value(String operand, long address) {
        if (operand.startsWith("&")) {
            return Math.toIntExact(labels.get(operand.substring(1)) - base);
        }
        if (labels.containsKey(operand)) {
            return Math.toIntExact(labels.get(operand) - address);
        }
        return Integer.decode(operand.matches("[xf]\\d+") ? operand.substring(1) : operand);
    }

    /// The address of a label.
    public long address(String label) {
        return labels.get(label);
    }

    public long base() {
        return base;
    }

    /// The address after the last instruction.
    public long end() {
        return end;
    }

    /// The program as it stands in memory.
    public byte[] bytes() {
        byte[] bytes = new byte[(int) (end - base)];
        instructions.forEach(
                (address, instruction) -> {
                    for (int i = 0; i < instruction.length(); i++) {
                        bytes[(int) (address - base) + i] = (byte) (instruction.word() >>> 8 * i);
                    }
                });
        return bytes;
    }

    @Override
    public Optional<Instruction> at(long pc) {
        return Optional.ofNullable(instructions.get(pc));
    }
}
