package dev.tracewright.report;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.code.FunctionTable;
import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.ProgramCode;
import dev.tracewright.isa.Instruction;
import dev.tracewright.profile.BlockCount;
import dev.tracewright.profile.EdgeCount;
import dev.tracewright.profile.Profile;
import dev.tracewright.program.ProgramImage;
import dev.tracewright.program.SymbolTable;

import java.util.List;
import java.util.Optional;

/// A profile, and what gives its addresses names and meaning.
///
/// @param profile what happened
/// @param functions the program's functions
/// @param code the program's instructions; empty if the program is not at hand
public record ProfiledProgram(
        Profile profile, FunctionTable functions, Optional<InstructionSource> code) {
    /// A profile with the program that it is of.
    public static ProfiledProgram of(Profile profile, ProgramImage image) {
        return new ProfiledProgram(
                profile,
                FunctionTable.of(image.symbols(), callTargets(profile), image.end()),
                Optional.of(ProgramCode.of(image)));
    }

    /// A profile alone: functions have no names but `sub_` and their address.
    public static ProfiledProgram withoutProgram(Profile profile) {
        long end = profile.blocks().stream().mapToLong(BlockCount::end).max().orElse(0);
        return new ProfiledProgram(
                profile,
                FunctionTable.of(SymbolTable.EMPTY, callTargets(profile), end),
                Optional.empty());
    }

    /// The start of an executed block that the program's code does not have, if there is one: code
    /// that the program made while it ran.
    public Optional<Long> missingCode() {
        return profile.blocks().stream()
                .filter(block -> code.isPresent() && !isIn(block, code.get()))
                .map(BlockCount::start)
                .findFirst();
    }

    private static boolean isIn(BlockCount block, InstructionSource code) {
        long pc = block.start();
        for (int i = 0; i < block.instructions(); i++) {
            pc += code.at(pc).map(Instruction::length).orElse(0);
        }
        return pc == block.end();
    }

    private static List<Long> callTargets(Profile profile) {
        return profile.edges().stream()
                .filter(ProfiledProgram::isCall)
                .map(EdgeCount::to)
                .distinct()
                .toList();
    }

    static boolean isCall(EdgeCount edge) {
        return edge.kind() == EdgeKind.CALL || edge.kind() == EdgeKind.INDIRECT_CALL;
    }

    /// The share of the executed instructions that so many are, 0 to 1.
    double share(long instructions) {
        return profile.instructions() == 0 ? 0 : (double) instructions / profile.instructions();
    }
}
