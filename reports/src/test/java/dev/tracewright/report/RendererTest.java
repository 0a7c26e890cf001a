package dev.tracewright.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.golden.Golden;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

class RendererTest {
    private static final String SVG =
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>%s</text></svg>";

    private static String html() {
        return HtmlRenderer.render(Reports.report(), (_, id) -> SVG.formatted(id));
    }

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)));
    }

    private static List<String> texts(Document page, String tag) {
        var texts = new ArrayList<String>();
        NodeList found = page.getElementsByTagName(tag);
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    @Test
    void textIsAligned() throws IOException {
        Golden.check("report.txt", TextRenderer.render(Reports.report(), TextRenderer.Style.PLAIN));
    }

    @Test
    void coloursAreAllThatStylesDifferIn() {
        String coloured = TextRenderer.render(Reports.report(), TextRenderer.Style.COLOURED);
        assertTrue(coloured.contains("\u001b[1m"));
        assertEquals(
                TextRenderer.render(Reports.report(), TextRenderer.Style.PLAIN),
                coloured.replaceAll("\u001b\\[[0-9]*m", ""));
    }

    @Test
    void csvHasNumbersInFullAndQuotesWhatNeedsIt() throws IOException {
        Golden.check("report.csv", CsvRenderer.render(Reports.table()));
    }

    @Test
    void jsonHasNumbersInFull() throws IOException {
        Golden.check("report.json", JsonRenderer.render(Reports.report()));
    }

    @Test
    void htmlIsAsExpected() throws IOException {
        String html = html();
        // The style sheet is a file of its own already.
        Golden.check("report.html", html.replaceAll("(?s)<style>.*</style>", "<style></style>"));
    }

    @Test
    void htmlIsWellFormedAndShowsWordsAsTheyAre() throws Exception {
        Document page = parse(html());
        assertEquals(List.of("Report of <a&b>"), texts(page, "h1"));
        assertTrue(texts(page, "td").containsAll(List.of("a \"b\", c", "f<int>&", "12,345,678")));
        assertTrue(texts(page, "dd").contains("tab\tand bell\ufffd"));
    }

    @Test
    void htmlNeedsNothingBesidesItself() throws Exception {
        String html = html();
        NodeList all = parse(html).getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            assertFalse(element.hasAttribute("src"), element.getTagName());
            String link = element.getAttribute("href");
            assertTrue(link.isEmpty() || link.startsWith("#"), link);
        }
        assertFalse(html.contains("<script"));
        assertFalse(html.contains("@import"));
        assertFalse(html.replace("url(#", "").contains("url("));
    }

    @Test
    void linksOfThePageLeadToItsSections() throws Exception {
        Document page = parse(html());
        var ids = new ArrayList<String>();
        NodeList sections = page.getElementsByTagName("section");
        for (int i = 0; i < sections.getLength(); i++) {
            ids.add(((Element) sections.item(i)).getAttribute("id"));
        }
        assertEquals(ids.size(), ids.stream().distinct().count());
        NodeList links = page.getElementsByTagName("a");
        assertTrue(links.getLength() > 0);
        for (int i = 0; i < links.getLength(); i++) {
            String target = ((Element) links.item(i)).getAttribute("href").substring(1);
            assertTrue(ids.contains(target), target);
        }
    }

    @Test
    void chartThatCannotBeDrawnIsLeftOut() throws Exception {
        String html = HtmlRenderer.render(Reports.report(), (_, _) -> "");
        assertEquals(0, parse(html).getElementsByTagName("figure").getLength());
    }

    @Test
    void limitTellsHowManyRowsThereAre() {
        Table first = Reports.table().limit(1);
        assertEquals(1, first.rows().size());
        assertEquals("A note. The first 1 of 2.", first.note());
        assertEquals(Reports.table(), Reports.table().limit(2));
    }

    @Test
    void rowsMustFitTheColumns() {
        List<Column> columns = List.of(Column.words("a", "A"), Column.words("b", "B"));
        List<List<Cell>> rows = List.of(List.of(new Cell.Count(1)));
        assertThrows(IllegalArgumentException.class, () -> new Table("t", "T", "", columns, rows));
    }
}
