package dev.tracewright.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Builds small ELF64 files for tests, independently of the reader: header, program headers,
/// segments, and behind them a section table with symbols.
public final class ElfBuilder {
    private static final int PAGE = 4096;

    private final List<Part> parts = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private int type = ElfHeader.EXECUTABLE;
    private int machine = ElfHeader.RISCV;
    private int flags = 5;
    private long entry;
    private boolean sections = true;

    private ElfBuilder() {}

    /// A program header with its bytes.
    private record Part(int type, int flags, long address, byte[] bytes, long memorySize) {}

    /// A program of one executable segment at `address` that holds `code`; it starts there.
    public static ElfBuilder program(long address, byte[] code) {
        return new ElfBuilder().load(address, 5, code, code.length).entry(address);
    }

    public ElfBuilder load(long address, int flags, byte[] bytes, long memorySize) {
        return part(ProgramHeader.LOAD, flags, address, bytes, memorySize);
    }

    public ElfBuilder part(int type, int flags, long address, byte[] bytes, long memorySize) {
        parts.add(new Part(type, flags, address, bytes, memorySize));
        return this;
    }

    public ElfBuilder interpreter(String path) {
        byte[] bytes = (path + "\0").getBytes(StandardCharsets.UTF_8);
        return part(ProgramHeader.INTERPRETER, 4, 0, bytes, bytes.length);
    }

    public ElfBuilder buildId(byte... id) {
        ByteBuffer note = ByteBuffer.allocate(16 + id.length).order(ByteOrder.LITTLE_ENDIAN);
        note.putInt(4).putInt(id.length).putInt(Note.BUILD_ID).put("GNU\0".getBytes()).put(id);
        return part(ProgramHeader.NOTE, 4, 0, note.array(), note.capacity());
    }

    public ElfBuilder type(int changed) {
        type = changed;
        return this;
    }

    public ElfBuilder machine(int changed) {
        machine = changed;
        return this;
    }

    public ElfBuilder flags(int changed) {
        flags = changed;
        return this;
    }

    public ElfBuilder entry(long changed) {
        entry = changed;
        return this;
    }

    public ElfBuilder function(String name, long address, long size) {
        return symbol(name, address, size, Symbol.FUNCTION, Symbol.GLOBAL);
    }

    public ElfBuilder symbol(String name, long address, long size, int kind, int binding) {
        symbols.add(new Symbol(name, address, size, kind, binding, 1));
        return this;
    }

    public ElfBuilder stripped() {
        sections = false;
        return this;
    }

    public byte[] build() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int start = ElfHeader.SIZE + parts.size() * ProgramHeader.SIZE;
        ByteBuffer headers = buffer(start);
        headers.position(ElfHeader.SIZE);
        for (Part part : parts) {
            while ((start + body.size() - part.address) % PAGE != 0 && part.type == 1) {
                body.write(0);
            }
            putProgramHeader(headers, part, start + body.size());
            body.writeBytes(part.bytes);
        }
        while (body.size() % 8 != start % 8) {
            body.write(0);
        }
        SectionTable table = new SectionTable(start + body.size());
        if (sections) {
            body.writeBytes(table.bytes());
        }
        headers.position(0);
        putHeader(headers, table);
        ByteBuffer file = ByteBuffer.allocate(start + body.size());
        return file.put(headers.array()).put(body.toByteArray()).array();
    }

    private void putHeader(ByteBuffer to, SectionTable table) {
        to.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        to.putShort((short) type).putShort((short) machine).putInt(1);
        to.putLong(entry).putLong(ElfHeader.SIZE).putLong(sections ? table.headers() : 0);
        to.putInt(flags).putShort((short) ElfHeader.SIZE).putShort((short) ProgramHeader.SIZE);
        to.putShort((short) parts.size()).putShort((short) SectionHeader.SIZE);
        to.putShort((short) (sections ? 4 : 0)).putShort((short) (sections ? 3 : 0));
    }

    private static void putProgramHeader(ByteBuffer to, Part part, long offset) {
        to.putInt(part.type).putInt(part.flags).putLong(offset);
        to.putLong(part.address).putLong(part.address);
        to.putLong(part.bytes.length).putLong(part.memorySize);
        to.putLong(part.type == 1 ? PAGE : 4);
    }

    /// Sections: none, `.symtab`, `.strtab`, `.shstrtab`.
    private final class SectionTable {
        private final int start;
        private final byte[] symbolTable;
        private final byte[] strings;
        private final byte[] names = "\0.symtab\0.strtab\0.shstrtab\0".getBytes();

        SectionTable(int start) {
            this.start = start;
            ByteArrayOutputStream texts = new ByteArrayOutputStream();
            texts.write(0);
            ByteBuffer entries = buffer((symbols.size() + 1) * Symbol.SIZE);
            entries.position(Symbol.SIZE);
            for (Symbol symbol : symbols) {
                entries.putInt(texts.size());
                entries.put((byte) (symbol.binding() << 4 | symbol.type())).put((byte) 0);
                entries.putShort((short) symbol.sectionIndex());
                entries.putLong(symbol.value()).putLong(symbol.size());
                texts.writeBytes((symbol.name() + "\0").getBytes(StandardCharsets.UTF_8));
            }
            symbolTable = entries.array();
            strings = texts.toByteArray();
        }

        long headers() {
            return start + symbolTable.length + strings.length + names.length + 7L & -8;
        }

        byte[] bytes() {
            ByteBuffer all = buffer((int) headers() - start + 4 * SectionHeader.SIZE);
            all.put(symbolTable).put(strings).put(names);
            all.position((int) headers() - start + SectionHeader.SIZE);
            int at = start;
            put(all, 1, SectionHeader.SYMBOL_TABLE, at, symbolTable.length, 2, Symbol.SIZE);
            at += symbolTable.length;
            put(all, 9, SectionHeader.STRING_TABLE, at, strings.length, 0, 0);
            at += strings.length;
            put(all, 17, SectionHeader.STRING_TABLE, at, names.length, 0, 0);
            return all.array();
        }

        private void put(
                ByteBuffer to, int name, int kind, long offset, long size, int link, long entry) {
            to.putInt(name).putInt(kind).putLong(0).putLong(0).putLong(offset).putLong(size);
            to.putInt(link).putInt(0).putLong(1).putLong(entry);
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
