package dev.tracewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.guest.TinyProgram;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// What goes wrong is told in one line, with a status that says what kind of mistake it was.
class UsageTest {
    @TempDir static Path folder;

    @BeforeAll
    static void files() throws IOException {
        TinyProgram.counting(folder, 0);
        TinyProgram.endless(folder);
        TinyProgram.dynamic(folder);
        TinyProgram.generating(folder);
        byte[] program = Files.readAllBytes(folder.resolve("counting.elf"));
        Files.write(folder.resolve("truncated.elf"), Arrays.copyOf(program, 200));
        Files.writeString(folder.resolve("text.txt"), "no program\n");
        Files.writeString(folder.resolve("bad.plan"), "{");
        Files.createDirectory(folder.resolve("folder"));
        Calls.in(folder).call("record", "counting.elf");
        byte[] profile = Files.readAllBytes(folder.resolve("counting.twp"));
        Files.write(folder.resolve("truncated.twp"), Arrays.copyOf(profile, profile.length / 2));
        Calls.in(folder).call("optimize", "counting.twp");
        Calls.in(folder).call("record", "--no-trace", "-o", "counts.twp", "counting.elf");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "64 | runn counting.elf | unknown command runn, did you mean run?",
                "64 | --versio | unknown option --versio",
                "64 | run | Missing required parameter: 'PROGRAM'",
                "64 | run --engin table counting.elf | unknown option --engin, did you mean"
                        + " --engine?",
                "64 | run --engine tabel counting.elf | unknown engine tabel, expected one of"
                        + " reference",
                "64 | run --engine super counting.elf | the engine super needs a plan",
                "64 | run --max-instructions x counting.elf | 'x' is not a long",
                "64 | run --max-instructions -1 counting.elf | expected 0 or more",
                "64 | run --env =x counting.elf | --env is \"=x\"",
                "64 | report counting.twp a b | unexpected argument b",
                "64 | report --by blokc counting.twp | expected one of block, function",
                "64 | report --format xml counting.twp | expected one of text, csv, html, json",
                "64 | report --format csv --by block,edge counting.twp | add -o FOLDER",
                "64 | report --limit 0 counting.twp | expected 1 or more",
                "64 | compare --runs 0 counting.elf | --runs is 0, expected 1 or more",
                "64 | compare --engines switch,jit counting.elf | unknown engine jit",
                "64 | bench --ways quemu folder | expected one of native, qemu",
                "64 | bench --require qemu=2 folder | expected two ways and a number",
                "64 | bench --runs 0 folder | --runs is 0, expected 1 or more",
                "66 | bench folder | folder: there are no programs in it",
                "66 | bench nothing | nothing: no such directory",
                "64 | trace --from 9999999 counting.twp | but the trace has",
                "64 | trace --function bumb counting.twp | did you mean bump?",
                "64 | trace --address 12z counting.twp | in hexadecimal",
                "64 | disasm --address 20-10 counting.elf | is empty",
                "64 | disasm --address 20 --function bump counting.elf | exclude each other",
                "65 | run text.txt | not an ELF file",
                "65 | run truncated.elf | truncated.elf: offset 0x",
                "65 | run dynamic.elf | asks for the interpreter /lib/ld-linux-riscv64.so.1",
                "65 | run --plan bad.plan counting.elf | bad.plan: ",
                "65 | run --plan counting.plan endless.elf | the plan was made for another program",
                "65 | report text.txt | text.txt: offset 0",
                "65 | report truncated.twp | truncated.twp: offset ",
                "65 | report counting.twp endless.elf | not of endless.elf",
                "65 | trace counts.twp | was recorded without a branch trace",
                "65 | optimize --selector next-executing-tail counts.twp | has no branch trace",
                "65 | optimize generating.elf | executed code at 0x12000 that is not in its file",
                "66 | run nothing.elf | nothing.elf: no such file",
                "66 | run folder | folder: is a directory",
                "66 | run --plan nothing.plan counting.elf | nothing.plan: no such file",
                "66 | run --directory nowhere counting.elf | nowhere: no such directory",
                "66 | report nothing.twp | nothing.twp: no such file",
                "73 | record -o nowhere/a.twp counting.elf | there is no directory",
                "73 | record -o folder counting.elf | is a directory",
                "73 | compare -o text.txt counting.elf | text.txt: is not a directory",
            })
    void mistakeIsToldInOneLine(int status, String line, String message) {
        Calls.Result result = Calls.in(folder).call(line.split(" "));
        assertEquals(status, result.status(), result.err());
        assertEquals("", result.out());
        assertTrue(result.message().startsWith("tracewright: "), result.err());
        assertTrue(result.message().contains(message), result.err());
    }

    @Test
    void optionsOfTheGuestAreNotOurs() {
        Calls.Result result =
                Calls.in(folder).call("run", "counting.elf", "--", "--engine", "--help", "--");
        assertEquals(new Calls.Result(0, "", ""), result);
    }
}
