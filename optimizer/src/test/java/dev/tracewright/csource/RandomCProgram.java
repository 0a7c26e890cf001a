package dev.tracewright.csource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes a program in C that depends on nothing but its seed: functions that call one another,
/// directly, through tables and themselves, over global arrays, structures and scalars of every
/// type. Nothing that it does is undefined, it ends, and it prints checksums on the way.
public final class RandomCProgram {
    private static final long ROUND_COST = 150_000;
    private static final long FUNCTION_COST = 6_000;
    private static final long LEAF_COST = 60;
    private static final int RECURSIONS = 6;
    private static final List<CType> ARGUMENTS = List.of(CType.I64, CType.U32, CType.DOUBLE);

    private final RandomGenerator random;
    private final StringBuilder text = new StringBuilder();
    private final List<CVariable> globals = new ArrayList<>();
    private final List<CFunction> functions = new ArrayList<>();

    private RandomCProgram(long seed) {
        this.random = new Random(seed);
    }

    /// The source of a program, freestanding C11 with GCC's extensions.
    ///
    /// Its argument is how often to do it all: a round is some hundred to some hundred thousand
    /// instructions.
    public static String of(long seed) throws IOException {
        var program = new RandomCProgram(seed);
        program.write();
        return prelude() + program.text;
    }

    private static String prelude() throws IOException {
        try (InputStream in = RandomCProgram.class.getResourceAsStream("/csource/prelude.c")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void write() {
        writeGlobals();
        writeLeaves();
        int count = 3 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(4)) {
                case 0 -> writeRecursive("r" + i);
                case 1 -> writeFunction("d" + i, CType.DOUBLE);
                default -> writeFunction("f" + i, CType.I64);
            }
        }
        writeRun();
    }

    private void writeGlobals() {
        text.append("\nstruct item {\n    int8_t a;\n    double b;\n    uint16_t c;\n");
        text.append("    int32_t d;\n    float e;\n    uint64_t f;\n};\n\n");
        for (CType type : CType.values()) {
            int length = 1 << 3 + random.nextInt(6);
            array("g_" + type.suffix, type, length);
            text.append(
                    "static %s s_%s = %d;\n"
                            .formatted(type.word, type.suffix, random.nextInt(100)));
            globals.add(new CVariable("s_" + type.suffix, type, 1, true));
        }
        text.append("static struct item items[16];\n");
        // An element's index is a constant where the structure is used as a scalar.
        field("a", CType.I8);
        field("b", CType.DOUBLE);
        field("c", CType.U16);
        field("d", CType.I32);
        field("e", CType.FLOAT);
        field("f", CType.U64);
    }

    private void array(String name, CType type, int length) {
        String values =
                IntStream.range(0, length)
                        .mapToObj(_ -> Integer.toString(random.nextInt(256) - 100))
                        .collect(Collectors.joining(", "));
        text.append("static %s %s[%d] = {%s};\n".formatted(type.word, name, length, values));
        globals.add(new CVariable(name, type, length, true));
    }

    private void field(String name, CType type) {
        String place = "items[s_u8 & 15]." + name;
        globals.add(new CVariable(place, type, 1, true));
    }

    // Four small functions of the same type, and a table of them.
    private void writeLeaves() {
        long most = 0;
        for (int i = 0; i < 4; i++) {
            text.append("\nstatic int64_t leaf%d(int64_t a, uint64_t b) {\n".formatted(i));
            var scope = new CScope(random, parameters(CType.I64, CType.U64), List.of(), LEAF_COST);
            var expressions = new ExpressionWriter(random, scope);
            if (random.nextBoolean()) {
                text.append("    s_u64 = %s;\n".formatted(expressions.of(CType.U64, 2)));
            }
            text.append("    return %s;\n}\n".formatted(expressions.of(CType.I64, 3)));
            most = Math.max(most, scope.cost() + 5);
        }
        text.append("\ntypedef int64_t (*leaf)(int64_t, uint64_t);\n");
        text.append("static leaf table[4] = {leaf0, leaf1, leaf2, leaf3};\n");
        functions.add(new CFunction("table[]", CType.I64, List.of(CType.I64, CType.U64), most + 5));
        functions.add(new CFunction("leaf0", CType.I64, List.of(CType.I64, CType.U64), most));
    }

    private List<CVariable> parameters(CType... types) {
        var all = new ArrayList<>(globals);
        for (int i = 0; i < types.length; i++) {
            all.add(new CVariable(Character.toString('a' + i), types[i], 1, true));
        }
        return all;
    }

    private static String declaration(List<CType> types) {
        return IntStream.range(0, types.size())
                .mapToObj(i -> "%s %c".formatted(types.get(i).word, 'a' + i))
                .collect(Collectors.joining(", "));
    }

    private void writeFunction(String name, CType result) {
        List<CType> types = ARGUMENTS.subList(0, 1 + random.nextInt(ARGUMENTS.size()));
        String attribute = random.nextBoolean() ? "__attribute__((noinline)) " : "";
        text.append(
                "\nstatic %s%s %s(%s) {\n"
                        .formatted(attribute, result.word, name, declaration(types)));
        var scope =
                new CScope(
                        random, parameters(types.toArray(CType[]::new)), functions, FUNCTION_COST);
        body(scope, 3 + random.nextInt(5));
        var expressions = new ExpressionWriter(random, scope);
        text.append("    return %s;\n}\n".formatted(expressions.of(result, 2)));
        functions.add(new CFunction(name, result, types, scope.cost() + 10));
    }

    private void writeRecursive(String name) {
        text.append("\nstatic int64_t %s(int64_t a, int depth) {\n".formatted(name));
        text.append("    if (depth <= 0) {\n        return a;\n    }\n");
        var scope =
                new CScope(
                        random, parameters(CType.I64), functions, FUNCTION_COST / RECURSIONS / 4);
        body(scope, 2 + random.nextInt(2));
        var expressions = new ExpressionWriter(random, scope);
        String first = expressions.of(CType.I64, 2);
        if (random.nextBoolean()) {
            text.append("    a ^= %s(%s, depth - 2);\n".formatted(name, first));
        }
        String second = expressions.of(CType.I64, 2);
        text.append("    return a ^ %s(%s, depth - 1);\n}\n".formatted(name, second));
        // Two calls, of depth - 1 and depth - 2, are as many as the numbers of Fibonacci.
        long cost = (scope.cost() + 10) * 4 * RECURSIONS;
        text.append(
                "\nstatic int64_t %s_top(int64_t a) {\n    return %s(a, %d);\n}\n"
                        .formatted(name, name, RECURSIONS));
        functions.add(new CFunction(name + "_top", CType.I64, List.of(CType.I64), cost));
    }

    private void body(CScope scope, int statements) {
        var expressions = new ExpressionWriter(random, scope);
        var writer = new StatementWriter(random, scope, expressions, text);
        writer.locals(2 + random.nextInt(4));
        writer.block(statements);
    }

    private void writeRun() {
        text.append("\nstatic __attribute__((noinline)) void round_of(int64_t a) {\n");
        var scope = new CScope(random, parameters(CType.I64), functions, ROUND_COST);
        body(scope, 6 + random.nextInt(6));
        var expressions = new ExpressionWriter(random, scope);
        for (CFunction function : functions) {
            if (scope.affordable(function.cost()) > 0 && !function.name().endsWith("[]")) {
                scope.spend(function.cost());
                String arguments =
                        function.parameters().stream()
                                .map(type -> expressions.of(type, 1))
                                .collect(Collectors.joining(", "));
                String call = "%s(%s)".formatted(function.name(), arguments);
                text.append("    mix(%s);\n".formatted(function.result().bitsOf(call)));
            }
        }
        text.append(
                """
                }

                static int run(int64_t rounds) {
                    for (int64_t i = 0; i < rounds; i++) {
                        round_of(i);
                        mix(flags());
                        if (i % (rounds / 8 + 1) == 0) {
                            print(sum);
                        }
                    }
                """);
        for (CVariable global : globals) {
            String each = global.isArray() ? global.name() + "[k]" : global.name();
            text.append(
                    "    for (int k = 0; k < %d; k++) {\n        mix(%s);\n    }\n"
                            .formatted(global.length(), global.type().bitsOf(each)));
        }
        text.append(
                "    for (int k = 0; k < 16; k++) {\n"
                        + "        mix(bits64(items[k].b) + items[k].f);\n"
                        + "    }\n");
        text.append("    print(sum);\n    return (int)(sum >> 32);\n}\n");
    }
}
