package dev.tracewright.isa;

import java.util.Optional;
import java.util.function.LongFunction;

/// Writes instructions as text, the way GNU objdump 2.40 does: the mnemonic, a tab, and the
/// operands with the calling convention's register names.
public final class Disassembler {
    /// Which names instructions get.
    public enum Style {
        /// Pseudo-instructions where there is one, and a compressed instruction as what it means:
        /// `ret`, `li`. This is what objdump does by default.
        PSEUDO_INSTRUCTIONS,
        /// Every row of [Opcode] under its own name: `c.jr`, `addi`. This is objdump's `-M
        /// no-aliases`.
        ROWS
    }

    private final Style style;
    private final LongFunction<Optional<String>> symbols;

    /// A disassembler with pseudo-instructions and without symbols.
    public Disassembler() {
        this(Style.PSEUDO_INSTRUCTIONS, _ -> Optional.empty());
    }

    /// A disassembler.
    ///
    /// @param symbols the symbolic form of an address, such as `main+0x10`, where there is one;
    ///   branch and jump targets are then followed by it
    public Disassembler(Style style, LongFunction<Optional<String>> symbols) {
        this.style = style;
        this.symbols = symbols;
    }

    /// The instruction as text.
    ///
    /// @param pc its address, from which branch and jump targets follow
    public String text(Instruction instruction, long pc) {
        Syntax syntax =
                switch (style) {
                    case PSEUDO_INSTRUCTIONS -> PseudoInstruction.syntax(instruction);
                    case ROWS -> Syntax.canonical(instruction.row());
                };
        return syntax.print(instruction, pc, symbols);
    }

    /// The instruction that the word encodes, as text; a word that encodes none becomes a data
    /// directive.
    ///
    /// @param word the encoded word; only its low half counts if that is a 16-bit instruction
    /// @param pc its address
    public String text(int word, long pc) {
        return Decoder.decode(word).map(i -> text(i, pc)).orElseGet(() -> undecoded(word));
    }

    private static String undecoded(int word) {
        if (Decoder.length(word) == 4) {
            return ".4byte\t0x" + Integer.toHexString(word);
        }
        int parcel = word & 0xffff;
        // All zero bits are defined to be illegal (specification, "C", "RVC Instruction Set
        // Listings").
        return parcel == 0 ? "unimp" : ".2byte\t0x" + Integer.toHexString(parcel);
    }
}
