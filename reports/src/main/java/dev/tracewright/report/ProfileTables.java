package dev.tracewright.report;

import dev.tracewright.profile.EdgeCount;
import dev.tracewright.report.HotSpots.HotBlock;
import dev.tracewright.report.HotSpots.HotFunction;
import dev.tracewright.report.HotSpots.HotInstruction;
import dev.tracewright.report.HotSpots.HotOpcode;

import java.util.Comparator;
import java.util.List;

/// The tables of a profile, with all of their rows.
final class ProfileTables {
    private static final String SHARES = "Shares are of all executed instructions.";

    private final ProfiledProgram program;
    private final HotSpots spots;

    ProfileTables(ProfiledProgram program, HotSpots spots) {
        this.program = program;
        this.spots = spots;
    }

    Table blocks() {
        return Columns.<HotBlock>ranked()
                .words("place", "Block", hot -> new Cell.Code(hot.place()))
                .words("start", "Start", hot -> new Cell.Address(hot.block().start()))
                .words("end", "End", hot -> new Cell.Address(hot.block().end()))
                .numbers("length", "Length", hot -> new Cell.Count(hot.block().instructions()))
                .numbers("executions", "Executions", hot -> new Cell.Count(hot.block().count()))
                .numbers(
                        "instructions",
                        "Instructions",
                        hot -> new Cell.Count(hot.block().executed()))
                .numbers("share", "Share", hot -> new Cell.Share(hot.share()))
                .numbers("cumulative", "Sum", hot -> new Cell.Share(hot.cumulative()))
                .table("blocks", "Hottest blocks", SHARES, spots.blocks());
    }

    Table functions() {
        return Columns.<HotFunction>ranked()
                .words("function", "Function", hot -> new Cell.Code(hot.name()))
                .words("start", "Start", hot -> new Cell.Address(hot.start()))
                .numbers("blocks", "Blocks", hot -> new Cell.Count(hot.blocks()))
                .numbers("calls", "Calls", hot -> new Cell.Count(hot.calls()))
                .numbers("instructions", "Instructions", hot -> new Cell.Count(hot.executed()))
                .numbers("share", "Share", hot -> new Cell.Share(hot.share()))
                .numbers("cumulative", "Sum", hot -> new Cell.Share(hot.cumulative()))
                .table(
                        "functions",
                        "Hottest functions",
                        SHARES + " What a function calls is not counted as its own.",
                        spots.functions());
    }

    Table instructions() {
        return Columns.<HotInstruction>ranked()
                .words("address", "Address", hot -> new Cell.Address(hot.address()))
                .words("place", "Place", hot -> new Cell.Code(hot.place()))
                .words(
                        "instruction",
                        "Instruction",
                        hot -> new Cell.Code(hot.text().replace('\t', ' ')))
                .numbers("executions", "Executions", hot -> new Cell.Count(hot.count()))
                .numbers("share", "Share", hot -> new Cell.Share(hot.share()))
                .table("instructions", "Hottest instructions", SHARES, spots.instructions());
    }

    Table opcodes() {
        return Columns.<HotOpcode>ranked()
                .words("opcode", "Opcode", hot -> new Cell.Code(hot.opcode().mnemonic()))
                .words(
                        "extension",
                        "Extension",
                        hot -> new Cell.Text(hot.opcode().extension().isaName()))
                .numbers("executions", "Executions", hot -> new Cell.Count(hot.count()))
                .numbers("share", "Share", hot -> new Cell.Share(hot.share()))
                .table(
                        "opcodes",
                        "Opcode mix",
                        SHARES + " A compressed instruction counts as what it stands for.",
                        spots.opcodes());
    }

    Table edges() {
        List<EdgeCount> sorted =
                program.profile().edges().stream()
                        .sorted(Comparator.comparingLong(EdgeCount::count).reversed())
                        .toList();
        return Columns.<EdgeCount>ranked()
                .words("from", "From", edge -> place(edge.from()))
                .words("from_start", "Start", edge -> new Cell.Address(edge.from()))
                .words("kind", "Kind", edge -> new Cell.Text(Names.words(edge.kind())))
                .words("to", "To", edge -> place(edge.to()))
                .words("to_start", "Start", edge -> new Cell.Address(edge.to()))
                .numbers("count", "Count", edge -> new Cell.Count(edge.count()))
                .table(
                        "edges",
                        "Edges between blocks",
                        "An entry or exit has the same block on both ends.",
                        sorted);
    }

    private Cell place(long address) {
        return new Cell.Code(program.functions().describe(address));
    }
}
