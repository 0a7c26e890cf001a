package dev.tracewright.isa;

import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.isa.semantics.Operand;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How an instruction is written: its mnemonic, and a template of its operands such as
/// `rd,imm(rs1)` whose words are fields. What a field looks like follows from the instruction's
/// meaning.
final class Syntax {
    private static final List<String> ROUNDING_MODES =
            List.of("rne", "rtz", "rdn", "rup", "rmm", "?", "?", "dyn");
    private static final List<String> ORDERINGS = List.of("", ".rl", ".aq", ".aqrl");
    private static final Pattern WORD_BOUNDARY = Pattern.compile("\\b");
    private static final int STACK_POINTER = 2;

    private static final Map<Opcode, Syntax> CANONICAL = new EnumMap<>(Opcode.class);

    static {
        for (Opcode opcode : Opcode.values()) {
            CANONICAL.put(opcode, new Syntax(opcode.mnemonic(), template(opcode), opcode));
        }
    }

    /// What a field looks like.
    private enum Notation {
        INTEGER_REGISTER,
        FLOATING_REGISTER,
        CONTROL_REGISTER,
        DECIMAL,
        HEXADECIMAL,
        UPPER_IMMEDIATE,
        TARGET,
        ORDERING_SETS
    }

    private sealed interface Part {
        record Literal(String text) implements Part {}

        record Value(Field field, Notation notation) implements Part {}
    }

    private final String mnemonic;
    private final List<Part> parts;
    private final boolean hasOrdering;
    private final boolean hasRounding;
    private final int impliedRounding;

    /// A syntax for instructions whose meaning is that of `opcode`, or of what it expands to.
    Syntax(String mnemonic, String template, Opcode opcode) {
        Opcode base = opcode.compressed() ? Expansion.of(opcode).target() : opcode;
        this.mnemonic = mnemonic;
        this.parts = parse(template, base);
        this.hasOrdering = base.encoding().mentions("aqrl");
        this.hasRounding = base.encoding().mentions("rm");
        this.impliedRounding = base.ignoresRounding() ? Fcsr.RNE : Fcsr.DYN;
    }

    /// The syntax that names the row itself and leaves out no operand of it.
    static Syntax canonical(Opcode row) {
        return CANONICAL.get(row);
    }

    /// The instruction at `pc` as text: the mnemonic, a tab, and the operands separated by commas.
    String print(Instruction instruction, long pc, LongFunction<Optional<String>> symbols) {
        var out = new StringBuilder(mnemonic);
        if (hasOrdering) {
            out.append(ORDERINGS.get(instruction.rm()));
        }
        if (!parts.isEmpty()) {
            out.append('\t');
        }
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(String text) -> out.append(text);
                case Part.Value(Field field, Notation notation) ->
                        out.append(text(notation, instruction.field(field), pc, symbols));
            }
        }
        if (hasRounding && instruction.rm() != impliedRounding) {
            out.append(',').append(ROUNDING_MODES.get(instruction.rm()));
        }
        return out.toString();
    }

    private static String text(
            Notation notation, int value, long pc, LongFunction<Optional<String>> symbols) {
        return switch (notation) {
            case INTEGER_REGISTER -> Register.integer(value);
            case FLOATING_REGISTER -> Register.floating(value);
            case CONTROL_REGISTER -> Register.control(value).orElseGet(() -> hex(value));
            case DECIMAL -> Integer.toString(value);
            case HEXADECIMAL -> hex(value);
            case UPPER_IMMEDIATE -> hex(value >>> 12);
            case TARGET -> address(pc + value, symbols);
            case ORDERING_SETS -> orderingSet(value >>> 4) + "," + orderingSet(value);
        };
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }

    private static String address(long address, LongFunction<Optional<String>> symbols) {
        String digits = Long.toHexString(address);
        return symbols.apply(address)
                .map(symbol -> digits + " <" + symbol + ">")
                .orElse("0x" + digits);
    }

    // The letters of a fence's set: device input and output, memory reads and writes.
    private static String orderingSet(int bits) {
        var set = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            if ((bits << i & 8) != 0) {
                set.append("iorw".charAt(i));
            }
        }
        return set.isEmpty() ? "unknown" : set.toString();
    }

    private static List<Part> parse(String template, Opcode base) {
        if (template.isEmpty()) {
            return List.of();
        }
        var parts = new ArrayList<Part>();
        for (String word : WORD_BOUNDARY.split(template)) {
            Optional<Field> field = field(word);
            parts.add(
                    field.isPresent()
                            ? new Part.Value(field.get(), notation(base, field.get()))
                            : new Part.Literal(word));
        }
        return List.copyOf(parts);
    }

    private static Optional<Field> field(String word) {
        for (Field field : Field.values()) {
            if (field.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    private static Notation notation(Opcode base, Field field) {
        return switch (field) {
            case RD ->
                    base.meaning() instanceof Meaning.SetF
                            ? Notation.FLOATING_REGISTER
                            : Notation.INTEGER_REGISTER;
            case RS1 -> notation(base, Operand.RS1);
            case RS2 -> notation(base, Operand.RS2);
            case RS3 -> notation(base, Operand.RS3);
            case RM -> throw new IllegalArgumentException("rm has no place in a template");
            case IMM -> immediateNotation(base);
        };
    }

    private static Notation notation(Opcode base, Operand source) {
        if (contains(base, new Expr.F(source)::equals)) {
            return Notation.FLOATING_REGISTER;
        }
        return contains(base, new Expr.Number(source)::equals)
                ? Notation.DECIMAL
                : Notation.INTEGER_REGISTER;
    }

    private static Notation immediateNotation(Opcode base) {
        return switch (base.meaning()) {
            case Meaning.Branch _ -> Notation.TARGET;
            case Meaning.Jump jump when jump.direct() -> Notation.TARGET;
            case Meaning.Fence _ -> Notation.ORDERING_SETS;
            default -> {
                if (contains(base, Expr.Csr.class::isInstance)) {
                    yield Notation.CONTROL_REGISTER;
                }
                if (base.encoding().mentions("imm[31:12]")) {
                    yield Notation.UPPER_IMMEDIATE;
                }
                yield base.encoding().signedImmediate() ? Notation.DECIMAL : Notation.HEXADECIMAL;
            }
        };
    }

    private static String template(Opcode row) {
        if (row.compressed()) {
            return compressedTemplate(row);
        }
        return switch (row.meaning()) {
            case Meaning.Store _ -> "rs2,imm(rs1)";
            case Meaning.Jump jump when !jump.direct() -> "rd,imm(rs1)";
            case Meaning.Fence _ -> "imm";
            case Meaning.InstructionFence _ -> "";
            default -> {
                if (contains(row, Expr.Load.class::isInstance)) {
                    yield "rd,imm(rs1)";
                }
                if (contains(row, Expr.LoadReserved.class::isInstance)) {
                    yield "rd,(rs1)";
                }
                if (contains(row, Expr.StoreConditional.class::isInstance)
                        || contains(row, Expr.Amo.class::isInstance)) {
                    yield "rd,rs2,(rs1)";
                }
                yield contains(row, Expr.Csr.class::isInstance)
                        ? "rd,imm,rs1"
                        : list(row.encoding().fields());
            }
        };
    }

    // Accesses are written as in full; else operands that the mnemonic implies are left out, save
    // the
    // stack pointer, and one that is both source and destination is written once.
    private static String compressedTemplate(Opcode row) {
        Expansion expansion = Expansion.of(row);
        String full = template(expansion.target());
        if (full.contains("(") && row.encoding().fields().contains(Field.IMM)) {
            return full;
        }
        Set<String> words = new LinkedHashSet<>();
        for (Expansion.Source source : expansion.sources()) {
            if (source.from() != null) {
                words.add(source.from().name().toLowerCase(Locale.ROOT));
            } else if (source.register() && source.constant() == STACK_POINTER) {
                words.add("sp");
            }
        }
        return String.join(",", words);
    }

    private static String list(Set<Field> fields) {
        return fields.stream()
                .filter(field -> field != Field.RM)
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    private static boolean contains(Opcode opcode, Predicate<Expr> condition) {
        return opcode.meaning().values().stream().anyMatch(value -> contains(value, condition));
    }

    private static boolean contains(Expr expr, Predicate<Expr> condition) {
        return condition.test(expr)
                || expr.children().stream().anyMatch(child -> contains(child, condition));
    }
}
