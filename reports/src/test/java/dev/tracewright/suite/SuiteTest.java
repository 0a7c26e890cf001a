package dev.tracewright.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A suite is what its description says, or the programs in a folder.
class SuiteTest {
    private static final Path SAMPLES =
            Path.of(System.getProperty("tracewright.root", ".."), "samples");

    @TempDir Path folder;

    @BeforeEach
    void programs() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        for (String name : List.of("b.elf", "a.elf", "notes.txt", "sub/c.elf", "sub/in.txt")) {
            Files.writeString(folder.resolve(name), name);
        }
    }

    @Test
    void withoutADescriptionEveryExecutableIsAProgram() throws IOException {
        List<SuiteProgram> programs = Suite.in(folder).programs();
        assertEquals(List.of("a", "b"), programs.stream().map(SuiteProgram::name).toList());
        assertEquals(Set.of(Length.LONG), programs.getFirst().work().keySet());
        assertEquals(List.of(), programs.getFirst().work().get(Length.LONG).arguments());
    }

    @Test
    void descriptionSaysAllThatARunNeeds() throws IOException {
        describe(
                "name,kind,program,source,flags,stdin,long,short,long-output,short-output",
                "c,integer,sub/c.elf,notes.txt,-O2 -g,in.txt,7 8,7,abc,",
                "\"d\",integer,a.elf,,,,,,,");
        SuiteProgram c = Suite.in(folder).programs().getFirst();
        assertEquals(folder.resolve("sub/c.elf"), c.program());
        assertEquals(folder.resolve("sub"), c.folder());
        assertEquals(Optional.of(folder.resolve("notes.txt")), c.source());
        assertEquals(List.of("-O2", "-g"), c.flags());
        assertEquals(Optional.of(folder.resolve("sub/in.txt")), c.stdin());
        assertEquals(new SuiteProgram.Work(List.of("7", "8"), "abc"), c.work().get(Length.LONG));
        assertEquals(new SuiteProgram.Work(List.of("7"), ""), c.work().get(Length.SHORT));
        SuiteProgram d = Suite.in(folder).programs().getLast();
        assertEquals(Optional.empty(), d.source());
        assertEquals(Optional.empty(), d.stdin());
        assertEquals(List.of(), d.work().get(Length.SHORT).arguments());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name,kind | x,integer | line 1: no column \"program\"",
                "name,program,size | x,a.elf,3 | line 1: unknown column \"size\"",
                "name,program | x | line 2: 1 fields, expected 2",
                "name,program | ,a.elf | line 2: name is empty",
                "name,program | x, | line 2: program is empty"
            })
    void wrongDescriptionsAreRefusedWithTheirLine(String header, String row, String message)
            throws IOException {
        describe(header, row);
        var refused = assertThrows(MalformedSuiteException.class, () -> Suite.in(folder));
        assertTrue(refused.getMessage().endsWith("suite.csv: " + message), refused.getMessage());
    }

    @Test
    void programsHaveDifferentNames() throws IOException {
        describe("name,program", "x,a.elf", "x,b.elf");
        var refused = assertThrows(MalformedSuiteException.class, () -> Suite.in(folder));
        assertTrue(refused.getMessage().contains("line 3"), refused.getMessage());
    }

    @Test
    void filesMustExist() throws IOException {
        describe("name,program", "x,nothing.elf");
        assertThrows(NoSuchFileException.class, () -> Suite.in(folder));
    }

    @Test
    void theRepositorysSuiteIsComplete() throws IOException {
        List<SuiteProgram> programs = Suite.in(SAMPLES.resolve("benchmarks")).programs();
        assertTrue(programs.size() >= 40, programs.size() + " programs");
        for (SuiteProgram program : programs) {
            for (Length length : Length.values()) {
                SuiteProgram.Work work = program.work().get(length);
                assertEquals(16, work.output().length(), program.name());
                assertTrue(!work.arguments().isEmpty(), program.name());
            }
            assertEquals(program.source().isEmpty(), program.flags().isEmpty(), program.name());
        }
    }

    private void describe(String... lines) throws IOException {
        Files.write(folder.resolve("suite.csv"), List.of(lines));
    }
}
