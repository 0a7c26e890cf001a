package dev.tracewright.isa;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How an instruction is laid out in its word, parsed from its row in the specification's listings.
///
/// A row is written most significant bit first, in words separated by spaces:
///
/// - `0110011`: fixed bits;
/// - `rd rs1 rs2 rs3`: five-bit register fields; `rd' rs1' rs2'`: three-bit fields for `x8` to
///   `x15`;
/// - `rm`: a rounding mode, 5 and 6 being reserved; `aqrl`: an atomic's two ordering bits;
/// - `imm[12|10:5]`: those bits of a sign-extended immediate; `uimm[..]`: of a zero-extended one;
///   `csr`: a twelve-bit CSR number;
/// - `nzimm` and `nzuimm`: the same, where a zero immediate as a whole is reserved;
/// - `rd!=0`, `rd!=0,2`: a field for which the listed values do not encode this instruction.
///
/// One list of slices serves both directions, [#extract] and [#insert].
public final class Encoding {
    private static final int COMPRESSED_BASE = 8;

    /// `count` bits at bit `at` of the word that are bits `valueAt`.. of the field's value.
    private record Slice(Field field, int at, int valueAt, int count) {
        int mask() {
            return (1 << count) - 1;
        }
    }

    private record Exclusion(Field field, int value) {}

    private final String row;
    private final int length;
    private final int match;
    private final int mask;
    private final Map<Field, List<Slice>> slices = new EnumMap<>(Field.class);
    private final Map<Field, Integer> bases = new EnumMap<>(Field.class);
    private final List<Exclusion> exclusions = new ArrayList<>();
    private final boolean signedImmediate;
    private final int immediateBits;

    /// Parses a row.
    Encoding(String row) {
        this.row = row;
        String[] words = row.split(" ");
        int total = 0;
        for (String word : words) {
            total += widthOf(word);
        }
        if (total != 16 && total != 32) {
            throw new IllegalArgumentException(row + " has " + total + " bits, expected 16 or 32");
        }
        length = total / 8;
        int at = total;
        int fixedBits = 0;
        int fixedMask = 0;
        boolean signed = false;
        for (String word : words) {
            int width = widthOf(word);
            at -= width;
            if (isFixed(word)) {
                fixedBits |= Integer.parseUnsignedInt(word, 2) << at;
                fixedMask |= (width == 32 ? -1 : (1 << width) - 1) << at;
            } else if (word.contains("imm[")) {
                addImmediate(word, at + width);
                signed |= !word.contains("uimm");
            } else {
                addField(word, at, width);
            }
        }
        match = fixedBits;
        mask = fixedMask;
        signedImmediate = signed;
        int top = 0;
        for (Slice slice : slices.getOrDefault(Field.IMM, List.of())) {
            top = Math.max(top, slice.valueAt + slice.count);
        }
        immediateBits = top;
    }

    private static boolean isFixed(String word) {
        return word.charAt(0) == '0' || word.charAt(0) == '1';
    }

    private static int widthOf(String word) {
        if (isFixed(word)) {
            return word.length();
        }
        int bracket = word.indexOf('[');
        if (bracket >= 0) {
            int width = 0;
            for (String range : word.substring(bracket + 1, word.length() - 1).split("\\|")) {
                String[] ends = range.split(":");
                width += Integer.parseInt(ends[0]) - Integer.parseInt(ends[ends.length - 1]) + 1;
            }
            return width;
        }
        return switch (word) {
            case "csr" -> 12;
            case "rm" -> 3;
            case "aqrl" -> 2;
            default -> word.contains("'") ? 3 : 5;
        };
    }

    // The word up to what qualifies it; a regular expression costs the start of every run.
    private static String nameOf(String word) {
        int end = 0;
        while (end < word.length() && Character.isLetterOrDigit(word.charAt(end))) {
            end++;
        }
        return word.substring(0, end);
    }

    private void addField(String word, int at, int width) {
        String name = nameOf(word);
        Field field =
                switch (name) {
                    case "rd" -> Field.RD;
                    case "rs1" -> Field.RS1;
                    case "rs2" -> Field.RS2;
                    case "rs3" -> Field.RS3;
                    case "rm", "aqrl" -> Field.RM;
                    case "csr" -> Field.IMM;
                    default ->
                            throw new IllegalArgumentException(
                                    "unknown field " + word + " in " + row);
                };
        slices.computeIfAbsent(field, _ -> new ArrayList<>()).add(new Slice(field, at, 0, width));
        if (word.contains("'")) {
            bases.put(field, COMPRESSED_BASE);
        }
        if (name.equals("rm")) {
            exclusions.add(new Exclusion(field, 5));
            exclusions.add(new Exclusion(field, 6));
        }
        int except = word.indexOf("!=");
        if (except >= 0) {
            for (String value : word.substring(except + 2).split(",")) {
                exclusions.add(new Exclusion(field, Integer.parseInt(value)));
            }
        }
    }

    private void addImmediate(String word, int end) {
        int at = end;
        for (String range : word.substring(word.indexOf('[') + 1, word.length() - 1).split("\\|")) {
            String[] ends = range.split(":");
            int high = Integer.parseInt(ends[0]);
            int low = Integer.parseInt(ends[ends.length - 1]);
            at -= high - low + 1;
            slices.computeIfAbsent(Field.IMM, _ -> new ArrayList<>())
                    .add(new Slice(Field.IMM, at, low, high - low + 1));
        }
        if (word.startsWith("nz") && exclusions.stream().noneMatch(e -> e.field == Field.IMM)) {
            exclusions.add(new Exclusion(Field.IMM, 0));
        }
    }

    /// The row this was parsed from.
    public String row() {
        return row;
    }

    /// Whether the row has the word, as it is written.
    boolean mentions(String word) {
        return List.of(row.split(" ")).contains(word);
    }

    /// Whether the immediate is sign-extended.
    boolean signedImmediate() {
        return signedImmediate;
    }

    /// The length in bytes, 2 or 4.
    public int length() {
        return length;
    }

    /// The values of the fixed bits.
    public int match() {
        return match;
    }

    /// The fixed bits.
    public int mask() {
        return mask;
    }

    /// Whether the word encodes this instruction, reserved values of fields excluded.
    public boolean matches(int word) {
        if ((word & mask) != match) {
            return false;
        }
        for (Exclusion exclusion : exclusions) {
            if (extract(exclusion.field, word) == exclusion.value) {
                return false;
            }
        }
        return true;
    }

    /// The fields that the word has.
    public Set<Field> fields() {
        return slices.keySet();
    }

    /// The field's value in the word: a register number 0 to 31 or the immediate. A field that the
    /// encoding lacks is 0.
    public int extract(Field field, int word) {
        int value = bases.getOrDefault(field, 0);
        for (Slice slice : slices.getOrDefault(field, List.of())) {
            value |= (word >>> slice.at & slice.mask()) << slice.valueAt;
        }
        if (field == Field.IMM && signedImmediate) {
            int unused = 32 - immediateBits;
            value = value << unused >> unused;
        }
        return value;
    }

    /// The word with the field set to the value.
    ///
    /// @throws IllegalArgumentException if the encoding cannot hold the value
    public int insert(Field field, int word, int value) {
        int result = word;
        for (Slice slice : slices.getOrDefault(field, List.of())) {
            result &= ~(slice.mask() << slice.at);
            result |= (value >>> slice.valueAt & slice.mask()) << slice.at;
        }
        if (extract(field, result) != value) {
            throw new IllegalArgumentException(
                    "%s cannot be %d in %s".formatted(field, value, row));
        }
        return result;
    }

    /// The values of the field that are reserved or encode another instruction.
    public Set<Integer> excluded(Field field) {
        var values = new TreeSet<Integer>();
        for (Exclusion exclusion : exclusions) {
            if (exclusion.field == field) {
                values.add(exclusion.value);
            }
        }
        return values;
    }

    @Override
    public String toString() {
        return row;
    }
}
