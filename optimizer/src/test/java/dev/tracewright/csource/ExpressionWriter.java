package dev.tracewright.csource;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Writes expressions of a type. None has a side effect but those of the functions that it calls,
/// none overflows a signed type, and every index is masked.
final class ExpressionWriter {
    private static final List<String> COMPARISONS = List.of("<", "<=", ">", ">=", "==", "!=");
    private static final List<String> SPECIAL =
            List.of(
                    "0.0",
                    "-0.0",
                    "1.0",
                    "0.5",
                    "-3.25",
                    "1e-310",
                    "1e308",
                    "6.5e4",
                    "__builtin_inf()",
                    "__builtin_nan(\"\")");

    private final RandomGenerator random;
    private final CScope scope;

    ExpressionWriter(RandomGenerator random, CScope scope) {
        this.random = random;
        this.scope = scope;
    }

    CType anyInteger() {
        // Native widths most often.
        return switch (random.nextInt(12)) {
            case 0 -> CType.I8;
            case 1 -> CType.U8;
            case 2 -> CType.I16;
            case 3 -> CType.U16;
            case 4, 5 -> CType.I32;
            case 6, 7 -> CType.U32;
            case 8, 9 -> CType.I64;
            default -> CType.U64;
        };
    }

    CType anyType() {
        return switch (random.nextInt(8)) {
            case 0 -> CType.FLOAT;
            case 1 -> CType.DOUBLE;
            default -> anyInteger();
        };
    }

    /// An expression.
    ///
    /// @param depth how many operations it is deep at most
    String of(CType type, int depth) {
        scope.spend(2);
        if (depth == 0 || random.nextInt(8) == 0) {
            return leaf(type);
        }
        return type.floating() ? floating(type, depth) : integer(type, depth);
    }

    /// A condition.
    String condition(int depth) {
        CType type = anyType();
        String comparison = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
        String plain = "%s %s %s".formatted(of(type, depth), comparison, of(type, depth));
        return random.nextInt(4) == 0
                ? "(%s) %s (%s)".formatted(plain, either("&&", "||"), condition(0))
                : plain;
    }

    /// An index into an array.
    String index(CVariable array, int depth) {
        return "%s & %d".formatted(of(CType.U32, depth), array.length() - 1);
    }

    /// A place that holds values of a type.
    Optional<String> place(CType type, boolean assignable) {
        return scope.variable(v -> v.type() == type && (v.assignable() || !assignable))
                .map(v -> v.isArray() ? "%s[%s]".formatted(v.name(), index(v, 1)) : v.name());
    }

    private String either(String one, String other) {
        return random.nextBoolean() ? one : other;
    }

    private String leaf(CType type) {
        if (random.nextInt(3) != 0) {
            Optional<String> place = place(type, false);
            if (place.isPresent()) {
                return place.get();
            }
            Optional<CVariable> other =
                    scope.variable(v -> v.type().floating() == type.floating() && !v.isArray());
            if (other.isPresent()) {
                return "(%s)%s".formatted(type.word, other.get().name());
            }
        }
        return constant(type);
    }

    private String constant(CType type) {
        if (type.floating()) {
            String value =
                    random.nextInt(3) == 0
                            ? SPECIAL.get(random.nextInt(SPECIAL.size()))
                            : Double.toString((random.nextInt(4001) - 2000) / 16.0);
            return "(%s)%s".formatted(type.word, value);
        }
        long value =
                switch (random.nextInt(6)) {
                    case 0 -> random.nextLong();
                    case 1 -> 1L << random.nextInt(64);
                    case 2 -> (1L << random.nextInt(64)) - 1;
                    default -> random.nextInt(200) - 60;
                };
        return "(%s)0x%xul".formatted(type.word, value);
    }

    private String integer(CType type, int depth) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> calculated(type, List.of("+", "-", "*").get(random.nextInt(3)), depth);
            case 3, 4 ->
                    "(%s)(%s %s %s)"
                            .formatted(
                                    type.word,
                                    of(type, depth - 1),
                                    List.of("&", "|", "^").get(random.nextInt(3)),
                                    of(type, depth - 1));
            case 5 ->
                    "%s_%s(%s, %s)"
                            .formatted(
                                    either("div", "rem"),
                                    type.suffix,
                                    of(type, depth - 1),
                                    of(type, depth - 1));
            case 6 ->
                    "(%s)((%s)%s << (%s & %d))"
                            .formatted(
                                    type.word,
                                    type.unsigned(),
                                    of(type, depth - 1),
                                    of(CType.U32, depth - 1),
                                    type.bits - 1);
            case 7 ->
                    "(%s)(%s >> (%s & %d))"
                            .formatted(
                                    type.word,
                                    of(type, depth - 1),
                                    of(CType.U32, depth - 1),
                                    type.bits - 1);
            case 8 -> "(%s)(%s)".formatted(type.word, condition(depth - 1));
            case 9 -> chosen(type, depth);
            case 10, 11 -> "(%s)(%s)".formatted(type.word, of(anyInteger(), depth - 1));
            case 12 ->
                    "(%s)%s(%s)"
                            .formatted(
                                    type.word,
                                    either("whole", "whole32"),
                                    of(CType.DOUBLE, depth - 1));
            case 13 ->
                    "(%s)(%s(%s)%s)"
                            .formatted(
                                    type.word,
                                    either("-", "~"),
                                    type.unsigned(),
                                    of(type, depth - 1));
            case 14 -> special(type, depth);
            default -> call(type, depth).orElseGet(() -> leaf(type));
        };
    }

    private String calculated(CType type, String operator, int depth) {
        String unsigned = type.unsigned();
        return "(%s)((%s)%s %s (%s)%s)"
                .formatted(
                        type.word,
                        unsigned,
                        of(type, depth - 1),
                        operator,
                        unsigned,
                        of(type, depth - 1));
    }

    private String chosen(CType type, int depth) {
        return "(%s ? %s : %s)"
                .formatted(condition(depth - 1), of(type, depth - 1), of(type, depth - 1));
    }

    // What some machines have an instruction for.
    private String special(CType type, int depth) {
        String narrow = of(CType.U32, depth - 1);
        String wide = of(CType.U64, depth - 1);
        String text =
                switch (random.nextInt(9)) {
                    case 0 -> "rotate32(%s, %s)".formatted(narrow, of(CType.U32, 0));
                    case 1 -> "rotate64(%s, %s)".formatted(wide, narrow);
                    case 2 -> "zeros32(%s)".formatted(narrow);
                    case 3 -> "zeros64(%s)".formatted(wide);
                    case 4 -> "high_u(%s, %s)".formatted(wide, of(CType.U64, 0));
                    case 5 -> "high_s((int64_t)%s, %s)".formatted(wide, of(CType.I64, 0));
                    case 6 -> "__builtin_bswap32(%s)".formatted(narrow);
                    case 7 -> "__builtin_bswap64(%s)".formatted(wide);
                    default -> piece(narrow);
                };
        return "(%s)%s".formatted(type.word, text);
    }

    private String piece(String offset) {
        return scope.variable(v -> v.isArray() && v.length() * v.type().bits / 8 >= 16)
                .map(
                        v ->
                                "piece(%s, %s & %d)"
                                        .formatted(
                                                v.name(),
                                                offset,
                                                v.length() * v.type().bits / 8 - 8))
                .orElse(offset);
    }

    private String floating(CType type, int depth) {
        String suffix = type == CType.FLOAT ? "f" : "";
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 ->
                    "(%s %s %s)"
                            .formatted(
                                    of(type, depth - 1),
                                    List.of("+", "-", "*", "/").get(random.nextInt(4)),
                                    of(type, depth - 1));
            case 4 ->
                    "__builtin_fma%s(%s, %s, %s)"
                            .formatted(
                                    suffix,
                                    of(type, depth - 1),
                                    of(type, depth - 1),
                                    of(type, depth - 1));
            case 5 -> "__builtin_sqrt%s(%s)".formatted(suffix, of(type, depth - 1));
            case 6 -> "__builtin_fabs%s(%s)".formatted(suffix, of(type, depth - 1));
            case 7 ->
                    "__builtin_copysign%s(%s, %s)"
                            .formatted(suffix, of(type, depth - 1), of(type, depth - 1));
            case 8 -> chosen(type, depth);
            case 9 -> "(%s)(%s)".formatted(type.word, of(anyInteger(), depth - 1));
            case 10 ->
                    "(%s)(%s)"
                            .formatted(
                                    type.word,
                                    of(
                                            type == CType.FLOAT ? CType.DOUBLE : CType.FLOAT,
                                            depth - 1));
            default -> call(type, depth).orElseGet(() -> "(-%s)".formatted(of(type, depth - 1)));
        };
    }

    /// A call of a function, if one can be afforded.
    Optional<String> call(CType type, int depth) {
        return scope.function(f -> f.result().floating() == type.floating())
                .map(f -> "(%s)%s".formatted(type.word, call(f, depth)));
    }

    private String call(CFunction function, int depth) {
        scope.spend(function.cost());
        List<String> arguments =
                function.parameters().stream()
                        .map(parameter -> of(parameter, Math.min(depth - 1, 1)))
                        .toList();
        String name = function.name();
        if (name.endsWith("[]")) {
            name = "%s[%s & 3]".formatted(name.substring(0, name.length() - 2), of(CType.U32, 1));
        }
        return "%s(%s)".formatted(name, String.join(", ", arguments));
    }
}
