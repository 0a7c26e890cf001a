package dev.tracewright.engine.emit;

import dev.tracewright.engine.DecodedWord;
import dev.tracewright.isa.Extension;
import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Meaning;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which opcodes the decoded engines execute themselves, and which of them belong into the hot
/// loop.
public final class OpcodeSets {
    /// How many opcodes share a method outside of the loop.
    private static final int CHUNK = 40;

    /// Loads, stores and arithmetic that compiled programs execute all the time besides I.
    private static final Set<Opcode> COMMON =
            EnumSet.of(
                    Opcode.MUL_,
                    Opcode.MULW,
                    Opcode.DIVW,
                    Opcode.REMW,
                    Opcode.DIV_,
                    Opcode.REM_,
                    Opcode.DIVU_,
                    Opcode.REMU_,
                    Opcode.DIVUW,
                    Opcode.REMUW,
                    Opcode.MULHU_,
                    Opcode.FLD,
                    Opcode.FSD,
                    Opcode.FLW,
                    Opcode.FSW);

    private OpcodeSets() {}

    /// The opcodes that are decoded; the others are executed by the reference interpreter.
    public static List<Opcode> decoded() {
        var opcodes = new ArrayList<Opcode>();
        for (Opcode opcode : Opcode.values()) {
            if (DecodedWord.decodes(opcode)) {
                opcodes.add(opcode);
            }
        }
        return opcodes;
    }

    /// The opcodes that have a case in the loop of the plain switch engine.
    public static List<Opcode> inline() {
        return decoded().stream()
                .filter(opcode -> opcode.extension() == Extension.I || COMMON.contains(opcode))
                .toList();
    }

    /// Whether only the loop itself can execute the opcode: a branch, a jump, or what reads its own
    /// address.
    public static boolean needsLoop(Opcode opcode) {
        Meaning meaning = opcode.meaning();
        return meaning instanceof Meaning.Branch
                || meaning instanceof Meaning.Jump
                || meaning.values().stream().anyMatch(OpcodeSets::readsPc);
    }

    private static boolean readsPc(Expr expr) {
        return expr instanceof Expr.Pc || expr.children().stream().anyMatch(OpcodeSets::readsPc);
    }

    /// Splits opcodes among methods that HotSpot compiles.
    static List<List<Opcode>> chunks(List<Opcode> opcodes) {
        var chunks = new ArrayList<List<Opcode>>();
        for (int from = 0; from < opcodes.size(); from += CHUNK) {
            chunks.add(opcodes.subList(from, Math.min(from + CHUNK, opcodes.size())));
        }
        return chunks;
    }
}
