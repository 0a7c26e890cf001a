package dev.tracewright.program;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tracewright.elf.ElfBuilder;
import dev.tracewright.elf.ElfReader;
import dev.tracewright.elf.MalformedElfException;
import dev.tracewright.elf.Symbol;
import dev.tracewright.elf.UnsupportedProgramException;
import dev.tracewright.memory.GuestMemory;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Malformed files: truncated anywhere, fields changed at random. Each is either loaded or refused
/// by one of the two exceptions that name what is wrong, without large allocations.
class HostileProgramTest {
    private static final int MUTANTS_OF_OWN = 2500;
    private static final int MUTANTS_OF_SAMPLES = 60;
    private static final int MUTANTS_LONG = 20_000;

    /// Numbers at which arithmetic goes wrong.
    private static final long[] EDGES = {
        0,
        1,
        2,
        3,
        4,
        7,
        8,
        55,
        56,
        63,
        64,
        0x7f,
        0x80,
        0xff,
        0xfff,
        0x1000,
        0x7fff,
        0x8000,
        0xffff,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_ffffL,
        1L << 38,
        1L << 42,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -8,
        -0x1000
    };

    private static byte[] ownProgram() {
        ElfBuilder builder =
                ElfBuilder.program(0x1_0000, new byte[64])
                        .load(0x1_2008, 6, new byte[16], 9000)
                        .buildId((byte) 1, (byte) 2, (byte) 3, (byte) 4);
        for (int i = 0; i < 8; i++) {
            builder.function("function_" + i, 0x1_0000 + i * 8, 8);
        }
        return builder.symbol("label", 0x1_0004, 0, Symbol.NO_TYPE, Symbol.LOCAL).build();
    }

    private static void load(byte[] content, String what) {
        try (GuestMemory memory = GuestMemory.reserve()) {
            ProgramImage image =
                    ProgramLoader.load(
                                    ElfReader.read(content, what),
                                    Path.of("mutant.elf"),
                                    memory,
                                    LaunchOptions.of().withDeterministic(true))
                            .image();
            assertNotNull(image.symbols().describe(image.entry()));
            assertNotNull(image.buildId());
            for (MalformedElfException defect : image.elf().defects()) {
                assertTrue(defect.detail().length() > 10, defect::getMessage);
            }
        } catch (MalformedElfException | UnsupportedProgramException refused) {
            assertTrue(refused.getMessage().length() > what.length() + 10, refused::getMessage);
        } catch (RuntimeException | Error wrong) {
            fail(what, wrong);
        }
    }

    /// Truncations: every length in the headers and near each end, and a sweep over the rest.
    private static void truncate(byte[] content) {
        int step = Math.max(1, content.length / 200);
        for (int length = 0; length < content.length; length++) {
            boolean interesting = length < 400 || content.length - length < 100;
            if (interesting || length % step == 0) {
                load(java.util.Arrays.copyOf(content, length), "cut to " + length);
            }
        }
    }

    private static void mutate(byte[] content, long seed, int count) {
        for (int i = 0; i < count; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            byte[] mutant = content.clone();
            int changes = 1 + random.nextInt(4);
            for (int change = 0; change < changes; change++) {
                change(mutant, random);
            }
            load(mutant, "mutant of seed " + (seed + i));
        }
    }

    private static void change(byte[] content, SplittableRandom random) {
        boolean inTables = random.nextInt(10) < 8;
        int at =
                inTables && random.nextBoolean()
                        ? random.nextInt(Math.min(content.length, 64 + 56 * 8))
                        : inTables
                                ? content.length - 1 - random.nextInt(Math.min(content.length, 600))
                                : random.nextInt(content.length);
        if (random.nextInt(3) == 0) {
            content[at] = (byte) random.nextInt();
            return;
        }
        long value = EDGES[random.nextInt(EDGES.length)];
        int size = 1 << random.nextInt(4);
        at &= -size;
        for (int i = 0; i < size && at + i < content.length; i++) {
            content[at + i] = (byte) (value >>> 8 * i);
        }
    }

    private static List<Path> samples() throws IOException {
        Path root = Path.of(System.getProperty("tracewright.root", "..")).resolve("samples");
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".elf")).sorted().toList());
        }
    }

    @Test
    void theProgramThatIsMutatedIsValid() throws IOException {
        try (GuestMemory memory = GuestMemory.reserve()) {
            LoadedProgram loaded =
                    ProgramLoader.load(
                            ElfReader.read(ownProgram(), "own"),
                            Path.of("own.elf"),
                            memory,
                            LaunchOptions.of());
            assertTrue(
                    loaded.image().elf().defects().isEmpty(),
                    () -> HexFormat.of().formatHex(ownProgram()));
        }
    }

    @Test
    void truncatedFilesAreRefusedOrLoaded() {
        truncate(ownProgram());
    }

    @Test
    void mutantsAreRefusedOrLoaded() {
        mutate(ownProgram(), 1, MUTANTS_OF_OWN);
    }

    @Test
    void mutantsOfSamplesAreRefusedOrLoaded() throws IOException {
        for (Path sample : samples()) {
            mutate(Files.readAllBytes(sample), 2, MUTANTS_OF_SAMPLES);
        }
    }

    @Test
    @Tag("long")
    void manyMutantsAndTruncationsAreRefusedOrLoaded() throws IOException {
        mutate(ownProgram(), 1_000_000, MUTANTS_LONG);
        for (Path sample : samples()) {
            byte[] content = Files.readAllBytes(sample);
            truncate(content);
            mutate(content, 3_000_000, MUTANTS_LONG / 20);
        }
    }
}
