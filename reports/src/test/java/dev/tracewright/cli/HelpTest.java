package dev.tracewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.golden.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;

class HelpTest {
    private static final Path HERE = Path.of("");

    @ParameterizedTest
    @EnumSource(Verbs.class)
    void everyVerbHasHelpThatEndsWithAnExample(Verbs verb) throws IOException {
        Calls.Result help = Calls.in(HERE).call(verb.word(), "--help");
        assertEquals(ExitCode.SUCCESS, help.status());
        Golden.check("help-%s.txt".formatted(verb.word()), help.out());
        assertTrue(
                help.out().lines().toList().getLast().startsWith("  tracewright " + verb.word()));
        assertEquals(help, Calls.in(HERE).call("help", verb.word()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void overviewNamesEveryVerb(String word) throws IOException {
        Calls.Result help = Calls.in(HERE).call(word);
        assertEquals(ExitCode.SUCCESS, help.status());
        Golden.check("help.txt", help.out());
        for (Verbs verb : Verbs.values()) {
            assertTrue(help.out().contains("  " + verb.word() + " "), verb.word());
        }
    }

    @Test
    void callWithoutArgumentsShowsTheOverviewAsAnError() {
        Calls.Result nothing = Calls.in(HERE).call();
        assertEquals(ExitCode.USAGE, nothing.status());
        assertEquals("", nothing.out());
        assertEquals(Calls.in(HERE).call("--help").out(), nothing.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void versionIsOneLine(String word) {
        Calls.Result version = Calls.in(HERE).call(word);
        assertEquals(ExitCode.SUCCESS, version.status());
        assertTrue(version.out().matches("tracewright \\S+\n"), version.out());
    }
}
