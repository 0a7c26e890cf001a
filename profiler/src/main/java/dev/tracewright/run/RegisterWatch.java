package dev.tracewright.run;

import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Meaning;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Remembers which of the instructions that are executed last wrote a register, and where its block
/// began.
final class RegisterWatch {
    /// How many instructions before a difference it makes sense to look at: more than a trace has.
    static final int WINDOW = 2000;

    private static final Pattern REGISTER = Pattern.compile("^([xf])(\\d+) is .*");

    private final char bank;
    private final int number;
    private long block = -1;
    private long expectedNext = -1;
    private long writer = -1;
    private long writerBlock = -1;
    private long last = -1;

    /// @param difference the words of [Fingerprint#differenceFrom]
    RegisterWatch(String difference) {
        Matcher register = REGISTER.matcher(difference);
        boolean named = register.matches();
        bank = named ? register.group(1).charAt(0) : ' ';
        number = named ? Integer.parseInt(register.group(2)) : -1;
    }

    void executed(long pc, Instruction instruction) {
        if (pc != expectedNext) {
            block = pc;
        }
        Meaning meaning = instruction.opcode().meaning();
        boolean ends = meaning instanceof Meaning.Branch || meaning instanceof Meaning.Jump;
        expectedNext = ends ? -1 : pc + instruction.length();
        last = pc;
        char written =
                switch (meaning) {
                    case Meaning.SetX _, Meaning.Jump _ -> 'x';
                    case Meaning.SetF _ -> 'f';
                    default -> '-';
                };
        if (written == bank && instruction.rd() == number) {
            writer = pc;
            writerBlock = block;
        }
    }

    long writer() {
        return writer == -1 ? last : writer;
    }

    long block() {
        return writer == -1 ? block : writerBlock;
    }
}
