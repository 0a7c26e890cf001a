package dev.tracewright.isa;

import dev.tracewright.isa.semantics.Meaning;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a compressed instruction stands for: a 32-bit instruction, and where each of its fields
/// comes from.
///
/// @param target the instruction that it means
/// @param sources one for each field of the target
record Expansion(Opcode target, List<Source> sources) {
    /// The target's field `to` is the compressed word's field `from`, or the constant where `from`
    /// is null.
    record Source(Field to, Field from, int constant) {
        /// Whether the target's field is a register number.
        boolean register() {
            return to != Field.IMM && to != Field.RM;
        }
    }

    private static final Map<Opcode, Expansion> ALL = parseAll();

    /// The expansion of a compressed opcode.
    static Expansion of(Opcode compressed) {
        return ALL.get(compressed);
    }

    private static Map<Opcode, Expansion> parseAll() {
        var targets = new HashMap<String, Opcode>();
        var expansions = new EnumMap<Opcode, Expansion>(Opcode.class);
        for (Opcode opcode : Opcode.values()) {
            if (opcode.meaning() instanceof Meaning.Expansion(String text)) {
                expansions.put(opcode, parse(text, targets));
            } else {
                targets.put(opcode.mnemonic(), opcode);
            }
        }
        return expansions;
    }

    /// Parses the words of an expansion or of a pseudo-instruction, given the targets by mnemonic.
    static Expansion parse(String text, Map<String, Opcode> targets) {
        String[] words = text.split(" ");
        Opcode target = targets.get(words[0]);
        var sources = new ArrayList<Source>();
        int next = 1;
        for (Field field : Field.values()) {
            if (target.encoding().fields().contains(field)) {
                sources.add(source(field, words[next++]));
            }
        }
        if (next != words.length) {
            throw new IllegalArgumentException(text + " does not fit " + target.encoding());
        }
        return new Expansion(target, List.copyOf(sources));
    }

    private static Source source(Field to, String word) {
        if (word.charAt(0) == 'x') {
            return new Source(to, null, Integer.parseInt(word.substring(1)));
        }
        if (Character.isDigit(word.charAt(0)) || word.charAt(0) == '-') {
            return new Source(to, null, Integer.parseInt(word));
        }
        return new Source(to, Field.valueOf(word.toUpperCase(Locale.ROOT)), 0);
    }

    /// The instruction that the compressed word means.
    Instruction expand(Opcode row, int word) {
        int[] values = new int[Field.values().length];
        for (Source source : sources) {
            values[source.to.ordinal()] =
                    source.from == null
                            ? source.constant
                            : row.encoding().extract(source.from, word);
        }
        return Decoder.instruction(target, row, word, values);
    }

    /// Whether the instruction's fields are as the sources say; its opcode is not looked at.
    boolean matches(Instruction instruction) {
        for (Source source : sources) {
            int value = source.from == null ? source.constant : instruction.field(source.from);
            if (instruction.field(source.to) != value) {
                return false;
            }
        }
        return true;
    }

    /// The compressed word of an instruction that was expanded from `row`.
    ///
    /// @throws IllegalArgumentException if the row cannot hold the instruction's operands
    int compress(Instruction instruction) {
        Encoding encoding = instruction.row().encoding();
        int word = encoding.match();
        for (Source source : sources) {
            if (source.from != null) {
                word = encoding.insert(source.from, word, instruction.field(source.to));
            }
        }
        for (Source source : sources) {
            int held = source.from == null ? source.constant : encoding.extract(source.from, word);
            if (held != instruction.field(source.to)) {
                throw new IllegalArgumentException(instruction + " does not fit " + encoding);
            }
        }
        return word;
    }
}
