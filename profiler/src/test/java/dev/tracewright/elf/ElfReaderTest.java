package dev.tracewright.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class ElfReaderTest {
    private static final int FIRST_PROGRAM_HEADER = 64;

    private static ElfBuilder sample() {
        return ElfBuilder.program(0x10000, new byte[] {1, 2, 3, 4})
                .load(0x12008, 6, new byte[] {5, 6}, 100)
                .buildId((byte) 0xab, (byte) 0x01)
                .function("main", 0x10000, 4)
                .symbol("table", 0x12008, 2, Symbol.OBJECT, Symbol.LOCAL);
    }

    private static ElfFile read(byte[] content) throws IOException {
        return ElfReader.read(content, "test.elf");
    }

    @Test
    void headersAreRead() throws IOException {
        ElfFile elf = read(sample().build());
        assertEquals(ElfHeader.EXECUTABLE, elf.header().type());
        assertEquals(ElfHeader.RISCV, elf.header().machine());
        assertEquals(0x10000, elf.header().entry());
        assertEquals(3, elf.header().programHeaderCount());
        ProgramHeader data = elf.programHeaders(ProgramHeader.LOAD).get(1);
        assertEquals(0x12008, data.address());
        assertEquals(2, data.fileSize());
        assertEquals(100, data.memorySize());
        assertTrue(data.has(ProgramHeader.READABLE | ProgramHeader.WRITABLE));
        assertEquals(0x605, elf.bytes(data).getShort());
        assertEquals(List.of(), elf.defects());
    }

    @Test
    void symbolsSectionsAndNotesAreRead() throws IOException {
        ElfFile elf = read(sample().build());
        assertEquals(
                List.of("", ".symtab", ".strtab", ".shstrtab"),
                elf.sections().stream().map(SectionHeader::name).toList());
        assertEquals(new Symbol("main", 0x10000, 4, 2, 1, 1), elf.symbols().get(1));
        assertEquals(new Symbol("table", 0x12008, 2, 1, 0, 1), elf.symbols().get(2));
        assertEquals("ab01", elf.buildId());
        assertEquals(3L * Symbol.SIZE, elf.section(".symtab").orElseThrow().size());
        assertEquals(3 * Symbol.SIZE, elf.bytes(elf.section(".symtab").orElseThrow()).remaining());
        assertEquals(Optional.empty(), elf.section(".text"));
        assertEquals(Optional.empty(), elf.interpreter());
    }

    @Test
    void strippedFilesAreRead() throws IOException {
        ElfFile elf = read(sample().stripped().build());
        assertEquals(List.of(), elf.sections());
        assertEquals(List.of(), elf.symbols());
        assertEquals(List.of(), elf.defects());
        assertEquals("ab01", elf.buildId());
    }

    @Test
    void theInterpreterIsNamed() throws IOException {
        ElfFile elf = read(sample().interpreter("/lib/ld-linux.so.1").build());
        assertEquals(Optional.of("/lib/ld-linux.so.1"), elf.interpreter());
    }

    /// Offset, bytes and value of a field that is overwritten, and what the message then says.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0  | 1 | 0x7e | this is not an ELF file",
                "4  | 1 | 3    | EI_CLASS is 3, expected 2",
                "5  | 1 | 0    | EI_DATA is 0, expected 1",
                "6  | 1 | 2    | EI_VERSION is 2, expected 1",
                "20 | 4 | 0    | e_version is 0, expected 1",
                "32 | 8 | -8   | e_phoff is 0xfffffffffffffff8: 3 program headers",
                "32 | 8 | 0x7fffffffffffffff | e_phoff is 0x7fffffffffffffff",
                "52 | 2 | 63   | e_ehsize is 63, expected 64",
                "54 | 2 | 40   | e_phentsize is 40, expected 56",
                "56 | 2 | 65535 | e_phnum is 65535, expected at most 65534",
                "56 | 2 | 3000 | 3000 program headers from there do not fit",
                "72 | 8 | 0x7fffffffffffff00 | p_offset 0x7fffffffffffff00 and p_filesz 0x4 leave",
                "80 | 8 | 0x10010 | p_vaddr 0x10010 and p_offset 0x1000 differ modulo p_align",
                "80 | 8 | 0x7ffffffffffffffd | leave the address space",
                "96 | 8 | -1   | p_filesz 0xffffffffffffffff leave the file",
                "104| 8 | 3    | p_memsz is 0x3, expected at least p_filesz 0x4",
                "104| 8 | -1   | leave the address space",
                "112| 8 | 24   | p_align is 0x18, expected a power of two",
            })
    void brokenFieldsAreNamed(int offset, int size, String value, String message) {
        byte[] content = sample().build();
        put(content, offset, size, Long.decode(value.strip()));
        MalformedElfException error =
                assertThrows(MalformedElfException.class, () -> read(content));
        assertTrue(error.detail().contains(message), error.getMessage());
        assertEquals("test.elf", error.file());
        assertTrue(error.getMessage().startsWith("test.elf: offset 0x"), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"4, 1, a 32-bit program", "5, 2, a big-endian program"})
    void otherClassesAreUnsupported(int offset, int value, String message) {
        byte[] content = sample().build();
        put(content, offset, 1, value);
        UnsupportedProgramException error =
                assertThrows(UnsupportedProgramException.class, () -> read(content));
        assertTrue(error.getMessage().contains(message), error.getMessage());
        assertEquals("test.elf", error.file());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "40 | 8 | -1   | e_shoff is 0xffffffffffffffff",
                "58 | 2 | 40   | e_shentsize is 40, expected 64",
                "60 | 2 | 3000 | 3000 section headers from there do not fit",
                "62 | 2 | 1    | section 1 should be a string table",
                "62 | 2 | 9    | section 9 should be a string table, there are 4 sections",
            })
    void damagedSectionTablesAreLeftOut(int offset, int size, long value, String message)
            throws IOException {
        byte[] content = sample().build();
        put(content, offset, size, value);
        ElfFile elf = read(content);
        assertEquals(0x10000, elf.header().entry());
        assertEquals("ab01", elf.buildId());
        assertTrue(elf.defects().getFirst().detail().contains(message), elf.defects()::toString);
    }

    @Test
    void damagedSymbolsAreLeftOut() throws IOException {
        byte[] content = sample().build();
        ElfFile whole = read(content);
        SectionHeader table = whole.section(".symtab").orElseThrow();
        put(content, (int) table.offset() + Symbol.SIZE, 4, 0x1000);
        ElfFile elf = read(content);
        assertEquals(List.of(), elf.symbols());
        assertEquals(4, elf.sections().size());
        assertEquals(1, elf.defects().size());
        assertEquals(table.offset() + Symbol.SIZE, elf.defects().getFirst().offset());
    }

    @Test
    void namesCannotMultiplyTheFile() throws IOException {
        int count = 20_000;
        ElfBuilder builder = ElfBuilder.program(0x10000, new byte[4]);
        builder.function("f".repeat(100_000), 0x10000, 4);
        for (int i = 1; i < count; i++) {
            builder.function("", 0x10000, 4);
        }
        byte[] content = builder.build();
        SectionHeader table = read(content).section(".symtab").orElseThrow();
        for (int i = 0; i < count; i++) {
            put(content, (int) table.offset() + (i + 1) * Symbol.SIZE, 4, 1);
        }
        ElfFile elf = read(content);
        assertEquals(List.of(), elf.symbols());
        assertTrue(elf.defects().getFirst().detail().contains("more bytes"));
    }

    @Test
    void notesAreBoundedByTheirSegment() throws IOException {
        byte[] content = sample().build();
        ProgramHeader note = read(content).programHeaders(ProgramHeader.NOTE).getFirst();
        put(content, (int) note.offset() + 4, 4, 0x7fff_ffff);
        ElfFile elf = read(content);
        assertEquals("", elf.buildId());
        assertTrue(elf.defects().getFirst().detail().contains("leaves its segment"));
    }

    @Test
    void aFileIsReadByPath(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a.elf"), sample().build());
        assertEquals(file.toString(), ElfReader.read(file).name());
    }

    private static void put(byte[] content, int offset, int size, long value) {
        ByteBuffer to = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        switch (size) {
            case 1 -> to.put(offset, (byte) value);
            case 2 -> to.putShort(offset, (short) value);
            case 4 -> to.putInt(offset, (int) value);
            default -> to.putLong(offset, value);
        }
    }

    @Test
    void theTestKnowsWhereProgramHeadersAre() throws IOException {
        assertEquals(FIRST_PROGRAM_HEADER, read(sample().build()).header().programHeaderOffset());
    }
}
