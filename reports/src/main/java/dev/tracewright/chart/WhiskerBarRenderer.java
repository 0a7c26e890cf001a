package dev.tracewright.chart;

import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.category.CategoryDataset;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/// Draws horizontal bars with their text, and the interval of a measured value as a whisker.
final class WhiskerBarRenderer extends BarRenderer {
    private static final long serialVersionUID = 1;
    private static final double CAP = 4;
    private static final double TEXT_GAP = 6;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private final transient BarChart chart;

    WhiskerBarRenderer(BarChart chart) {
        this.chart = chart;
        setBarPainter(new StandardBarPainter());
        setShadowVisible(false);
        setDrawBarOutline(false);
        setMaximumBarWidth(0.2);
    }

    @Override
    public Paint getItemPaint(int row, int column) {
        return switch (chart.bars().get(column).role()) {
            case SUBJECT -> Palette.SUBJECT;
            case REFERENCE -> Palette.REFERENCE;
        };
    }

    @Override
    public void drawItem(
            Graphics2D graphics,
            CategoryItemRendererState state,
            Rectangle2D area,
            CategoryPlot plot,
            CategoryAxis categories,
            ValueAxis values,
            CategoryDataset data,
            int row,
            int column,
            int pass) {
        super.drawItem(graphics, state, area, plot, categories, values, data, row, column, pass);
        BarChart.Bar bar = chart.bars().get(column);
        RectangleEdge edge = plot.getRangeAxisEdge();
        double y =
                categories.getCategoryMiddle(
                        column, data.getColumnCount(), area, plot.getDomainAxisEdge());
        double tip = values.valueToJava2D(bar.value(), area, edge);
        if (bar.low().isPresent() && bar.high().isPresent()) {
            double low = values.valueToJava2D(bar.low().getAsDouble(), area, edge);
            double high = values.valueToJava2D(bar.high().getAsDouble(), area, edge);
            drawWhisker(graphics, low, high, y);
            tip = Math.max(tip, high);
        }
        drawText(graphics, bar.text(), tip + TEXT_GAP, y);
    }

    private static void drawWhisker(Graphics2D graphics, double low, double high, double y) {
        graphics.setPaint(Palette.INK);
        graphics.setStroke(new BasicStroke(1.4f));
        graphics.draw(new Line2D.Double(low, y, high, y));
        graphics.draw(new Line2D.Double(low, y - CAP, low, y + CAP));
        graphics.draw(new Line2D.Double(high, y - CAP, high, y + CAP));
    }

    private static void drawText(Graphics2D graphics, String text, double x, double y) {
        FontMetrics metrics = graphics.getFontMetrics(FONT);
        double width = metrics.stringWidth(text);
        double height = metrics.getHeight();
        // No grid line shall strike through it.
        graphics.setPaint(Palette.PAPER);
        graphics.fill(new Rectangle2D.Double(x - 2, y - height / 2, width + 4, height));
        graphics.setPaint(Palette.INK);
        graphics.setFont(FONT);
        graphics.drawString(text, (float) x, (float) (y + metrics.getAscent() / 2.0 - 1));
    }
}
