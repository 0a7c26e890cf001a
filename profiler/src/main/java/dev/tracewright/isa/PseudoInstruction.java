package dev.tracewright.isa;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A name that assemblers give to an instruction with particular operands: `ret` is `jalr x0,
/// 0(x1)` (specification, "RISC-V Assembly Programmer's Handbook").
///
/// @param syntax how it is written
/// @param pattern the operands that it stands for
record PseudoInstruction(Syntax syntax, Expansion pattern) {
    /// What is written, and what it means, in the words of a compressed row's expansion. The first
    /// line that fits counts. A line about a compressed row concerns that row alone; another one
    /// concerns every row with that meaning.
    ///
    /// The selection is that of GNU objdump 2.40. So operations with an immediate lose their `i`,
    /// and compressed hints, which have no effect, keep their compressed name.
    private static final String TABLE =
            """
            c.li rd,imm         | c.li x0 imm
            nop                 | addi x0 x0 0
            c.nop imm           | c.addi x0 imm
            c.lui rd,imm        | c.lui x0 imm
            c.mv rd,rs2         | c.mv x0 rs2
            c.add rd,rs2        | c.add x0 rs2
            c.slli64 rd         | c.slli rd 0
            c.srli64 rd         | c.srli rd 0
            c.srai64 rd         | c.srai rd 0
            c.slli rd,imm       | c.slli x0 imm

            li rd,imm           | addi rd x0 imm
            add rd,rd,imm       | c.addi rd imm
            mv rd,rs2           | c.mv rd rs2
            mv rd,rs1           | addi rd rs1 0
            sext.w rd,rs1       | addiw rd rs1 0
            zext.w rd,rs1       | add.uw rd rs1 x0
            zext.b rd,rs1       | andi rd rs1 255
            not rd,rs1          | xori rd rs1 -1
            neg rd,rs2          | sub rd x0 rs2
            negw rd,rs2         | subw rd x0 rs2
            seqz rd,rs1         | sltiu rd rs1 1
            snez rd,rs2         | sltu rd x0 rs2
            sltz rd,rs1         | slt rd rs1 x0
            sgtz rd,rs2         | slt rd x0 rs2

            add rd,rs1,imm      | addi rd rs1 imm
            addw rd,rs1,imm     | addiw rd rs1 imm
            and rd,rs1,imm      | andi rd rs1 imm
            or rd,rs1,imm       | ori rd rs1 imm
            xor rd,rs1,imm      | xori rd rs1 imm
            sll rd,rs1,imm      | slli rd rs1 imm
            sllw rd,rs1,imm     | slliw rd rs1 imm
            srl rd,rs1,imm      | srli rd rs1 imm
            srlw rd,rs1,imm     | srliw rd rs1 imm
            sra rd,rs1,imm      | srai rd rs1 imm
            sraw rd,rs1,imm     | sraiw rd rs1 imm
            ror rd,rs1,imm      | rori rd rs1 imm
            rorw rd,rs1,imm     | roriw rd rs1 imm
            bclr rd,rs1,imm     | bclri rd rs1 imm
            bext rd,rs1,imm     | bexti rd rs1 imm
            binv rd,rs1,imm     | binvi rd rs1 imm
            bset rd,rs1,imm     | bseti rd rs1 imm

            beqz rs1,imm        | beq rs1 x0 imm
            bnez rs1,imm        | bne rs1 x0 imm
            blez rs2,imm        | bge x0 rs2 imm
            bgez rs1,imm        | bge rs1 x0 imm
            bltz rs1,imm        | blt rs1 x0 imm
            bgtz rs2,imm        | blt x0 rs2 imm
            j imm               | jal x0 imm
            jal imm             | jal x1 imm
            ret                 | jalr x0 x1 0
            jr rs1              | jalr x0 rs1 0
            jr imm(rs1)         | jalr x0 rs1 imm
            jalr rs1            | jalr x1 rs1 0
            jalr imm(rs1)       | jalr x1 rs1 imm
            jalr rd,rs1         | jalr rd rs1 0

            fence               | fence x0 x0 255
            pause               | fence x0 x0 16
            fence.tso           | fence x0 x0 -1997

            frflags rd          | csrrs rd x0 1
            frrm rd             | csrrs rd x0 2
            frcsr rd            | csrrs rd x0 3
            fsflags rs1         | csrrw x0 rs1 1
            fsrm rs1            | csrrw x0 rs1 2
            fscsr rs1           | csrrw x0 rs1 3
            fsflags rd,rs1      | csrrw rd rs1 1
            fsrm rd,rs1         | csrrw rd rs1 2
            fscsr rd,rs1        | csrrw rd rs1 3
            fsflagsi rd,rs1     | csrrwi rd rs1 1
            fsrmi rd,rs1        | csrrwi rd rs1 2
            rdcycle rd          | csrrs rd x0 3072
            rdtime rd           | csrrs rd x0 3073
            rdinstret rd        | csrrs rd x0 3074
            unimp               | csrrw x0 x0 3072
            csrr rd,imm         | csrrs rd x0 imm
            csrw imm,rs1        | csrrw x0 rs1 imm
            csrs imm,rs1        | csrrs x0 rs1 imm
            csrc imm,rs1        | csrrc x0 rs1 imm
            csrw imm,rs1        | csrrwi x0 rs1 imm
            csrs imm,rs1        | csrrsi x0 rs1 imm
            csrc imm,rs1        | csrrci x0 rs1 imm
            csrrw rd,imm,rs1    | csrrwi rd rs1 imm
            csrrs rd,imm,rs1    | csrrsi rd rs1 imm
            csrrc rd,imm,rs1    | csrrci rd rs1 imm

            fmv.s rd,rs1        | fsgnj.s rd rs1 rs1
            fneg.s rd,rs1       | fsgnjn.s rd rs1 rs1
            fabs.s rd,rs1       | fsgnjx.s rd rs1 rs1
            fmv.d rd,rs1        | fsgnj.d rd rs1 rs1
            fneg.d rd,rs1       | fsgnjn.d rd rs1 rs1
            fabs.d rd,rs1       | fsgnjx.d rd rs1 rs1
            """;

    private static final Map<Opcode, List<PseudoInstruction>> BY_ROW = parse();

    /// How the instruction is written, by its pseudo-instruction if it has one.
    static Syntax syntax(Instruction instruction) {
        for (PseudoInstruction candidate : BY_ROW.get(instruction.row())) {
            if (candidate.pattern.matches(instruction)) {
                return candidate.syntax;
            }
        }
        return Syntax.canonical(instruction.opcode());
    }

    private static Map<Opcode, List<PseudoInstruction>> parse() {
        var targets = new HashMap<String, Opcode>();
        var byRow = new EnumMap<Opcode, List<PseudoInstruction>>(Opcode.class);
        for (Opcode opcode : Opcode.values()) {
            targets.put(opcode.mnemonic(), opcode);
            byRow.put(opcode, new ArrayList<>());
        }
        for (String line : TABLE.lines().filter(line -> !line.isEmpty()).toList()) {
            PseudoInstruction pseudo = parse(line, targets);
            byRow.forEach(
                    (row, list) -> {
                        if (pseudo.concerns(row)) {
                            list.add(pseudo);
                        }
                    });
        }
        return byRow;
    }

    private static PseudoInstruction parse(String line, Map<String, Opcode> targets) {
        String[] columns = line.split("\\|");
        String[] written = columns[0].strip().split(" ");
        Expansion pattern = Expansion.parse(columns[1].strip(), targets);
        String template = written.length > 1 ? written[1] : "";
        return new PseudoInstruction(new Syntax(written[0], template, pattern.target()), pattern);
    }

    private boolean concerns(Opcode row) {
        return row == pattern.target()
                || row.compressed() && Expansion.of(row).target() == pattern.target();
    }
}
