package dev.tracewright.report;

import dev.tracewright.elf.ElfFile;
import dev.tracewright.elf.MalformedElfException;
import dev.tracewright.elf.ProgramHeader;
import dev.tracewright.elf.SectionHeader;
import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Disassembler;
import dev.tracewright.program.ProgramImage;
import dev.tracewright.program.SymbolTable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes down the instructions of a program's file, line by line.
public final class Disassembly {
    /// Takes the lines.
    @FunctionalInterface
    public interface Sink {
        /// Takes a line.
        ///
        /// @return whether more lines are wanted
        boolean line(String text);
    }

    /// Bytes of code at an address.
    private record Part(String name, long address, ByteBuffer bytes) {
        long end() {
            return address + bytes.limit();
        }
    }

    private final ProgramImage image;
    private final Disassembler disassembler;

    /// The disassembly of a program.
    public Disassembly(ProgramImage image, Disassembler.Style style) {
        this.image = image;
        disassembler =
                new Disassembler(
                        style,
                        address ->
                                image.symbols()
                                        .lookup(address)
                                        .map(SymbolTable.Location::toString));
    }

    /// Writes what lies from `start` up to `end`.
    ///
    /// @throws MalformedElfException if a section or segment is not within the file
    public void write(long start, long end, Sink sink) throws MalformedElfException {
        for (Part part : parts()) {
            long from = Math.max(start, part.address());
            long to = Math.min(end, part.end());
            if (from < to && !write(part, from, to, sink)) {
                return;
            }
        }
    }

    private boolean write(Part part, long from, long to, Sink sink) {
        if (!sink.line("") || !sink.line("Disassembly of " + part.name() + ":")) {
            return false;
        }
        long pc = from;
        while (pc + Short.BYTES <= to) {
            Optional<SymbolTable.Location> place = image.symbols().lookup(pc);
            boolean begins = pc == from || place.filter(l -> l.offset() == 0).isPresent();
            if (begins
                    && place.isPresent()
                    && !(sink.line("") && sink.line(label(pc, place.get())))) {
                return false;
            }
            int word = word(part, pc);
            if (!sink.line(line(pc, word))) {
                return false;
            }
            pc += Decoder.length(word);
        }
        return true;
    }

    private static String label(long pc, SymbolTable.Location place) {
        return "%016x <%s>:".formatted(pc, place);
    }

    private String line(long pc, int word) {
        boolean compressed = Decoder.length(word) == Short.BYTES;
        String encoding = compressed ? "%04x    ".formatted(word & 0xffff) : "%08x".formatted(word);
        String[] parts = disassembler.text(word, pc).split("\t", 2);
        return parts.length == 1
                ? "%8x:  %s  %s".formatted(pc, encoding, parts[0])
                : "%8x:  %s  %-10s %s".formatted(pc, encoding, parts[0], parts[1]);
    }

    // An instruction that the part's end cuts off is zero there.
    private static int word(Part part, long pc) {
        int offset = (int) (pc - part.address());
        int low = part.bytes().getShort(offset) & 0xffff;
        boolean whole = Decoder.length(low) == Short.BYTES || offset + 4 > part.bytes().limit();
        return whole ? low : part.bytes().getShort(offset + 2) << 16 | low;
    }

    private List<Part> parts() throws MalformedElfException {
        ElfFile elf = image.elf();
        var parts = new ArrayList<Part>();
        for (SectionHeader section : elf.sections()) {
            if (section.isInFile() && (section.flags() & SectionHeader.EXECUTABLE) != 0) {
                parts.add(part("section " + section.name(), section.address(), elf.bytes(section)));
            }
        }
        if (parts.isEmpty()) {
            for (ProgramHeader segment : elf.programHeaders(ProgramHeader.LOAD)) {
                if (segment.has(ProgramHeader.EXECUTABLE)) {
                    parts.add(part("a segment", segment.address(), elf.bytes(segment)));
                }
            }
        }
        return parts;
    }

    private Part part(String name, long address, ByteBuffer bytes) {
        ByteBuffer code = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        return new Part(name, address + image.loadBias(), code);
    }
}
