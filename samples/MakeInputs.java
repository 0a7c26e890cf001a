// Writes the input files of the samples, the same bytes every time:  java samples/MakeInputs.java

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

// Words by frequency class; a sentence draws the early ones far more often than the late ones.
static final String[] NOUNS =
        words(
                """
                river stone house harbour winter morning field garden letter engine bridge road
                forest island captain baker teacher window market station cloud storm lantern
                village mountain valley child horse ship table kitchen library clock tower mirror
                meadow orchard wagon miller carpenter weaver sailor shepherd festival journey
                machine signal number pattern circle register memory branch trace loop block
                instruction compiler profile counter address segment symbol
                """);
static final String[] VERBS =
        words(
                """
                saw found carried opened followed built heard crossed painted remembered watched
                counted measured repaired answered moved waited turned gathered planted
                described recorded replaced compared decoded translated executed predicted
                """);
static final String[] ADJECTIVES =
        words(
                """
                old small quiet bright cold heavy distant green narrow patient broken hidden early
                golden gentle empty famous simple curious silent careful modern hollow rapid
                """);
static final String[] LINKS = words("and but while because although until before when so");
static final String[] PLACES = words("near behind above under beyond beside across inside");

static String[] words(String text) {
    return text.trim().split("\\s+");
}

static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
}

// Rank r is drawn in proportion to about 1/r.
static String pick(RandomGenerator random, String[] words) {
    int rank = (int) Math.floor(StrictMath.pow(words.length + 1.0, random.nextDouble())) - 1;
    return words[Math.min(rank, words.length - 1)];
}

static String nounPhrase(RandomGenerator random) {
    String article = random.nextInt(3) == 0 ? "a" : "the";
    String adjective = random.nextInt(2) == 0 ? pick(random, ADJECTIVES) + " " : "";
    String phrase = article + " " + adjective + pick(random, NOUNS);
    return phrase.replaceFirst("^a (?=[aeiou])", "an ");
}

static String clause(RandomGenerator random) {
    String clause = nounPhrase(random) + " " + pick(random, VERBS) + " " + nounPhrase(random);
    return random.nextInt(3) == 0
            ? clause + " " + pick(random, PLACES) + " " + nounPhrase(random)
            : clause;
}

static String sentence(RandomGenerator random) {
    StringBuilder sentence = new StringBuilder(clause(random));
    while (random.nextInt(5) < 2) {
        sentence.append(", ").append(pick(random, LINKS)).append(' ').append(clause(random));
    }
    if (random.nextInt(12) == 0) {
        sentence.append(" in ").append(1500 + random.nextInt(520));
    }
    sentence.setCharAt(0, Character.toUpperCase(sentence.charAt(0)));
    return sentence.append(random.nextInt(15) == 0 ? "!" : ".").toString();
}

static String text(long seed, int size) {
    RandomGenerator random = random(seed);
    StringBuilder text = new StringBuilder();
    int column = 0;
    while (text.length() < size) {
        for (String word : sentence(random).split(" ")) {
            if (column + word.length() > 78) {
                text.append('\n');
                column = 0;
            }
            text.append(column == 0 ? "" : " ").append(word);
            column += word.length() + 1;
        }
        if (random.nextInt(6) == 0) {
            text.append("\n\n");
            column = 0;
        }
    }
    return text.append('\n').toString();
}

static final String[] CITIES =
        words("Aalburg Birkendorf Costanova Dunmere Elmstadt Fiordal Grünau");

// A catalogue of orders with nested lists, escapes and numbers of all shapes.
static String json(long seed, int orders) {
    RandomGenerator random = random(seed);
    StringBuilder json = new StringBuilder("{\n  \"version\": 3,\n  \"orders\": [");
    for (int i = 0; i < orders; i++) {
        json.append(i == 0 ? "\n" : ",\n").append("    {\"id\": ").append(100_000 + i * 17);
        json.append(", \"customer\": {\"name\": \"").append(pick(random, NOUNS)).append(' ');
        json.append(pick(random, VERBS)).append("\", \"city\": \"").append(pick(random, CITIES));
        json.append("\", \"vip\": ").append(random.nextInt(4) == 0).append("},\n     \"items\": [");
        int items = random.nextInt(5);
        for (int j = 0; j < items; j++) {
            json.append(j == 0 ? "\n" : ",\n").append("       {\"article\": \"");
            json.append(pick(random, ADJECTIVES)).append(' ').append(pick(random, NOUNS));
            json.append("\", \"amount\": ").append(1 + random.nextInt(20)).append(", \"price\": ");
            json.append(random.nextInt(500))
                    .append('.')
                    .append(10 + random.nextInt(90))
                    .append('}');
        }
        json.append(items == 0 ? "]" : "\n     ]").append(",\n     \"position\": [");
        json.append(random.nextInt(180) - 90)
                .append('.')
                .append(random.nextInt(1_000_000))
                .append(", ");
        json.append(random.nextInt(9)).append('.').append(random.nextInt(10_000)).append("e+1]");
        json.append(", \"remark\": ");
        json.append(
                random.nextInt(3) == 0
                        ? "null"
                        : '"' + sentence(random) + " \\u20ac\\t\\\"ok\\\"\"");
        json.append('}');
    }
    return json.append("\n  ]\n}\n").toString();
}

static String expression(RandomGenerator random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
        return switch (random.nextInt(7)) {
            case 0 -> Integer.toString(random.nextInt(10_000));
            case 1 -> "0x" + Integer.toHexString(random.nextInt(1 << 20));
            case 2 -> random.nextInt(100) + "." + random.nextInt(1000) + "e-" + random.nextInt(9);
            case 3 -> "'" + (char) ('a' + random.nextInt(26)) + "'";
            default -> identifier(random);
        };
    }
    String[] operators = words("+ - * / % << >> & | ^ == != < >= && ||");
    String left = expression(random, depth - 1);
    String right = expression(random, depth - 1);
    return switch (random.nextInt(5)) {
        case 0 -> identifier(random) + "(" + left + ", " + right + ")";
        case 1 -> identifier(random) + "[" + left + "]";
        case 2 -> "(" + left + " " + pick(random, operators) + " " + right + ")";
        default -> left + " " + pick(random, operators) + " " + right;
    };
}

static String identifier(RandomGenerator random) {
    String name = pick(random, NOUNS);
    return random.nextInt(3) == 0 ? pick(random, ADJECTIVES) + "_" + name : name;
}

static void statement(RandomGenerator random, StringBuilder source, String indent, int depth) {
    String type = pick(random, words("int long double unsigned char struct"));
    switch (random.nextInt(depth == 0 ? 4 : 8)) {
        case 0 -> source.append(indent).append("// ").append(sentence(random)).append('\n');
        case 1 -> source.append(indent).append(type).append(' ').append(identifier(random));
        case 2 ->
                source.append(indent)
                        .append("printf(\"%d: ")
                        .append(nounPhrase(random))
                        .append("\\n\", ")
                        .append(expression(random, 1))
                        .append(')');
        case 3 ->
                source.append(indent)
                        .append(identifier(random))
                        .append(" = ")
                        .append(expression(random, 3));
        case 4 -> block(random, source, indent, "if (" + expression(random, 2) + ")", depth);
        case 5 -> block(random, source, indent, "while (" + expression(random, 1) + ")", depth);
        case 6 -> {
            String name = identifier(random);
            String head = "for (int " + name + " = 0; " + name + " < 10; " + name + "++)";
            block(random, source, indent, head, depth);
        }
        default -> source.append(indent).append("return ").append(expression(random, 2));
    }
    if (source.charAt(source.length() - 1) != '\n') {
        source.append(";\n");
    }
}

static void block(
        RandomGenerator random, StringBuilder source, String indent, String head, int depth) {
    source.append(indent).append(head).append(" {\n");
    for (int i = random.nextInt(4); i >= 0; i--) {
        statement(random, source, indent + "    ", depth - 1);
    }
    source.append(indent).append("}\n");
}

// Text with the tokens of C; it need not mean anything.
static String sourceCode(long seed, int size) {
    RandomGenerator random = random(seed);
    StringBuilder source = new StringBuilder();
    while (source.length() < size) {
        source.append("/* ").append(sentence(random)).append("\n * ").append(sentence(random));
        source.append(" */\n");
        String head = "static int " + identifier(random) + "(int " + identifier(random) + ")";
        block(random, source, "", head, 3);
        source.append('\n');
    }
    return source.toString();
}

static byte[] noise(long seed, int size) {
    byte[] bytes = new byte[size];
    random(seed).nextBytes(bytes);
    return bytes;
}

static void write(String path, String content) throws IOException {
    write(path, content.getBytes(StandardCharsets.UTF_8));
}

static void write(String path, byte[] content) throws IOException {
    Path samples = Path.of(System.getProperty("samples", "samples"));
    Files.write(samples.resolve(path), content);
}

void main() throws IOException {
    write("crc32/input.bin", noise(1, 65_536));
    write("sha256/input.txt", text(2, 60_000));
    write("json/input.json", json(3, 420));
    write("json/quick.json", json(4, 20));
    write("lz/input.txt", text(5, 150_000));
    write("lz/quick.txt", text(6, 6_000));
    write("lexer/input.txt", sourceCode(7, 120_000));
    write("huffman/input.txt", text(8, 100_000));
    write("huffman/quick.txt", text(9, 8_000));
    write("regex/input.txt", text(10, 30_000));
    write("regex/quick.txt", text(11, 1_500));
    write("wordcount/input.txt", text(12, 60_000));
}
