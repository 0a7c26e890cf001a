package dev.tracewright.chart;

import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/// Draws charts as files. The same chart on the same host gives the same bytes.
public final class ChartWriter {
    private static final int WIDTH = 880;
    private static final int BAR_HEIGHT = 27;
    private static final int FRAME_HEIGHT = 110;
    private static final int CURVE_HEIGHT = 420;
    private static final int PNG_SCALE = 2;
    private static final String SVG = "http://www.w3.org/2000/svg";

    private ChartWriter() {}

    /// Whether the host has fonts, without which nothing can be drawn.
    public static boolean hasFonts() {
        try {
            var image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).stringWidth("a");
            graphics.dispose();
            return true;
        } catch (RuntimeException | LinkageError | InternalError _) {
            // What the JDK throws depends on what is missing: a library, its configuration, a font.
            return false;
        }
    }

    /// The chart as an SVG document, in which text is text.
    public static String svg(Chart chart) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(emptySvg());
        context.setComment("Tracewright");
        var graphics = new SVGGraphics2D(context, false);
        Dimension size = size(chart);
        graphics.setSVGCanvasSize(size);
        ChartBuilder.build(chart).draw(graphics, area(size));
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 %d %d".formatted(size.width, size.height));
        root.setAttribute("role", "img");
        root.setAttribute("aria-label", chart.title() + ". " + chart.summary());
        var text = new StringWriter();
        try {
            graphics.stream(root, text, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be written", e);
        }
        // What stands before the root names a DTD on the web.
        String document = text.toString();
        return document.substring(document.indexOf("<svg"));
    }

    /// The chart as an SVG element for an HTML page that defines the colours `--ink`, `--grid` and
    /// `--paper`.
    ///
    /// @param id what the identifiers within begin with, so that several charts fit on a page
    public static String inlineSvg(Chart chart, String id) {
        return svg(chart)
                .replace("id=\"", "id=\"" + id + "-")
                .replace("url(#", "url(#" + id + "-")
                .replace(rgb(Palette.INK), "var(--ink)")
                .replace(rgb(Palette.GRID), "var(--grid)")
                .replace("=\"white\"", "=\"var(--paper)\"");
    }

    private static String rgb(Color color) {
        return "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
    }

    /// The chart as a PNG image, with two pixels for each unit of length.
    public static byte[] png(Chart chart) {
        Dimension size = size(chart);
        var image =
                new BufferedImage(
                        size.width * PNG_SCALE,
                        size.height * PNG_SCALE,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(PNG_SCALE, PNG_SCALE);
        ChartBuilder.build(chart).draw(graphics, area(size));
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private static Dimension size(Chart chart) {
        return switch (chart) {
            case BarChart bars ->
                    new Dimension(WIDTH, FRAME_HEIGHT + BAR_HEIGHT * bars.bars().size());
            case CurveChart _ -> new Dimension(WIDTH, CURVE_HEIGHT);
        };
    }

    private static Rectangle2D area(Dimension size) {
        return new Rectangle2D.Double(0, 0, size.width, size.height);
    }

    private static Document emptySvg() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own XML parser is missing", e);
        }
    }
}
