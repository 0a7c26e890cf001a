package dev.tracewright.cli;

import dev.tracewright.code.FunctionTable;
import dev.tracewright.isa.Disassembler.Style;
import dev.tracewright.program.ProgramImage;
import dev.tracewright.report.Disassembly;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.util.List;

/// `disasm`: disassembles a program.
final class DisasmVerb implements Verb {
    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Specs.command(
                        "disasm",
                        "PROGRAM",
                        "Disassembles a program.",
                        "tracewright disasm --function main samples/sort/sort.elf");
        spec.addPositional(Specs.parameter(0, true, "PROGRAM", "A static RISC-V ELF executable."));
        Place.addTo(spec);
        spec.addOption(
                Specs.flag(
                        "--rows",
                        "Show every instruction under its own name: c.jr, addi; not ret, li."));
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws IOException {
        ProgramImage image = Inputs.image(terminal.resolve(parsed.matchedPositionalValue(0, "")));
        var functions = FunctionTable.of(image.symbols(), List.of(), image.end());
        Place place = Place.of(parsed, functions).orElse(new Place(0, Long.MAX_VALUE));
        Style style =
                parsed.matchedOptionValue("--rows", false) ? Style.ROWS : Style.PSEUDO_INSTRUCTIONS;
        try (var lines = new Lines(terminal)) {
            lines.write(image.path() + ":");
            new Disassembly(image, style).write(place.start(), place.end(), lines::write);
        }
        return ExitCode.SUCCESS;
    }
}
