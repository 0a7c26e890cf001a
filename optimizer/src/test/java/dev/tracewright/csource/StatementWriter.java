package dev.tracewright.csource;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Writes statements. Loops have counters that nothing else changes, and end.
final class StatementWriter {
    private static final int DEEPEST = 4;
    private static final int MOST_TRIPS = 40;
    private static final String INDENT = "    ";

    private final RandomGenerator random;
    private final CScope scope;
    private final ExpressionWriter expressions;
    private final StringBuilder text;
    private int depth;
    private int loops;

    StatementWriter(
            RandomGenerator random,
            CScope scope,
            ExpressionWriter expressions,
            StringBuilder text) {
        this.random = random;
        this.scope = scope;
        this.expressions = expressions;
        this.text = text;
    }

    /// Writes a line at the current depth.
    void line(String words) {
        text.append(INDENT.repeat(depth + 1)).append(words).append('\n');
    }

    /// Declares local variables of several types.
    void locals(int count) {
        for (int i = 0; i < count; i++) {
            local(expressions.anyType());
        }
    }

    private void local(CType type) {
        String name = scope.freshName("v");
        line("%s %s = %s;".formatted(type.word, name, expressions.of(type, 1)));
        scope.declare(new CVariable(name, type, 1, true));
    }

    /// Writes some statements, and leaves nothing declared.
    void block(int count) {
        scope.open();
        for (int i = 0; i < count && scope.affordable(20) > 0; i++) {
            statement();
        }
        scope.close();
    }

    private void statement() {
        if (depth >= DEEPEST) {
            assign();
            return;
        }
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> assign();
            case 5, 6 -> choose();
            case 7, 8, 9 -> count();
            case 10 -> repeat();
            case 11 -> select();
            case 12 -> walk();
            case 13 -> copy();
            case 14 -> local(expressions.anyType());
            default -> rare();
        }
    }

    private void assign() {
        CType type = expressions.anyType();
        Optional<String> place = expressions.place(type, true);
        String value = expressions.of(type, 3);
        if (place.isEmpty()) {
            line("mix(%s);".formatted(type.bitsOf(value)));
        } else if (!type.floating() && random.nextInt(3) == 0) {
            String operator = List.of("^", "|", "&").get(random.nextInt(3));
            line("%s %s= %s;".formatted(place.get(), operator, value));
        } else {
            line("%s = %s;".formatted(place.get(), value));
        }
    }

    private void choose() {
        line("if (%s) {".formatted(expressions.condition(2)));
        nested(1 + random.nextInt(3));
        if (random.nextBoolean()) {
            line("} else {");
            nested(1 + random.nextInt(3));
        }
        line("}");
    }

    private void nested(int count) {
        depth++;
        block(count);
        depth--;
    }

    private long trips() {
        return Math.clamp(scope.affordable(60), 1, 2 + random.nextInt(MOST_TRIPS));
    }

    private void count() {
        long trips = trips();
        String i = scope.freshName("i");
        String bound = random.nextInt(3) == 0 ? "(int)unknown * " + trips : Long.toString(trips);
        switch (random.nextInt(3)) {
            case 0 -> line("for (int %s = %s; %s > 0; %s--) {".formatted(i, bound, i, i));
            case 1 -> {
                line("for (uint64_t %s = 0; %s < %s; %s++) {".formatted(i, i, bound, i));
            }
            default -> line("for (int %s = 0; %s < %s; %s++) {".formatted(i, i, bound, i));
        }
        loopBody(i, CType.I32, trips);
        line("}");
    }

    private void loopBody(String counter, CType type, long trips) {
        scope.enterLoop(trips);
        scope.spend(3);
        scope.open();
        // A name of its own, so that the counter's type does not matter.
        String name = scope.freshName("n");
        depth++;
        line("%s %s = (%s)%s;".formatted(type.word, name, type.word, counter));
        depth--;
        scope.declare(new CVariable(name, type, 1, false));
        loops++;
        nested(1 + random.nextInt(4));
        if (random.nextInt(4) == 0) {
            depth++;
            line(
                    "if (%s) %s;"
                            .formatted(
                                    expressions.condition(1),
                                    random.nextBoolean() ? "break" : "continue"));
            assign();
            depth--;
        }
        loops--;
        scope.close();
        scope.leaveLoop(trips);
    }

    private void repeat() {
        long trips = trips();
        String left = scope.freshName("w");
        line("int %s = %d;".formatted(left, trips));
        line("do {");
        loopBody(left, CType.U32, trips);
        line("} while (--%s > 0 && (%s));".formatted(left, expressions.condition(1)));
    }

    private void select() {
        int cases = 3 + random.nextInt(8);
        boolean dense = random.nextInt(4) != 0;
        line(
                "switch (%s %% %du) {"
                        .formatted(expressions.of(CType.U32, 2), dense ? cases + 2 : cases * 37));
        for (int i = 0; i < cases; i++) {
            line("case %d:".formatted(dense ? i : i * 37));
            nested(1 + random.nextInt(2));
            if (random.nextInt(5) != 0) {
                line(INDENT + (loops > 0 && random.nextInt(8) == 0 ? "continue;" : "break;"));
            }
        }
        line("default:");
        nested(1);
        line(INDENT + "break;");
        line("}");
    }

    /// A pointer goes through the upper part of an array.
    private void walk() {
        Optional<CVariable> array =
                scope.variable(v -> v.isArray() && v.length() >= 8 && v.assignable());
        if (array.isEmpty()) {
            assign();
            return;
        }
        CVariable a = array.get();
        String p = scope.freshName("p");
        int half = a.length() / 2;
        long trips = Math.min(trips(), half);
        line(
                "%s *%s = &%s[%s];"
                        .formatted(
                                a.type().word,
                                p,
                                a.name(),
                                expressions.index(
                                        new CVariable(a.name(), a.type(), half, true), 1)));
        String end = scope.freshName("e");
        line("%s *%s = %s + %d;".formatted(a.type().word, end, p, trips));
        line("for (; %s < %s; %s++) {".formatted(p, end, p));
        scope.enterLoop(trips);
        scope.spend(3);
        scope.open();
        scope.declare(new CVariable("(*" + p + ")", a.type(), 1, true));
        nested(1 + random.nextInt(2));
        scope.close();
        scope.leaveLoop(trips);
        line("}");
    }

    private void copy() {
        Optional<CVariable> from = scope.variable(CVariable::isArray);
        Optional<CVariable> to = scope.variable(v -> v.isArray() && v.assignable());
        if (from.isEmpty() || to.isEmpty()) {
            assign();
            return;
        }
        int size = Math.min(bytes(from.get()), bytes(to.get()));
        size = Math.clamp(scope.affordable(8), 1, size);
        String function =
                switch (random.nextInt(3)) {
                    case 0 ->
                            "memset(%s, (int)%s, %d);"
                                    .formatted(to.get().name(), expressions.of(CType.U8, 1), size);
                    case 1 ->
                            "mix((uint64_t)memcmp(%s, %s, %d));"
                                    .formatted(to.get().name(), from.get().name(), size);
                    default ->
                            "memmove(%s, %s, %d);"
                                    .formatted(to.get().name(), from.get().name(), size);
                };
        scope.spend(8L * size);
        line(function);
    }

    private static int bytes(CVariable array) {
        return array.length() * array.type().bits / 8;
    }

    private void rare() {
        switch (random.nextInt(4)) {
            case 0 -> line("round_by(%s);".formatted(expressions.of(CType.U64, 1)));
            case 1 -> line("mix(flags());");
            case 2 -> line("unknown = unknown;");
            default ->
                    expressions
                            .call(CType.U64, 2)
                            .ifPresentOrElse(
                                    call -> line("mix(%s);".formatted(call)), this::assign);
        }
    }
}
