package dev.tracewright.program;

import dev.tracewright.elf.ElfFile;
import dev.tracewright.elf.ElfHeader;
import dev.tracewright.elf.ElfReader;
import dev.tracewright.elf.MalformedElfException;
import dev.tracewright.elf.ProgramHeader;
import dev.tracewright.elf.UnsupportedProgramException;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Maps static RISC-V programs (with fixed addresses or position-independent) into memory.
public final class ProgramLoader {
    /// `e_flags` bits of the RISC-V psABI: the register set of RV32E/RV64E, and the ABI of floats.
    private static final int REDUCED_REGISTERS = 0x8;

    private static final int FLOAT_ABI = 0x6;

    private final ElfFile elf;
    private final GuestMemory memory;
    private final String path;

    private ProgramLoader(ElfFile elf, GuestMemory memory) {
        this.elf = elf;
        this.memory = memory;
        this.path = elf.name();
    }

    /// Loads a program with its stack into an empty address space.
    ///
    /// @throws MalformedElfException if the file breaks the rules of ELF64
    /// @throws UnsupportedProgramException if it is a program of another kind
    /// @throws IOException if it cannot be read
    public static LoadedProgram load(Path path, GuestMemory memory, LaunchOptions options)
            throws IOException {
        return load(ElfReader.read(path), path, memory, options);
    }

    /// Loads a program that was read already; `path` is what the program sees as its own name.
    public static LoadedProgram load(
            ElfFile elf, Path path, GuestMemory memory, LaunchOptions options)
            throws MalformedElfException, UnsupportedProgramException {
        ProgramLoader loader = new ProgramLoader(elf, memory);
        loader.checkKind();
        ProgramImage image = loader.mapImage(path);
        loader.mapStack();
        long stackPointer = InitialStack.build(memory, image, options);
        return new LoadedProgram(image, stackPointer, roundUp(image.end()));
    }

    private void checkKind() throws UnsupportedProgramException {
        ElfHeader header = elf.header();
        if (header.machine() != ElfHeader.RISCV) {
            throw unsupported(
                    "a program for machine %d; only RISC-V (243) programs are supported"
                            .formatted(header.machine()));
        }
        switch (header.type()) {
            case ElfHeader.EXECUTABLE, ElfHeader.SHARED_OBJECT -> {}
            case ElfHeader.RELOCATABLE -> throw unsupported("an object file; link it first");
            case ElfHeader.CORE -> throw unsupported("a core dump, not a program");
            default -> throw unsupported("e_type is %d, not a program".formatted(header.type()));
        }
        if (elf.interpreter().isPresent()) {
            throw unsupported(
                    "a dynamic executable that asks for the interpreter "
                            + elf.interpreter().get()
                            + "; only static programs are supported (link with -static)");
        }
        if (header.type() == ElfHeader.SHARED_OBJECT && header.entry() == 0) {
            throw unsupported("a shared library, not a program");
        }
        if ((header.flags() & REDUCED_REGISTERS) != 0
                || (header.flags() & FLOAT_ABI) == FLOAT_ABI) {
            throw unsupported(
                    "e_flags 0x%x ask for RV64E or quad-precision floats"
                            .formatted(header.flags()));
        }
    }

    private ProgramImage mapImage(Path file)
            throws MalformedElfException, UnsupportedProgramException {
        List<ProgramHeader> loads =
                elf.programHeaders(ProgramHeader.LOAD).stream()
                        .filter(header -> header.memorySize() > 0)
                        .toList();
        checkOrder(loads);
        long bias = chooseBias(loads);
        checkPlace(loads, bias);
        List<Segment> segments = new ArrayList<>();
        for (ProgramHeader load : loads) {
            segments.add(segment(load, bias));
        }
        mapPages(segments, file.toString());
        for (ProgramHeader load : loads) {
            memory.initialize(load.address() + bias, MemorySegment.ofBuffer(elf.bytes(load)));
        }
        checkEntry(segments, bias);
        return new ProgramImage(file, elf, bias, programHeaderAddress(loads, bias), segments);
    }

    private void checkOrder(List<ProgramHeader> loads) throws MalformedElfException {
        if (loads.isEmpty()) {
            throw malformed(elf.header().programHeaderOffset(), "there is no PT_LOAD segment");
        }
        long end = 0;
        for (ProgramHeader load : loads) {
            if (load.address() < end) {
                throw malformed(
                        elf.header().programHeaderOffset(),
                        "the PT_LOAD segment at 0x%x begins before 0x%x, where the one before ends"
                                .formatted(load.address(), end));
            }
            end = load.address() + load.memorySize();
        }
    }

    private long chooseBias(List<ProgramHeader> loads) {
        if (elf.header().type() == ElfHeader.EXECUTABLE) {
            return 0;
        }
        long alignment = loads.stream().mapToLong(ProgramHeader::alignment).max().orElseThrow();
        return AddressLayout.PIE_BASE
                - (loads.getFirst().address() & -Math.max(alignment, GuestMemory.PAGE_SIZE));
    }

    private void checkPlace(List<ProgramHeader> loads, long bias)
            throws UnsupportedProgramException {
        long start = loads.getFirst().address() + bias;
        long size =
                loads.getLast().address()
                        + loads.getLast().memorySize()
                        - loads.getFirst().address();
        long room = AddressLayout.MMAP_TOP - start;
        if (start < AddressLayout.LOWEST_PROGRAM || room < 0 || size > room) {
            throw unsupported(
                    "its segments need 0x%x bytes at 0x%x; a program must lie in 0x%x-0x%x"
                            .formatted(
                                    size,
                                    start,
                                    AddressLayout.LOWEST_PROGRAM,
                                    AddressLayout.MMAP_TOP));
        }
    }

    private static Segment segment(ProgramHeader load, long bias) {
        int permissions =
                (load.has(ProgramHeader.READABLE) ? Permission.READ : 0)
                        | (load.has(ProgramHeader.WRITABLE) ? Permission.READ_WRITE : 0)
                        | (load.has(ProgramHeader.EXECUTABLE) ? Permission.EXECUTE : 0);
        long start = load.address() + bias;
        return new Segment(start, start + load.memorySize(), permissions, load.offset());
    }

    /// Maps the segments; a page that two of them share permits what either permits.
    private void mapPages(List<Segment> segments, String name) {
        long mappedTo = 0;
        int last = 0;
        for (Segment segment : segments) {
            long start = segment.start() & -GuestMemory.PAGE_SIZE;
            long end = roundUp(segment.end());
            if (start < mappedTo) {
                memory.protect(start, GuestMemory.PAGE_SIZE, last | segment.permissions());
                start = mappedTo;
                last |= end == mappedTo ? segment.permissions() : 0;
            }
            if (start < end) {
                memory.map(start, end - start, segment.permissions(), name);
                last = segment.permissions();
                mappedTo = end;
            }
        }
    }

    private void checkEntry(List<Segment> segments, long bias) throws MalformedElfException {
        long entry = elf.header().entry() + bias;
        for (Segment segment : segments) {
            if (segment.contains(entry) && segment.permits(Permission.EXECUTE) && entry % 2 == 0) {
                return;
            }
        }
        throw malformed(
                24,
                "e_entry is 0x%x, expected an even address in an executable segment"
                        .formatted(elf.header().entry()));
    }

    private long programHeaderAddress(List<ProgramHeader> loads, long bias) {
        long offset = elf.header().programHeaderOffset();
        for (ProgramHeader load : loads) {
            if (offset >= load.offset() && offset < load.offset() + load.fileSize()) {
                return offset - load.offset() + load.address() + bias;
            }
        }
        return 0;
    }

    private void mapStack() {
        boolean executable =
                elf.programHeaders(ProgramHeader.GNU_STACK).stream()
                        .anyMatch(header -> header.has(ProgramHeader.EXECUTABLE));
        memory.map(
                AddressLayout.STACK_TOP - AddressLayout.STACK_SIZE,
                AddressLayout.STACK_SIZE,
                Permission.READ_WRITE | (executable ? Permission.EXECUTE : 0),
                "[stack]");
    }

    private static long roundUp(long address) {
        return address + GuestMemory.PAGE_SIZE - 1 & -GuestMemory.PAGE_SIZE;
    }

    private MalformedElfException malformed(long offset, String detail) {
        return new MalformedElfException(path, offset, detail);
    }

    private UnsupportedProgramException unsupported(String detail) {
        return new UnsupportedProgramException(path, detail);
    }
}
