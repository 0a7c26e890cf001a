package dev.tracewright.guest;

import dev.tracewright.elf.ElfBuilder;
import dev.tracewright.isa.Encoder;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Programs of a few instructions, for what can be predicted by counting on one's fingers.
public final class TinyProgram {
    /// Where each begins.
    public static final long START = 0x10000;

    /// The start of the loop in [#counting].
    public static final long LOOP = START + 4;

    /// How many instructions [#counting] executes.
    public static final long COUNTED = 1 + 3 * 1000 + 3;

    private TinyProgram() {}

    /// Goes a thousand times through `bump`, a loop of three instructions, and exits.
    public static Path counting(Path folder, int exitStatus) throws IOException {
        return write(
                folder.resolve("counting.elf"),
                immediate(Opcode.ADDI, 5, 0, 1000),
                immediate(Opcode.ADDI, 6, 6, 3),
                immediate(Opcode.ADDI, 5, 5, -1),
                word(Opcode.BNE, 0, 5, 0, -8),
                immediate(Opcode.ADDI, 10, 0, exitStatus),
                immediate(Opcode.ADDI, 17, 0, 93),
                word(Opcode.ECALL, 0, 0, 0, 0));
    }

    /// Reads from address 8 with its third instruction, called by its first.
    public static Path faulting(Path folder) throws IOException {
        return write(
                folder.resolve("faulting.elf"),
                word(Opcode.JAL, 1, 0, 0, 8),
                word(Opcode.EBREAK, 0, 0, 0, 0),
                immediate(Opcode.ADDI, 5, 0, 77),
                immediate(Opcode.LD, 6, 0, 8));
    }

    /// Never ends.
    public static Path endless(Path folder) throws IOException {
        return write(folder.resolve("endless.elf"), word(Opcode.JAL, 0, 0, 0, 0));
    }

    /// Writes a function into memory beyond its file, calls it, and exits.
    public static Path generating(Path folder) throws IOException {
        int returnWord = word(Opcode.JALR, 0, 1, 0, 0);
        byte[] code =
                code(
                        word(Opcode.LUI, 5, 0, 0, (int) START + 0x2000),
                        word(Opcode.LUI, 6, 0, 0, returnWord & ~0xfff),
                        immediate(Opcode.ADDI, 6, 6, returnWord & 0xfff),
                        word(Opcode.SW, 0, 5, 6, 0),
                        word(Opcode.FENCE_I, 0, 0, 0, 0),
                        immediate(Opcode.JALR, 1, 5, 0),
                        immediate(Opcode.ADDI, 17, 0, 93),
                        word(Opcode.ECALL, 0, 0, 0, 0));
        byte[] elf =
                ElfBuilder.program(START, code(word(Opcode.ECALL, 0, 0, 0, 0)))
                        .load(START + 0x1000, 7, code, 0x2000)
                        .entry(START + 0x1000)
                        .build();
        return Files.write(folder.resolve("generating.elf"), elf);
    }

    /// A program that asks for an interpreter.
    public static Path dynamic(Path folder) throws IOException {
        byte[] code = code(word(Opcode.ECALL, 0, 0, 0, 0));
        byte[] elf =
                ElfBuilder.program(START, code).interpreter("/lib/ld-linux-riscv64.so.1").build();
        return Files.write(folder.resolve("dynamic.elf"), elf);
    }

    private static Path write(Path file, int... words) throws IOException {
        byte[] code = code(words);
        byte[] elf =
                ElfBuilder.program(START, code)
                        .function("_start", START, 4)
                        .function("bump", LOOP, code.length - 4)
                        .buildId((byte) 0xab, (byte) words.length)
                        .build();
        return Files.write(file, elf);
    }

    private static int immediate(Opcode opcode, int rd, int rs1, int value) {
        return word(opcode, rd, rs1, 0, value);
    }

    private static int word(Opcode opcode, int rd, int rs1, int rs2, int imm) {
        return Encoder.encode(new Instruction(opcode, opcode, 0, rd, rs1, rs2, 0, 0, imm));
    }

    private static byte[] code(int... words) {
        ByteBuffer bytes =
                ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }
}
