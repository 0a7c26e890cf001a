package dev.tracewright.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.elf.ElfBuilder;
import dev.tracewright.elf.ElfReader;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.program.LaunchOptions;
import dev.tracewright.program.ProgramImage;
import dev.tracewright.program.ProgramLoader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

class ProgramCodeTest {
    private static final long BASE = 0x1_0000;
    private static final int DATA = 6;

    private final GuestMemory memory = GuestMemory.reserve();

    @AfterEach
    void close() {
        memory.close();
    }

    private ProgramImage load(short... parcels) throws IOException {
        ByteBuffer code = ByteBuffer.allocate(2 * parcels.length).order(ByteOrder.LITTLE_ENDIAN);
        code.asShortBuffer().put(parcels);
        ElfBuilder program =
                ElfBuilder.program(BASE, code.array())
                        .load(0x1_2000, DATA, new byte[] {0x13, 0, 0, 0}, 4);
        return ProgramLoader.load(
                        ElfReader.read(program.build(), "t"),
                        Path.of("t"),
                        memory,
                        LaunchOptions.of())
                .image();
    }

    @Test
    void fileAndMemoryHoldTheSameInstructions() throws IOException {
        // addi x0, x0, 0; c.nop; ecall; what is left of the page is illegal.
        ProgramImage image =
                load((short) 0x13, (short) 0, (short) 1, (short) 0x73, (short) 0, (short) 0);
        ProgramCode file = ProgramCode.of(image);
        ProgramCode loaded = ProgramCode.of(memory);

        for (long pc = BASE - 8; pc < BASE + 12; pc += 2) {
            assertEquals(file.at(pc), loaded.at(pc), "0x" + Long.toHexString(pc));
        }
        assertEquals(Optional.of(Opcode.ADDI), file.at(BASE).map(Instruction::opcode));
        assertEquals(Optional.of(Opcode.C_ADDI), file.at(BASE + 4).map(Instruction::row));
        assertEquals(Optional.of(Opcode.ECALL), file.at(BASE + 6).map(Instruction::opcode));
        assertTrue(file.at(BASE + 10).isEmpty());
    }

    @Test
    void dataIsNotCode() throws IOException {
        ProgramImage image = load((short) 0x13, (short) 0);

        assertTrue(ProgramCode.of(image).at(0x1_2000).isEmpty());
        assertTrue(ProgramCode.of(memory).at(0x1_2000).isEmpty());
    }

    @Test
    void instructionThatReachesBeyondTheCodeIsNone() throws IOException {
        ProgramImage image = load((short) 1, (short) 0x13);

        assertTrue(ProgramCode.of(image).at(BASE).isPresent());
        assertTrue(ProgramCode.of(image).at(BASE + 2).isEmpty());
    }
}
