package dev.tracewright.elf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads and validates ELF64 files of little-endian machines.
///
/// Every field is checked before it is used, in arithmetic that cannot overflow; what is allocated
/// is bounded by the file's size.
public final class ElfReader {
    private static final long MAX_FILE_SIZE = 1L << 30;
    private static final int MAX_INTERPRETER_LENGTH = 4096;
    private static final int MAGIC = 0x464c_457f;

    private final ElfData data;

    private ElfReader(ElfData data) {
        this.data = data;
    }

    /// Reads a file.
    ///
    /// @throws MalformedElfException if it breaks the rules of ELF64
    /// @throws UnsupportedProgramException if it is 32-bit, big-endian, or larger than 1 GiB
    /// @throws IOException if it cannot be read
    public static ElfFile read(Path path) throws IOException {
        if (Files.size(path) > MAX_FILE_SIZE) {
            throw new UnsupportedProgramException(
                    path.toString(),
                    "the file has %d bytes, at most 2^30 are supported"
                            .formatted(Files.size(path)));
        }
        return read(Files.readAllBytes(path), path.toString());
    }

    /// Reads a file's content; the array is kept and must not change.
    ///
    /// @throws MalformedElfException if it breaks the rules of ELF64
    /// @throws UnsupportedProgramException if it is 32-bit or big-endian
    public static ElfFile read(byte[] content, String name)
            throws MalformedElfException, UnsupportedProgramException {
        return new ElfReader(new ElfData(name, content)).read();
    }

    private ElfFile read() throws MalformedElfException, UnsupportedProgramException {
        readIdentification();
        SectionReader sections = new SectionReader(data);
        ElfHeader header = readHeader(sections);
        List<ProgramHeader> programHeaders = readProgramHeaders(header);
        Optional<String> interpreter = readInterpreter(programHeaders);
        return new ElfFile(data, header, programHeaders, interpreter);
    }

    private void readIdentification() throws MalformedElfException, UnsupportedProgramException {
        if (data.size() < 4 || data.s32(0) != MAGIC) {
            throw data.malformed(0, "this is not an ELF file: it does not begin with 7f 45 4c 46");
        }
        if (data.size() < ElfHeader.SIZE) {
            throw data.malformed(
                    data.size(),
                    "the file ends in the header, which has %d bytes".formatted(ElfHeader.SIZE));
        }
        switch (data.u8(4)) {
            case 1 -> throw unsupported("a 32-bit program; only 64-bit programs are supported");
            case 2 -> {}
            default -> throw data.malformed(4, "EI_CLASS is %d, expected 2".formatted(data.u8(4)));
        }
        switch (data.u8(5)) {
            case 1 -> {}
            case 2 -> throw unsupported("a big-endian program; only little-endian is supported");
            default -> throw data.malformed(5, "EI_DATA is %d, expected 1".formatted(data.u8(5)));
        }
        expect("EI_VERSION", 6, data.u8(6), 1);
    }

    private ElfHeader readHeader(SectionReader sections) throws MalformedElfException {
        expect("e_version", 20, data.u32(20), 1);
        expect("e_ehsize", 52, data.u16(52), ElfHeader.SIZE);
        int programHeaderCount = data.u16(56);
        if (programHeaderCount == 0xffff) {
            throw data.malformed(56, "e_phnum is 65535, expected at most 65534");
        }
        if (programHeaderCount > 0) {
            expect("e_phentsize", 54, data.u16(54), ProgramHeader.SIZE);
        }
        return new ElfHeader(
                data.u8(7),
                data.u16(16),
                data.u16(18),
                data.u64(24),
                data.u64(32),
                programHeaderCount,
                data.u64(40),
                sections.count(),
                sections.nameIndex(),
                data.s32(48));
    }

    private List<ProgramHeader> readProgramHeaders(ElfHeader header) throws MalformedElfException {
        long offset = header.programHeaderOffset();
        int count = header.programHeaderCount();
        if (!data.contains(offset, (long) count * ProgramHeader.SIZE)) {
            throw data.malformed(
                    32,
                    "e_phoff is 0x%x: %d program headers from there do not fit in %d bytes"
                            .formatted(offset, count, data.size()));
        }
        List<ProgramHeader> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            headers.add(readProgramHeader(offset + (long) i * ProgramHeader.SIZE));
        }
        return headers;
    }

    private ProgramHeader readProgramHeader(long at) throws MalformedElfException {
        ProgramHeader header =
                new ProgramHeader(
                        data.s32(at),
                        data.s32(at + 4),
                        data.u64(at + 8),
                        data.u64(at + 16),
                        data.u64(at + 32),
                        data.u64(at + 40),
                        data.u64(at + 48));
        switch (header.type()) {
            case ProgramHeader.LOAD -> checkLoad(header, at);
            case ProgramHeader.INTERPRETER, ProgramHeader.NOTE -> checkInFile(header, at);
            case ProgramHeader.TLS -> {
                checkInFile(header, at);
                checkSizes(header, at);
            }
            default -> {}
        }
        return header;
    }

    private void checkLoad(ProgramHeader header, long at) throws MalformedElfException {
        checkInFile(header, at);
        checkSizes(header, at);
        long address = header.address();
        if (header.memorySize() < 0 || address < 0 || address + header.memorySize() < 0) {
            throw data.malformed(
                    at + 16,
                    "p_vaddr 0x%x and p_memsz 0x%x leave the address space"
                            .formatted(address, header.memorySize()));
        }
        long alignment = header.alignment();
        if (alignment < 0 || (alignment & alignment - 1) != 0) {
            throw data.malformed(
                    at + 48, "p_align is 0x%x, expected a power of two".formatted(alignment));
        }
        if (alignment > 1 && (address - header.offset() & alignment - 1) != 0) {
            throw data.malformed(
                    at + 16,
                    "p_vaddr 0x%x and p_offset 0x%x differ modulo p_align 0x%x"
                            .formatted(address, header.offset(), alignment));
        }
    }

    private void checkInFile(ProgramHeader header, long at) throws MalformedElfException {
        if (!data.contains(header.offset(), header.fileSize())) {
            throw data.malformed(
                    at + 8,
                    "p_offset 0x%x and p_filesz 0x%x leave the file of %d bytes"
                            .formatted(header.offset(), header.fileSize(), data.size()));
        }
    }

    private void checkSizes(ProgramHeader header, long at) throws MalformedElfException {
        if (Long.compareUnsigned(header.fileSize(), header.memorySize()) > 0) {
            throw data.malformed(
                    at + 40,
                    "p_memsz is 0x%x, expected at least p_filesz 0x%x"
                            .formatted(header.memorySize(), header.fileSize()));
        }
    }

    private Optional<String> readInterpreter(List<ProgramHeader> headers)
            throws MalformedElfException {
        for (ProgramHeader header : headers) {
            if (header.type() == ProgramHeader.INTERPRETER) {
                long size = Math.min(header.fileSize(), MAX_INTERPRETER_LENGTH);
                return Optional.of(data.string(header.offset(), header.offset() + size));
            }
        }
        return Optional.empty();
    }

    private void expect(String field, long offset, long found, long expected)
            throws MalformedElfException {
        if (found != expected) {
            throw data.malformed(offset, field + " is " + found + ", expected " + expected);
        }
    }

    private UnsupportedProgramException unsupported(String detail) {
        return new UnsupportedProgramException(data.file(), detail);
    }
}
