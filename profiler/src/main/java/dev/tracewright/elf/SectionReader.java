package dev.tracewright.elf;

import java.util.ArrayList;
import java.util.List;

/// Reads what a program runs without: sections, symbols and notes. Damage ends the part that is
/// damaged, and is noted.
final class SectionReader {
    /// Names may share tails, but a hostile file must not turn kilobytes into gigabytes: all names
    /// of a table together may have this many times the bytes of their string table.
    private static final int MAX_NAME_EXPANSION = 16;

    /// Segments may overlap, so the number of notes is bounded as well.
    private static final int MAX_NOTES = 1 << 16;

    private static final int EXTENDED_INDEX = 0xffff;

    private final ElfData data;
    private final List<MalformedElfException> defects = new ArrayList<>();

    SectionReader(ElfData data) {
        this.data = data;
    }

    private interface Part<T> {
        T read() throws MalformedElfException;
    }

    /// Bytes that names are taken from, with what is left to take.
    private final class Names {
        private final SectionHeader table;
        private long budget;

        Names(SectionHeader table) {
            this.table = table;
            this.budget = MAX_NAME_EXPANSION * (table.size() + 1);
        }

        String at(long nameOffset, long field) throws MalformedElfException {
            if (Long.compareUnsigned(nameOffset, table.size()) >= 0) {
                throw data.malformed(
                        field,
                        "the name lies at 0x%x in a string table of 0x%x bytes"
                                .formatted(nameOffset, table.size()));
            }
            String name = data.string(table.offset() + nameOffset, table.offset() + table.size());
            budget -= name.length();
            if (budget < 0) {
                throw data.malformed(field, "the names have more bytes than their string table");
            }
            return name;
        }
    }

    /// `e_shnum`, or where it is 0 the number in the first section header.
    long count() throws MalformedElfException {
        long offset = data.u64(40);
        int count = data.u16(60);
        return count == 0 && offset != 0 && data.contains(offset, SectionHeader.SIZE)
                ? data.u64(offset + 32)
                : count;
    }

    /// `e_shstrndx`, or where that is 0xffff the number in the first section header.
    long nameIndex() throws MalformedElfException {
        long offset = data.u64(40);
        int index = data.u16(62);
        return index == EXTENDED_INDEX && data.contains(offset, SectionHeader.SIZE)
                ? data.u32(offset + 40)
                : index;
    }

    ElfFile.OptionalParts read(ElfHeader header, List<ProgramHeader> segments) {
        List<SectionHeader> sections = attempt(() -> readSections(header), List.of());
        return new ElfFile.OptionalParts(
                List.copyOf(sections),
                List.copyOf(attempt(() -> readSymbols(sections), List.of())),
                List.copyOf(attempt(() -> readNotes(segments), List.of())),
                List.copyOf(defects));
    }

    private <T> T attempt(Part<T> part, T instead) {
        try {
            return part.read();
        } catch (MalformedElfException defect) {
            defects.add(defect);
            return instead;
        }
    }

    private List<SectionHeader> readSections(ElfHeader header) throws MalformedElfException {
        long offset = header.sectionHeaderOffset();
        long count = header.sectionHeaderCount();
        if (offset == 0 || count == 0) {
            return List.of();
        }
        int size = data.u16(58);
        if (size != SectionHeader.SIZE) {
            throw data.malformed(
                    58, "e_shentsize is %d, expected %d".formatted(size, SectionHeader.SIZE));
        }
        if (count < 0
                || count > data.size() / SectionHeader.SIZE
                || !data.contains(offset, count * SectionHeader.SIZE)) {
            throw data.malformed(
                    40,
                    "e_shoff is 0x%x: %s section headers from there do not fit in %d bytes"
                            .formatted(offset, Long.toUnsignedString(count), data.size()));
        }
        List<SectionHeader> unnamed = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            unnamed.add(readSection(offset + (long) i * SectionHeader.SIZE));
        }
        return attempt(() -> nameSections(header, unnamed), unnamed);
    }

    private SectionHeader readSection(long at) throws MalformedElfException {
        SectionHeader section =
                new SectionHeader(
                        "",
                        data.s32(at + 4),
                        data.u64(at + 8),
                        data.u64(at + 16),
                        data.u64(at + 24),
                        data.u64(at + 32),
                        data.s32(at + 40),
                        data.s32(at + 44),
                        data.u64(at + 48),
                        data.u64(at + 56));
        if (section.isInFile() && !data.contains(section.offset(), section.size())) {
            throw data.malformed(
                    at + 24,
                    "sh_offset 0x%x and sh_size 0x%x leave the file of %d bytes"
                            .formatted(section.offset(), section.size(), data.size()));
        }
        return section;
    }

    private List<SectionHeader> nameSections(ElfHeader header, List<SectionHeader> unnamed)
            throws MalformedElfException {
        if (header.sectionNameIndex() == 0) {
            return unnamed;
        }
        Names names = new Names(stringTable(unnamed, header.sectionNameIndex(), 62));
        List<SectionHeader> named = new ArrayList<>(unnamed.size());
        for (SectionHeader section : unnamed) {
            long at = header.sectionHeaderOffset() + (long) named.size() * SectionHeader.SIZE;
            named.add(
                    new SectionHeader(
                            names.at(data.u32(at), at),
                            section.type(),
                            section.flags(),
                            section.address(),
                            section.offset(),
                            section.size(),
                            section.link(),
                            section.info(),
                            section.alignment(),
                            section.entrySize()));
        }
        return named;
    }

    private SectionHeader stringTable(List<SectionHeader> sections, long index, long field)
            throws MalformedElfException {
        if (index < 0
                || index >= sections.size()
                || sections.get((int) index).type() != SectionHeader.STRING_TABLE) {
            throw data.malformed(
                    field,
                    "section %d should be a string table, there are %d sections"
                            .formatted(index, sections.size()));
        }
        return sections.get((int) index);
    }

    private List<Symbol> readSymbols(List<SectionHeader> sections) throws MalformedElfException {
        for (int type : new int[] {SectionHeader.SYMBOL_TABLE, SectionHeader.DYNAMIC_SYMBOLS}) {
            for (SectionHeader section : sections) {
                if (section.type() == type) {
                    return readSymbols(section, sections);
                }
            }
        }
        return List.of();
    }

    private List<Symbol> readSymbols(SectionHeader table, List<SectionHeader> sections)
            throws MalformedElfException {
        if (table.entrySize() != Symbol.SIZE || table.size() % Symbol.SIZE != 0) {
            throw data.malformed(
                    table.offset(),
                    "a symbol table of %d bytes with entries of %d, expected entries of %d"
                            .formatted(table.size(), table.entrySize(), Symbol.SIZE));
        }
        Names names = new Names(stringTable(sections, table.link(), table.offset()));
        List<Symbol> symbols = new ArrayList<>((int) (table.size() / Symbol.SIZE));
        for (long at = table.offset(); at < table.offset() + table.size(); at += Symbol.SIZE) {
            int info = data.u8(at + 4);
            symbols.add(
                    new Symbol(
                            names.at(data.u32(at), at),
                            data.u64(at + 8),
                            data.u64(at + 16),
                            info & 15,
                            info >> 4,
                            data.u16(at + 6)));
        }
        return symbols;
    }

    private List<Note> readNotes(List<ProgramHeader> segments) throws MalformedElfException {
        List<Note> notes = new ArrayList<>();
        for (ProgramHeader segment : segments) {
            if (segment.type() == ProgramHeader.NOTE) {
                readNotes(segment, notes);
            }
        }
        return notes;
    }

    /// Notes are padded to 4 bytes, in segments aligned to 8 to 8 (gABI, "Note Section").
    private void readNotes(ProgramHeader segment, List<Note> notes) throws MalformedElfException {
        long padding = segment.alignment() == 8 ? 7 : 3;
        long at = segment.offset();
        long end = segment.offset() + segment.fileSize();
        while (at + 12 <= end) {
            long nameSize = data.u32(at);
            long size = data.u32(at + 4);
            long description = at + 12 + nameSize + padding - segment.offset() & ~padding;
            description += segment.offset();
            if (nameSize > end - at - 12 || description > end || size > end - description) {
                throw data.malformed(
                        at,
                        "a note with n_namesz 0x%x and n_descsz 0x%x leaves its segment"
                                .formatted(nameSize, size));
            }
            if (notes.size() == MAX_NOTES) {
                throw data.malformed(at, "more than %d notes".formatted(MAX_NOTES));
            }
            String owner = nameSize == 0 ? "" : data.string(at + 12, at + 12 + nameSize);
            notes.add(new Note(owner, data.s32(at + 8), description, (int) size));
            at = description + (size + padding & ~padding);
        }
    }
}
