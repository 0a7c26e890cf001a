package dev.tracewright.vectors;

import dev.tracewright.vectors.Vector.Base;
import dev.tracewright.vectors.Vector.RegisterFile;
import dev.tracewright.vectors.Vector.Setting;
import dev.tracewright.vectors.Vector.Trap;
import dev.tracewright.vectors.Vector.Value;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Reads the committed test vectors; `profiler/src/test/vectors/README.md` describes their format.
public final class VectorFile {
    /// The files, by extension; `reserved` has the encodings that are illegal instructions.
    public static final List<String> NAMES =
            List.of(
                    "rv64i",
                    "m",
                    "a",
                    "f",
                    "d",
                    "c",
                    "zicsr",
                    "zba",
                    "zbb",
                    "zbc",
                    "zbs",
                    "zicond",
                    "reserved");

    private static final String HEADER =
            "assembly,words,before,after,next,trap,memory_before,memory_after";

    private VectorFile() {}

    /// All vectors of all files.
    public static List<Vector> all() {
        return NAMES.stream().flatMap(name -> read(name).stream()).toList();
    }

    /// The vectors of the file `name`, one of [#NAMES].
    ///
    /// @throws IllegalArgumentException if a line is malformed; it says which
    public static List<Vector> read(String name) {
        String file = name + ".csv";
        try (InputStream stream = VectorFile.class.getResourceAsStream("/vectors/" + file)) {
            if (stream == null) {
                throw new IllegalArgumentException("no resource /vectors/" + file);
            }
            return read(
                    file,
                    new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Vector> read(String file, BufferedReader reader) throws IOException {
        String header = reader.readLine();
        if (!HEADER.equals(header)) {
            throw new IllegalArgumentException(
                    file + ":1: found " + header + ", expected " + HEADER);
        }
        List<Vector> vectors = new ArrayList<>();
        int number = 1;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            try {
                vectors.add(parse(file, number, line));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(file + ":" + number + ": " + line, e);
            }
        }
        return List.copyOf(vectors);
    }

    private static Vector parse(String file, int number, String line) {
        List<String> fields = fields(line);
        if (fields.size() != 8) {
            throw new IllegalArgumentException("found " + fields.size() + " fields, expected 8");
        }
        return new Vector(
                file,
                number,
                fields.get(0),
                words(fields.get(1)),
                settings(fields.get(2)),
                settings(fields.get(3)),
                value(fields.get(4)),
                fields.get(5).isEmpty()
                        ? Trap.NONE
                        : Trap.valueOf(fields.get(5).toUpperCase(Locale.ROOT)),
                HexFormat.of().parseHex(fields.get(6)),
                HexFormat.of().parseHex(fields.get(7)));
    }

    /// Only the first field may be quoted; no field contains a quote.
    private static List<String> fields(String line) {
        if (!line.startsWith("\"")) {
            return Arrays.asList(line.split(",", -1));
        }
        int end = line.indexOf("\",");
        List<String> fields = new ArrayList<>();
        fields.add(line.substring(1, end));
        fields.addAll(Arrays.asList(line.substring(end + 2).split(",", -1)));
        return fields;
    }

    private static List<Integer> words(String text) {
        return Arrays.stream(text.split(" "))
                .map(word -> Integer.parseUnsignedInt(word, 16))
                .toList();
    }

    private static List<Setting> settings(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ")).map(VectorFile::setting).toList();
    }

    private static Setting setting(String text) {
        int equals = text.indexOf('=');
        String name = text.substring(0, equals);
        Value value = value(text.substring(equals + 1));
        if (name.equals("fcsr")) {
            return new Setting(RegisterFile.FCSR, 0, value);
        }
        RegisterFile registers =
                RegisterFile.valueOf(name.substring(0, 1).toUpperCase(Locale.ROOT));
        return new Setting(registers, Integer.parseInt(name.substring(1)), value);
    }

    private static Value value(String text) {
        Base base =
                text.startsWith("PC") ? Base.PC : text.startsWith("BUF") ? Base.BUFFER : Base.ZERO;
        int start =
                switch (base) {
                    case ZERO -> 0;
                    case PC -> 2;
                    case BUFFER -> 3;
                };
        String offset = text.substring(start);
        if (base == Base.ZERO) {
            return new Value(base, Long.parseUnsignedLong(offset, 16));
        }
        return new Value(base, offset.isEmpty() ? 0 : Long.parseLong(offset, 16));
    }
}
