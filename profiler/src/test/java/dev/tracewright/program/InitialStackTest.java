package dev.tracewright.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.elf.ElfBuilder;
import dev.tracewright.elf.ElfReader;
import dev.tracewright.memory.GuestMemory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class InitialStackTest {
    private static final int PHDR = 3;
    private static final int PHENT = 4;
    private static final int PHNUM = 5;
    private static final int PAGESZ = 6;
    private static final int BASE = 7;
    private static final int ENTRY = 9;
    private static final int UID = 11;
    private static final int HWCAP = 16;
    private static final int CLKTCK = 17;
    private static final int SECURE = 23;
    private static final int RANDOM = 25;
    private static final int EXECFN = 31;

    private final GuestMemory memory = GuestMemory.reserve();

    @AfterEach
    void close() {
        memory.close();
    }

    private LoadedProgram load(GuestMemory into, LaunchOptions options) throws IOException {
        byte[] file = ElfBuilder.program(0x1_0000, new byte[8]).build();
        return ProgramLoader.load(
                ElfReader.read(file, "dir/p.elf"), Path.of("dir/p.elf"), into, options);
    }

    private static LaunchOptions options() {
        return LaunchOptions.of("one", "", "zwei Wörter")
                .withEnvironment(List.of("A=1", "B=x=y"))
                .withDeterministic(true);
    }

    /// Reads a vector of strings up to its null pointer; returns the address behind that.
    private long readStrings(long at, List<String> into) {
        long address = at;
        while (memory.loadLong(address) != 0) {
            into.add(memory.readCString(memory.loadLong(address), 1000).orElseThrow());
            address += 8;
        }
        return address + 8;
    }

    private Map<Integer, Long> auxiliary(long at) {
        Map<Integer, Long> vector = new HashMap<>();
        for (long address = at; memory.loadLong(address) != 0; address += 16) {
            vector.put((int) memory.loadLong(address), memory.loadLong(address + 8));
        }
        return vector;
    }

    private Map<Integer, Long> auxiliaryOf(LoadedProgram loaded) {
        long behindArguments = readStrings(loaded.stackPointer() + 8, new ArrayList<>());
        return auxiliary(readStrings(behindArguments, new ArrayList<>()));
    }

    @Test
    void argumentsAndEnvironmentAreInOrder() throws IOException {
        LoadedProgram loaded = load(memory, options());
        long sp = loaded.stackPointer();
        assertEquals(0, sp % 16, "aligned as the calling convention demands");
        assertEquals(4, memory.loadLong(sp));
        List<String> arguments = new ArrayList<>();
        List<String> environment = new ArrayList<>();
        readStrings(readStrings(sp + 8, arguments), environment);
        assertEquals(List.of("dir/p.elf", "one", "", "zwei Wörter"), arguments);
        assertEquals(List.of("A=1", "B=x=y"), environment);
    }

    @Test
    void theStackIsAlignedForEveryNumberOfArguments() throws IOException {
        for (int count = 0; count < 6; count++) {
            try (GuestMemory other = GuestMemory.reserve()) {
                String[] arguments = new String[count];
                Arrays.fill(arguments, "x".repeat(count));
                LoadedProgram loaded = load(other, LaunchOptions.of(arguments));
                assertEquals(0, loaded.stackPointer() % 16);
                assertEquals(count + 1, other.loadLong(loaded.stackPointer()));
            }
        }
    }

    @Test
    void theAuxiliaryVectorDescribesTheProgram() throws IOException {
        LoadedProgram loaded = load(memory, options());
        Map<Integer, Long> vector = auxiliaryOf(loaded);
        assertEquals(loaded.image().programHeaders(), vector.get(PHDR));
        assertEquals(56, vector.get(PHENT));
        assertEquals(1, vector.get(PHNUM));
        assertEquals(4096, vector.get(PAGESZ));
        assertEquals(0, vector.get(BASE));
        assertEquals(0x1_0000, vector.get(ENTRY));
        assertEquals(1000, vector.get(UID));
        assertEquals(0x112d, vector.get(HWCAP), "I M A F D C");
        assertEquals(100, vector.get(CLKTCK));
        assertEquals(0, vector.get(SECURE));
        assertEquals("dir/p.elf", memory.readCString(vector.get(EXECFN), 100).orElseThrow());
        assertFalse(vector.containsKey(33), "there is no vDSO");
    }

    @Test
    void randomBytesAreTheSameOnlyInDeterministicRuns() throws IOException {
        byte[] first = random(options());
        assertArrayEquals(first, random(options()));
        assertFalse(Arrays.equals(first, random(options().withDeterministic(false))));
        assertFalse(Arrays.equals(first, new byte[16]));
    }

    private byte[] random(LaunchOptions options) throws IOException {
        byte[] bytes = new byte[16];
        memory.unmap(0, GuestMemory.LIMIT);
        LoadedProgram loaded = load(memory, options);
        memory.read(auxiliaryOf(loaded).get(RANDOM), bytes, 0, 16);
        return bytes;
    }

    @Test
    void deterministicRunsStartWithTheSameMemory() throws IOException {
        load(memory, options());
        try (GuestMemory other = GuestMemory.reserve()) {
            load(other, options());
            assertArrayEquals(memory.digest(), other.digest());
        }
    }

    @Test
    void tooManyArgumentsAreRefused() {
        LaunchOptions options = LaunchOptions.of("x".repeat(3 << 20));
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> load(memory, options));
        assertTrue(error.getMessage().contains("at most 2097152"), error.getMessage());
    }
}
