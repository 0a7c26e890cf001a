package dev.tracewright.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tracewright.chart.BarChart.Bar;
import dev.tracewright.chart.BarChart.Role;
import dev.tracewright.chart.CurveChart.Curve;
import dev.tracewright.chart.CurveChart.Point;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

class ChartWriterTest {
    @BeforeEach
    void fonts() {
        assumeTrue(ChartWriter.hasFonts(), "the host has no fonts");
    }

    static List<Chart> charts() {
        var bars =
                List.of(
                        Bar.exact("strcpy<+0x4e>", 0.11, "11.0 %", Role.SUBJECT),
                        Bar.exact(
                                "a_rather_long_name_of_a_fu\u2026end+0x10",
                                0.05,
                                "5.0 %",
                                Role.SUBJECT),
                        Bar.exact("31 others", 0.31, "31.0 %", Role.REFERENCE));
        var measured =
                List.of(
                        new Bar(
                                "switch",
                                200,
                                OptionalDouble.of(180),
                                OptionalDouble.of(230),
                                "200 \u00b1 30",
                                Role.REFERENCE),
                        Bar.exact("trace", 1900, "1,900", Role.SUBJECT));
        List<Point> points =
                IntStream.rangeClosed(1, 300)
                        .mapToObj(i -> new Point(i, 1 - Math.exp(-i / 30.0)))
                        .toList();
        return List.of(
                new BarChart("Shares", "s", new Axis("all (%)", Axis.Scale.SHARE), bars),
                new BarChart("Speed", "s", new Axis("MIPS", Axis.Scale.LINEAR), measured),
                new CurveChart(
                        "Coverage",
                        "s",
                        new Axis("blocks", Axis.Scale.LOGARITHMIC),
                        new Axis("share", Axis.Scale.SHARE),
                        List.of(
                                new Curve("blocks", points),
                                new Curve("traces", points.subList(0, 10)))));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> texts(Document svg) {
        var texts = new ArrayList<Element>();
        NodeList found = svg.getElementsByTagNameNS("*", "text");
        for (int i = 0; i < found.getLength(); i++) {
            texts.add((Element) found.item(i));
        }
        return texts;
    }

    private static List<String> expectedTexts(Chart chart) {
        var expected = new ArrayList<String>();
        expected.add(chart.title());
        switch (chart) {
            case BarChart bars -> {
                expected.add(bars.values().label());
                bars.bars().forEach(bar -> expected.addAll(List.of(bar.label(), bar.text())));
            }
            case CurveChart curves -> {
                expected.add(curves.horizontal().label());
                expected.add(curves.vertical().label());
                curves.curves().forEach(curve -> expected.add(curve.name()));
            }
        }
        return expected;
    }

    @ParameterizedTest
    @MethodSource("charts")
    void everyLabelIsWholeAndIsText(Chart chart) throws Exception {
        List<String> found =
                texts(parse(ChartWriter.svg(chart))).stream().map(Element::getTextContent).toList();
        expectedTexts(chart)
                .forEach(text -> assertTrue(found.contains(text), text + " is not in " + found));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void noLabelBeginsOutsideOfTheCanvas(Chart chart) throws Exception {
        Document svg = parse(ChartWriter.svg(chart));
        double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
        for (Element text : texts(svg)) {
            double x = Double.parseDouble(text.getAttribute("x"));
            assertTrue(x >= 0 && x < width, text.getTextContent() + " at " + x);
        }
    }

    @ParameterizedTest
    @MethodSource("charts")
    void theSameChartGivesTheSameBytes(Chart chart) {
        assertEquals(ChartWriter.svg(chart), ChartWriter.svg(chart));
        assertArrayEquals(ChartWriter.png(chart), ChartWriter.png(chart));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void pngHasTwicePixelsOfTheSvg(Chart chart) throws Exception {
        Element svg = parse(ChartWriter.svg(chart)).getDocumentElement();
        var image = ImageIO.read(new ByteArrayInputStream(ChartWriter.png(chart)));
        assertEquals(2 * Integer.parseInt(svg.getAttribute("width")), image.getWidth());
        assertEquals(2 * Integer.parseInt(svg.getAttribute("height")), image.getHeight());
    }

    @ParameterizedTest
    @MethodSource("charts")
    void inlineChartsShareNeitherIdentifiersNorColoursOfTheirOwn(Chart chart) throws Exception {
        String svg = ChartWriter.inlineSvg(chart, "speed");
        Document parsed = parse(svg);
        NodeList all = parsed.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            String id = ((Element) all.item(i)).getAttribute("id");
            assertTrue(id.isEmpty() || id.startsWith("speed-"), id);
        }
        assertTrue(svg.contains("var(--ink)"));
        assertFalse(svg.contains("\"white\""));
        assertFalse(svg.contains("url(#clip"));
    }

    @Test
    void chartWithoutContentIsRefused() {
        var axis = new Axis("x", Axis.Scale.LINEAR);
        assertThrows(IllegalArgumentException.class, () -> new BarChart("t", "s", axis, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CurveChart("t", "s", axis, axis, List.of()));
    }
}
