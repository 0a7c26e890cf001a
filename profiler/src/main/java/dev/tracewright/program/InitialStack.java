package dev.tracewright.program;

import dev.tracewright.elf.ElfHeader;
import dev.tracewright.elf.ProgramHeader;
import dev.tracewright.memory.GuestMemory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Builds what a Linux program finds on its stack: `argc`, `argv`, `envp` and the auxiliary vector,
/// above them the strings they point to.
public final class InitialStack {
    /// Strings and vectors together may take a quarter of the stack, as in Linux.
    private static final long MAX_SIZE = AddressLayout.STACK_SIZE / 4;

    private static final int RANDOM_BYTES = 16;

    /// The letters of the extensions in `AT_HWCAP`: bit 0 is A.
    private static final String EXTENSIONS = "IMAFDC";

    private static final long CLOCK_TICKS_PER_SECOND = 100;

    private final GuestMemory memory;
    private long top = AddressLayout.STACK_TOP - Long.BYTES;

    private InitialStack(GuestMemory memory) {
        this.memory = memory;
    }

    /// The entries of the auxiliary vector, by the numbers of `linux/auxvec.h`.
    private enum Auxiliary {
        PHDR(3),
        PHENT(4),
        PHNUM(5),
        PAGESZ(6),
        BASE(7),
        FLAGS(8),
        ENTRY(9),
        UID(11),
        EUID(12),
        GID(13),
        EGID(14),
        HWCAP(16),
        CLKTCK(17),
        SECURE(23),
        RANDOM(25),
        EXECFN(31);

        private final int number;

        Auxiliary(int number) {
            this.number = number;
        }
    }

    /// Writes the stack of a program into its mapped stack region; returns the stack pointer.
    ///
    /// @throws IllegalArgumentException if the strings take more than a quarter of the stack
    public static long build(GuestMemory memory, ProgramImage image, LaunchOptions options) {
        checkSize(image, options);
        InitialStack stack = new InitialStack(memory);
        long executable = stack.push(image.path().toString());
        List<Long> environment = stack.pushAll(options.environment());
        List<Long> arguments = stack.pushAll(options.arguments());
        arguments.addFirst(stack.push(image.path().toString()));
        byte[] random = new byte[RANDOM_BYTES];
        RandomSource.of(options.deterministic(), 1).fill(random);
        long randomAddress = stack.push(random);

        List<Long> words = new ArrayList<>();
        words.add((long) arguments.size());
        words.addAll(arguments);
        words.add(0L);
        words.addAll(environment);
        words.add(0L);
        Identity identity = Identity.of(options.deterministic());
        for (Auxiliary entry : Auxiliary.values()) {
            words.add((long) entry.number);
            words.add(
                    switch (entry) {
                        case RANDOM -> randomAddress;
                        case EXECFN -> executable;
                        default -> value(entry, image, identity);
                    });
        }
        words.add(0L);
        words.add(0L);
        return stack.pushWords(words);
    }

    private static long value(Auxiliary entry, ProgramImage image, Identity identity) {
        return switch (entry) {
            case PHDR -> image.programHeaders();
            case PHENT -> ProgramHeader.SIZE;
            case PHNUM -> image.elf().header().programHeaderCount();
            case PAGESZ -> GuestMemory.PAGE_SIZE;
            case ENTRY -> image.entry();
            case UID, EUID -> identity.user();
            case GID, EGID -> identity.group();
            case HWCAP -> EXTENSIONS.chars().mapToLong(c -> 1L << c - 'A').sum();
            case CLKTCK -> CLOCK_TICKS_PER_SECOND;
            case BASE, FLAGS, SECURE, RANDOM, EXECFN -> 0;
        };
    }

    private static void checkSize(ProgramImage image, LaunchOptions options) {
        long size = ElfHeader.SIZE + 2L * (image.path().toString().length() + 1);
        for (List<String> strings : List.of(options.arguments(), options.environment())) {
            for (String string : strings) {
                size += string.getBytes(StandardCharsets.UTF_8).length + 1L + Long.BYTES;
            }
        }
        if (size > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "arguments and environment take %d bytes, at most %d are possible"
                            .formatted(size, MAX_SIZE));
        }
    }

    /// Pushes strings so that they lie in memory in their order; returns their addresses.
    private List<Long> pushAll(List<String> strings) {
        List<Long> addresses = new ArrayList<>();
        for (String string : strings.reversed()) {
            addresses.addFirst(push(string));
        }
        return addresses;
    }

    private long push(String string) {
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        top -= 1;
        memory.storeByte(top, 0);
        return push(bytes);
    }

    private long push(byte[] bytes) {
        top -= bytes.length;
        memory.write(top, bytes, 0, bytes.length);
        return top;
    }

    /// The stack pointer is a multiple of 16 (RISC-V psABI, "Integer Calling Convention").
    private long pushWords(List<Long> words) {
        top = top - (long) Long.BYTES * words.size() & -16;
        long address = top;
        for (long word : words) {
            memory.storeLong(address, word);
            address += Long.BYTES;
        }
        return top;
    }
}
