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

static final String[] CITIES = words("Aalburg Birkendorf Costanova Dunmere Elmstadt Fiordal Grünau");

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
            json.append(random.nextInt(500)).append('.').append(10 + random.nextInt(90)).append('}');
        }
        json.append(items == 0 ? "]" : "\n     ]").append(",\n     \"position\": [");
        json.append(random.nextInt(180) - 90).append('.').append(random.nextInt(1_000_000)).append(", ");
        json.append(random.nextInt(9)).append('.').append(random.nextInt(10_000)).append("e+1]");
        json.append(", \"remark\": ");
        json.append(random.nextInt(3) == 0 ? "null" : '"' + sentence(random) + " \\u20ac\\t\\\"ok\\\"\"");
        json.append('}');
    }
    return json.append("\n  ]\n}\n").toString();
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
}
