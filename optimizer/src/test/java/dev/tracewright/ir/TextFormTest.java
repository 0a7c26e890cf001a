package dev.tracewright.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.pass.Pipeline;
import dev.tracewright.region.RandomRegion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// The text form of graphs.
final class TextFormTest {
    private static final int REGIONS = 300;

    @Test
    void whatIsPrintedIsReadAsTheSameGraph() {
        for (long seed = 0; seed < REGIONS; seed++) {
            Graph graph = IrBuilder.build(RandomRegion.of(seed).region());
            assertReadAgain(graph);
            Pipeline.standard().run(graph);
            assertReadAgain(graph);
        }
    }

    private static void assertReadAgain(Graph graph) {
        String text = Printer.print(graph);
        Graph read = Parser.parse(text);
        assertEquals(text, Printer.print(read));
        assertEquals(List.of(), Verifier.verify(read));
        assertTrue(read.blockIds() <= graph.blockIds());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    v1 = add 1 2 | line 2: expected a block, found v1
                    b0 @10 retires 1 | line 2: expected more, found the end of the line
                    b0 @10 retires 1 count x | line 2: expected a number, found x
                    b0 @10 retires 1 count 1 entry 5 | line 2: expected the end of the line, found 5
                    """)
    void aTextThatIsNoGraphIsRefusedWithThePlace(String text, String message) {
        var e =
                assertThrows(
                        IllegalArgumentException.class, () -> Parser.parse("# a graph\n" + text));
        assertEquals(message, e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    v1 = nothing x5 | line 2: expected an operation, found nothing
                    v1 = load.s9 0 x5 [0+0] | line 2: expected a width, found load.s9
                    v1 = add x5 v2 | line 2: expected a value, found v2
                    jump b3()*1 | line 2: expected a block, found b3
                    exit [10 5] | line 2: expected +, found 5
                    fly | line 2: expected a statement, found fly
                    """)
    void aStatementThatIsNoneIsRefused(String text, String message) {
        String all = "b0 @10 retires 1 count 1 entry\n    " + text;
        var e = assertThrows(IllegalArgumentException.class, () -> Parser.parse(all));
        assertEquals(message, e.getMessage());
    }
}
