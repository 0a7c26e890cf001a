package dev.tracewright.elf;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A validated ELF64 file with its bytes.
///
/// What execution needs (header, program headers) is always valid. Sections, symbols and notes are
/// empty where the file has none or where they are damaged; [#defects] says so.
public final class ElfFile {
    private final ElfData data;
    private final ElfHeader header;
    private final List<ProgramHeader> programHeaders;
    private final Optional<String> interpreter;
    private OptionalParts parts;

    /// What a program runs without.
    record OptionalParts(
            List<SectionHeader> sections,
            List<Symbol> symbols,
            List<Note> notes,
            List<MalformedElfException> defects) {}

    ElfFile(
            ElfData data,
            ElfHeader header,
            List<ProgramHeader> programHeaders,
            Optional<String> interpreter) {
        this.data = data;
        this.header = header;
        this.programHeaders = List.copyOf(programHeaders);
        this.interpreter = interpreter;
    }

    /// Read when they are first asked for: a program that only runs needs none of them.
    private synchronized OptionalParts parts() {
        if (parts == null) {
            parts = new SectionReader(data).read(header, programHeaders);
        }
        return parts;
    }

    /// The name it was read under.
    public String name() {
        return data.file();
    }

    /// The file header.
    public ElfHeader header() {
        return header;
    }

    /// The program headers in the order of the file.
    public List<ProgramHeader> programHeaders() {
        return programHeaders;
    }

    /// The program headers of one type.
    public List<ProgramHeader> programHeaders(int type) {
        return programHeaders.stream().filter(p -> p.type() == type).toList();
    }

    /// The section headers in the order of the file, entry 0 included.
    public List<SectionHeader> sections() {
        return parts().sections();
    }

    /// The first section of a name.
    public Optional<SectionHeader> section(String name) {
        return sections().stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /// The full symbol table, or the dynamic one where a stripped file has only that.
    public List<Symbol> symbols() {
        return parts().symbols();
    }

    /// The notes of all `PT_NOTE` segments.
    public List<Note> notes() {
        return parts().notes();
    }

    /// What was found damaged and left out, each with offset and expectation.
    public List<MalformedElfException> defects() {
        return parts().defects();
    }

    /// The program interpreter (dynamic linker) that the file asks for.
    public Optional<String> interpreter() {
        return interpreter;
    }

    /// The GNU build-id in lower-case hexadecimal, or empty.
    public String buildId() {
        for (Note note : notes()) {
            if (note.type() == Note.BUILD_ID && note.owner().equals("GNU")) {
                byte[] id = new byte[note.size()];
                System.arraycopy(data.content(), (int) note.offset(), id, 0, id.length);
                return HexFormat.of().formatHex(id);
            }
        }
        return "";
    }

    /// The file's part of a segment, read-only.
    public ByteBuffer bytes(ProgramHeader segment) throws MalformedElfException {
        return data.slice(segment.offset(), segment.fileSize());
    }

    /// A section's bytes, read-only; none for a section without bytes in the file.
    public ByteBuffer bytes(SectionHeader section) throws MalformedElfException {
        return section.isInFile()
                ? data.slice(section.offset(), section.size())
                : ByteBuffer.allocate(0);
    }

    /// The whole file, read-only.
    public ByteBuffer content() {
        return ByteBuffer.wrap(data.content()).asReadOnlyBuffer();
    }
}
