package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.engine.Cause;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.guest.Assembly;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Engines execute the code that is in memory now, whatever they decoded, fused or compiled before.
final class CodeChangeTest {
    private static final long PAGE = TextProgram.PAGE;
    private static final long FUNCTION = TextProgram.BASE + PAGE;
    private static final long ELSEWHERE = 0x8_0000;
    private static final int ALL = Permission.READ | Permission.WRITE | Permission.EXECUTE;

    /// What a program writes over its own code: the same instructions with other registers or
    /// immediates, others, and others of another length.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "addi x5, x6, 1 ; addi x7, x5, 2 | addi x5, x6, 1 ; addi x7, x6, 2",
                "addi x5, x6, 1 ; addi x5, x5, 2 | addi x6, x5, 1 ; addi x5, x6, 2",
                "addi x5, x6, 1 ; add x5, x5, x5 | addi x6, x6, 1 ; add x7, x5, x5",
                "addi x5, x6, 1 ; add x7, x5, x5 | addi x5, x6, 100 ; add x7, x5, x5",
                "addi x5, x6, 1 ; add x7, x5, x5 | xori x5, x6, 1 ; sub x7, x5, x6",
                "slli x5, x6, 3 ; add x7, x5, x5 | c.addi x5, 1 ; c.addi x6, 2; c.mv x7, x5; c.addi"
                        + " x7, 3",
                "c.addi x5, 1 ; c.addi x6, 2 | slli x5, x6, 3",
                "sd x8, x5, 8 ; ld x6, x8, 8 | sw x8, x5, 8 ; lw x6, x8, 8",
                "addi x5, x6, 1 ; addi x7, x5, 2 | addi x5, x6, 1 ; bne x5, x0, 8",
                "addi x5, x6, 1 ; addi x7, x5, 2 | jal x5, 8 ; addi x7, x5, 2",
                "bne x5, x6, 8 ; addi x7, x5, 2 | addi x5, x6, 1; addi x7, x7, 2",
                "bne x5, x6, 8 ; addi x7, x5, 2 | beq x5, x6, 8 ; addi x7, x5, 2",
                "addi x5, x6, 1 ; addi x7, x5, 2 | addi x5, x6, 1 ; ebreak",
                "fadd.d f5, f6, f7 ; fmul.d f6, f5, f5 | fadd.d f6, f6, f7 ; fmul.d f6, f5, f5",
            })
    void codeThatAProgramWritesIsExecutedAfterAFence(String before, String after) {
        int[] words = words(after);
        // The loop runs thirty times: ten with the old code, twenty with the new.
        var text = new StringBuilder("addi x20, x0, 30; addi x22, x0, 20\n");
        text.append("loop: addi x20, x20, -1; bne x20, x22, site\n");
        for (int i = 0; i < words.length; i++) {
            text.append("lw x23, x24, %d; sw x25, x23, %d%n".formatted(4 * i, 4 * i));
        }
        text.append("fence.i x0, x0, 0\nsite: ").append(before);
        text.append("\nxor x26, x26, x7; add x26, x26, x6; bne x20, x0, loop; ebreak\nothers: ");
        for (int i = 0; i < 120; i++) {
            text.append("addi x5, x6, %d%n".formatted(i));
        }
        var program = TextProgram.of(text.toString()).withWritableCode();
        long site = program.code().address("site");
        GuestProgram writing =
                new PreparedProgram(
                        program,
                        hart -> {
                            hart.x[24] = TextProgram.DATA;
                            hart.x[25] = site;
                            hart.memory.initialize(TextProgram.DATA, MemorySegment.ofArray(words));
                        });
        assertEquals(List.of(), Lockstep.mistakes(writing));
        long others = program.code().address("others");
        assertEquals(List.of(), Lockstep.mistakes(writing, PathPlans.shared(writing, others)));
    }

    private static int[] words(String text) {
        byte[] bytes = new Assembly(0, text).bytes();
        int[] words = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        return words;
    }

    /// Ways in which an operating system changes code.
    enum Change {
        WRITE {
            @Override
            void apply(GuestMemory memory, byte[] code) {
                memory.write(FUNCTION, code, 0, code.length);
            }
        },
        MAP {
            @Override
            void apply(GuestMemory memory, byte[] code) {
                memory.map(FUNCTION, PAGE, Permission.READ | Permission.EXECUTE);
                memory.initialize(FUNCTION, MemorySegment.ofArray(code));
            }
        },
        MAP_ZEROS {
            @Override
            void apply(GuestMemory memory, byte[] code) {
                memory.map(FUNCTION, PAGE, ALL);
            }
        },
        UNMAP {
            @Override
            void apply(GuestMemory memory, byte[] code) {
                memory.unmap(FUNCTION, PAGE);
            }
        },
        FORBID {
            @Override
            void apply(GuestMemory memory, byte[] code) {
                memory.protect(FUNCTION, PAGE, Permission.NONE);
            }
        },
        FORBID_EXECUTION {
            @Override
            void apply(GuestMemory memory, byte[] code) {
                memory.protect(FUNCTION, PAGE, Permission.READ | Permission.WRITE);
            }
        },
        FORBID_WRITE_AND_ALLOW {
            @Override
            void apply(GuestMemory memory, byte[] code) {
                memory.protect(FUNCTION, PAGE, Permission.READ | Permission.WRITE);
                memory.write(FUNCTION, code, 0, code.length);
                memory.protect(FUNCTION, PAGE, Permission.READ | Permission.EXECUTE);
            }
        },
        MOVE_OVER {
            @Override
            void apply(GuestMemory memory, byte[] code) {
                memory.map(ELSEWHERE, PAGE, ALL);
                memory.initialize(ELSEWHERE, MemorySegment.ofArray(code));
                memory.move(ELSEWHERE, PAGE, FUNCTION);
            }
        },
        MOVE_AWAY {
            @Override
            void apply(GuestMemory memory, byte[] code) {
                memory.move(FUNCTION, PAGE, ELSEWHERE);
            }
        };

        abstract void apply(GuestMemory memory, byte[] code);
    }

    private static final Assembly OLD =
            new Assembly(FUNCTION, "addi x5, x5, 1; add x6, x6, x5; xor x7, x6, x5; c.jr x1");
    private static final Assembly NEW =
            new Assembly(FUNCTION, "addi x5, x6, 7; add x6, x5, x5; or x7, x7, x6; c.jr x1");

    @ParameterizedTest
    @EnumSource(Change.class)
    void codeThatTheSystemChangesIsExecutedAtOnce(Change change) {
        var program =
                TextProgram.of(
                                """
                                addi x21, x0, 3
                                again: addi x20, x0, 20
                                loop: jalr x1, x18, 0
                                addi x20, x20, -1
                                bne x20, x0, loop
                                ecall
                                addi x21, x21, -1
                                bne x21, x0, again
                                ebreak
                                """)
                        .withTraps((trap, hart) -> changed(change, trap, hart));
        // In a mapping of its own, and in the same as its caller.
        for (int permissions : List.of(ALL, Permission.READ | Permission.EXECUTE)) {
            if (permissions != ALL && change == Change.WRITE) {
                continue;
            }
            GuestProgram calling =
                    new PreparedProgram(
                            program,
                            hart -> {
                                hart.x[18] = FUNCTION;
                                hart.memory.map(FUNCTION, PAGE, permissions);
                                hart.memory.initialize(
                                        FUNCTION, MemorySegment.ofArray(OLD.bytes()));
                            });
            assertEquals(List.of(), Lockstep.mistakes(calling));
        }
    }

    private static boolean changed(Change change, Trap trap, Hart hart) {
        if (trap.cause() == Cause.INSTRUCTION_ACCESS && hart.x[21] == 2) {
            // What was taken away comes back, as something else.
            Change.MAP.apply(hart.memory, NEW.bytes());
            return true;
        }
        boolean first = hart.x[21] == 3;
        boolean called = TextProgram.called(trap, hart);
        if (called && first) {
            change.apply(hart.memory, NEW.bytes());
        }
        return called;
    }
}
