package dev.tracewright.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.elf.ElfBuilder;
import dev.tracewright.elf.ElfHeader;
import dev.tracewright.elf.ElfReader;
import dev.tracewright.elf.MalformedElfException;
import dev.tracewright.elf.ProgramHeader;
import dev.tracewright.elf.UnsupportedProgramException;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.MemoryFault;
import dev.tracewright.memory.Permission;
import dev.tracewright.memory.Region;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ProgramLoaderTest {
    private static final byte[] CODE = {0x13, 0, 0, 0, 0x73, 0, 0, 0};

    private final GuestMemory memory = GuestMemory.reserve();

    @AfterEach
    void close() {
        memory.close();
    }

    private LoadedProgram load(ElfBuilder builder) throws IOException {
        return ProgramLoader.load(
                ElfReader.read(builder.build(), "test.elf"),
                Path.of("test.elf"),
                memory,
                LaunchOptions.of().withDeterministic(true));
    }

    private static ElfBuilder program() {
        return ElfBuilder.program(0x1_0000, CODE)
                .load(0x1_2010, 6, new byte[] {7, 8}, 0x3000)
                .buildId((byte) 0xfe)
                .function("_start", 0x1_0000, 8);
    }

    private String unsupported(ElfBuilder builder) {
        return assertThrows(UnsupportedProgramException.class, () -> load(builder)).getMessage();
    }

    private String malformed(ElfBuilder builder) {
        return assertThrows(MalformedElfException.class, () -> load(builder)).getMessage();
    }

    @Test
    void segmentsAreMappedWithTheirPermissions() throws IOException {
        LoadedProgram loaded = load(program());
        List<Region> regions = memory.regions();
        assertEquals(new Region(0x1_0000, 0x1_1000, 5, "test.elf"), regions.get(0));
        assertEquals(new Region(0x1_2000, 0x1_6000, 3, "test.elf"), regions.get(1));
        assertEquals(0x13, memory.loadInt(0x1_0000));
        assertEquals(0x73, memory.fetchParcel(0x1_0004));
        assertThrows(MemoryFault.class, () -> memory.storeByte(0x1_0000, 1));
        assertEquals(0x807, memory.loadShort(0x1_2010));
        assertEquals(0, memory.loadLong(0x1_2018), "the rest of the segment is zero");
        assertEquals(0x1_6000, loaded.heapStart());
        assertEquals(
                List.of(
                        new Segment(0x1_0000, 0x1_0008, 5, 0x1000),
                        new Segment(0x1_2010, 0x1_5010, 3, 0x1010)),
                loaded.image().segments());
    }

    @Test
    void theImageIdentifiesTheProgram(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("p.elf"), program().build());
        LoadedProgram loaded = ProgramLoader.load(file, memory, LaunchOptions.of());
        ProgramImage image = loaded.image();
        assertEquals(file, image.path());
        assertEquals("fe", image.buildId());
        assertEquals(64, image.contentHash().length());
        assertEquals(0, image.loadBias());
        assertEquals(0x1_0000, image.entry());
        assertEquals("_start+0x4", image.symbols().describe(0x1_0004));
        byte[] changed = program().build();
        changed[changed.length - 1]++;
        Files.write(file, changed);
        try (GuestMemory other = GuestMemory.reserve()) {
            ProgramImage second = ProgramLoader.load(file, other, LaunchOptions.of()).image();
            assertFalse(second.contentHash().equals(image.contentHash()));
        }
    }

    @Test
    void positionIndependentProgramsAreMoved() throws IOException {
        LoadedProgram loaded =
                load(
                        ElfBuilder.program(0x1000, CODE)
                                .type(ElfHeader.SHARED_OBJECT)
                                .function("f", 0x1000, 8));
        assertEquals(AddressLayout.PIE_BASE, loaded.image().entry());
        assertEquals(AddressLayout.PIE_BASE - 0x1000, loaded.image().loadBias());
        assertEquals(0x13, memory.loadInt(AddressLayout.PIE_BASE));
        assertEquals("f", loaded.image().symbols().describe(AddressLayout.PIE_BASE));
    }

    @Test
    void programHeadersAreFoundInMemory() throws IOException {
        byte[] whole = ElfBuilder.program(0x1_0000, CODE).build();
        // A segment that contains the file's own start, as linkers make it.
        ElfBuilder builder = ElfBuilder.program(0x1_0000, CODE);
        assertEquals(0, load(builder).image().programHeaders());
        byte[] file = builder.build();
        java.nio.ByteBuffer header =
                java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        header.putLong(64 + 8, 0).putLong(64 + 32, 0x1008).putLong(64 + 40, 0x1008);
        try (GuestMemory other = GuestMemory.reserve()) {
            LoadedProgram loaded =
                    ProgramLoader.load(
                            ElfReader.read(file, "t"), Path.of("t"), other, LaunchOptions.of());
            assertEquals(0x1_0000 + 64, loaded.image().programHeaders());
            assertEquals(0x464c_457f, other.loadInt(0x1_0000));
        }
        assertEquals(whole.length, file.length);
    }

    @Test
    void segmentsThatShareAPageShareItsPermissions() throws IOException {
        load(ElfBuilder.program(0x1_0000, CODE).load(0x1_0800, 6, new byte[] {9}, 0x1000));
        assertEquals(7, memory.region(0x1_0000).orElseThrow().permissions());
        assertEquals(3, memory.region(0x1_1000).orElseThrow().permissions());
        assertEquals(0x13, memory.loadInt(0x1_0000));
        assertEquals(9, memory.loadByte(0x1_0800));
    }

    @Test
    void theStackIsGuardedAndExecutableOnlyOnDemand() throws IOException {
        LoadedProgram loaded = load(program());
        Region stack = memory.region(loaded.stackPointer()).orElseThrow();
        assertEquals(Permission.READ_WRITE, stack.permissions());
        assertEquals(AddressLayout.STACK_SIZE, stack.length());
        memory.storeByte(stack.start(), 1);
        assertThrows(MemoryFault.class, () -> memory.storeByte(stack.start() - 1, 1));
        assertThrows(MemoryFault.class, () -> memory.loadByte(stack.end()));
        try (GuestMemory other = GuestMemory.reserve()) {
            byte[] none = {};
            ElfBuilder builder = program().part(ProgramHeader.GNU_STACK, 7, 0, none, 0);
            ProgramLoader.load(
                    ElfReader.read(builder.build(), "t"), Path.of("t"), other, LaunchOptions.of());
            assertEquals(7, other.region(stack.start()).orElseThrow().permissions());
        }
    }

    @Test
    void hugeZeroSegmentsCostNothing() throws IOException {
        LoadedProgram loaded = load(program().load(0x100_0000, 6, new byte[] {1}, 2L << 40));
        assertEquals(0, memory.loadLong(0x100_0000 + (1L << 40)));
        memory.storeLong(0x100_0000 + (1L << 40), 5);
        assertEquals(0x100_0000 + (2L << 40), loaded.heapStart());
    }

    @Test
    void programsOfOtherKindsAreNamed() {
        assertTrue(unsupported(program().machine(62)).contains("machine 62"));
        assertTrue(unsupported(program().type(1)).contains("object file"));
        assertTrue(unsupported(program().type(4)).contains("core dump"));
        assertTrue(unsupported(program().type(9)).contains("e_type is 9"));
        assertTrue(unsupported(program().type(3).entry(0)).contains("shared library"));
        assertTrue(unsupported(program().flags(0xd)).contains("RV64E"));
        assertTrue(unsupported(program().flags(7)).contains("quad-precision"));
        String dynamic = unsupported(program().interpreter("/lib/ld-linux-riscv64-lp64d.so.1"));
        assertTrue(dynamic.contains("/lib/ld-linux-riscv64-lp64d.so.1"), dynamic);
        assertTrue(dynamic.contains("-static"), dynamic);
    }

    @Test
    void programsOutsideOfTheAddressSpaceAreRefused() {
        byte[] none = {};
        assertTrue(unsupported(ElfBuilder.program(0, CODE)).contains("a program must lie in"));
        assertTrue(
                unsupported(ElfBuilder.program(AddressLayout.STACK_TOP - 0x10000, CODE))
                        .contains("a program must lie in"));
        assertTrue(
                unsupported(program().load(0x2_0000, 6, none, AddressLayout.MMAP_TOP))
                        .contains("a program must lie in"));
    }

    @Test
    void brokenProgramsAreNamed() {
        assertTrue(malformed(program().entry(0x1_2010)).contains("e_entry is 0x12010"));
        assertTrue(malformed(program().entry(0x1_0001)).contains("e_entry is 0x10001"));
        assertTrue(
                malformed(program().load(0x1_4000, 4, CODE, 8)).contains("begins before 0x15010"));
        assertTrue(
                malformed(ElfBuilder.program(0x1_0000, CODE).load(0x8000, 4, CODE, 8))
                        .contains("begins before"));
        assertEquals(List.of(), memory.regions().stream().filter(this::isWild).toList());
    }

    private boolean isWild(Region region) {
        return region.start() < AddressLayout.LOWEST_PROGRAM;
    }
}
