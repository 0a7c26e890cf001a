package dev.tracewright.vectors;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;

/// What one instruction, or a few, do to a given state: a line of a file that
/// `profiler/src/test/vectors/README.md` describes. Registers that are in neither list are
/// arbitrary before and the same after.
///
/// @param file name of the file
/// @param line number of the line, from 1
/// @param assembly the instructions as the GNU assembler reads them
/// @param words their encodings, of 16 or 32 bits each
/// @param before registers to set
/// @param after registers written, whether or not their value changes; `fcsr` too if it may change
/// @param next the pc afterwards
/// @param trap the exception raised instead of executing the last instruction
/// @param memoryBefore the contents of the buffer, empty if there is none
/// @param memoryAfter the contents of the buffer afterwards
public record Vector(
        String file,
        int line,
        String assembly,
        List<Integer> words,
        List<Setting> before,
        List<Setting> after,
        Value next,
        Trap trap,
        byte[] memoryBefore,
        byte[] memoryAfter) {
    /// Bytes of the buffer, if there is one; it is aligned to at least 8.
    public static final int MEMORY = 32;

    /// What ends the execution of a vector.
    public enum Trap {
        /// All instructions retire.
        NONE,
        /// The instruction at [Vector#next] is illegal.
        ILLEGAL,
        /// The instruction at [Vector#next] is an `ebreak`.
        BREAKPOINT
    }

    /// A kind of register.
    public enum RegisterFile {
        X,
        F,
        FCSR
    }

    /// What a value is relative to.
    public enum Base {
        ZERO,
        PC,
        BUFFER
    }

    /// A value that may depend on where the code and the buffer are.
    public record Value(Base base, long offset) {
        /// The value with the first instruction at `pc` and the buffer at `buffer`.
        public long at(long pc, long buffer) {
            return switch (base) {
                case ZERO -> offset;
                case PC -> pc + offset;
                case BUFFER -> buffer + offset;
            };
        }
    }

    /// A register and its value.
    ///
    /// @param number 0 to 31, and 0 for `fcsr`
    public record Setting(RegisterFile registers, int number, Value value) {
        /// The register's name, such as `x10` or `fcsr`.
        public String name() {
            return registers == RegisterFile.FCSR
                    ? "fcsr"
                    : (registers == RegisterFile.X ? "x" : "f") + number;
        }
    }

    /// The size in bytes of an instruction that begins with `word`.
    public static int length(int word) {
        return (word & 3) == 3 ? 4 : 2;
    }

    /// The instructions as they stand in memory.
    public byte[] code() {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        for (int word : words) {
            for (int i = 0; i < length(word); i++) {
                code.write(word >> 8 * i);
            }
        }
        return code.toByteArray();
    }

    /// Each instruction without directive: the comment after `.4byte 0x...` says what it encodes.
    public List<String> instructions() {
        return Stream.of(assembly.split("; "))
                .map(text -> text.startsWith(".") ? text.substring(text.indexOf('#') + 2) : text)
                .toList();
    }

    /// The mnemonic of each instruction, without the ordering bits of an atomic one.
    public List<String> mnemonics() {
        return instructions().stream()
                .map(text -> text.split("[ ,]")[0].replaceFirst("\\.(aq|rl|aqrl)$", ""))
                .toList();
    }

    /// The value that `settings`, which is [#before] or [#after], has for the register `name`.
    public static Value value(List<Setting> settings, String name) {
        return settings.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no value for " + name))
                .value();
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + assembly;
    }
}
