package dev.tracewright.chart;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.stream.Stream;

/// Turns what a chart shows into a chart that JFreeChart can draw.
final class ChartBuilder {
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    // Room for the text behind the longest bar, as a share of the axis.
    private static final double TEXT_ROOM = 0.18;

    // A curve through more points is drawn without dots, which would touch each other.
    private static final int MOST_DOTS = 25;

    private ChartBuilder() {}

    static JFreeChart build(Chart chart) {
        return switch (chart) {
            case BarChart bars -> frame(bars.title(), plot(bars), false);
            case CurveChart curves -> {
                JFreeChart built = frame(curves.title(), plot(curves), curves.curves().size() > 1);
                built.addSubtitle(0, verticalLabel(curves.vertical().label()));
                yield built;
            }
        };
    }

    // Above the axis and not turned, which is easier to read.
    private static TextTitle verticalLabel(String label) {
        var title = new TextTitle(label, LABEL);
        title.setPaint(Palette.INK);
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setMargin(4, 12, 0, 12);
        return title;
    }

    private static JFreeChart frame(String title, Plot plot, boolean legend) {
        plot.setBackgroundPaint(Palette.PAPER);
        plot.setOutlineVisible(false);
        plot.setInsets(new RectangleInsets(8, 8, 8, 16));
        var chart = new JFreeChart(title, TITLE, plot, false);
        chart.setBackgroundPaint(Palette.PAPER);
        chart.getTitle().setPaint(Palette.INK);
        chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
        chart.getTitle().setMargin(10, 12, 4, 12);
        if (legend) {
            var entries = new LegendTitle(plot);
            entries.setItemFont(LABEL);
            entries.setItemPaint(Palette.INK);
            entries.setPosition(RectangleEdge.BOTTOM);
            entries.setFrame(BlockBorder.NONE);
            entries.setBackgroundPaint(Palette.PAPER);
            chart.addLegend(entries);
        }
        return chart;
    }

    private static CategoryPlot plot(BarChart chart) {
        var data = new DefaultCategoryDataset();
        for (int i = 0; i < chart.bars().size(); i++) {
            // The row of labels must be distinct, their text need not be.
            data.addValue(chart.bars().get(i).value(), "", new BarLabel(i, chart.bars().get(i)));
        }
        var categories = new CategoryAxis();
        categories.setTickLabelFont(LABEL);
        categories.setTickLabelPaint(Palette.INK);
        categories.setAxisLineVisible(false);
        categories.setTickMarksVisible(false);
        categories.setMaximumCategoryLabelWidthRatio(0.5f);
        categories.setLowerMargin(0.01);
        categories.setUpperMargin(0.01);
        categories.setCategoryMargin(0.3);
        ValueAxis values = axis(chart.values(), end(chart));
        var plot = new CategoryPlot(data, categories, values, new WhiskerBarRenderer(chart));
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setRangeGridlinePaint(Palette.GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        return plot;
    }

    // JFreeChart shows the text and compares the objects.
    private record BarLabel(int index, BarChart.Bar bar) implements Comparable<BarLabel> {
        @Override
        public int compareTo(BarLabel other) {
            return Integer.compare(index, other.index);
        }

        @Override
        public String toString() {
            return bar.label();
        }
    }

    private static double end(BarChart chart) {
        double greatest =
                chart.bars().stream()
                        .mapToDouble(bar -> Math.max(bar.value(), bar.high().orElse(0)))
                        .max()
                        .orElseThrow();
        return greatest <= 0 ? 1 : greatest * (1 + TEXT_ROOM);
    }

    private static XYPlot plot(CurveChart chart) {
        var data = new XYSeriesCollection();
        var renderer = new XYLineAndShapeRenderer();
        for (int i = 0; i < chart.curves().size(); i++) {
            CurveChart.Curve curve = chart.curves().get(i);
            var series = new XYSeries(curve.name());
            curve.points().forEach(point -> series.add(point.x(), point.y()));
            data.addSeries(series);
            renderer.setSeriesPaint(i, Palette.curve(i));
            renderer.setSeriesStroke(i, new BasicStroke(2.2f));
            renderer.setSeriesShapesVisible(i, curve.points().size() <= MOST_DOTS);
            renderer.setSeriesShape(i, new Ellipse2D.Double(-2.5, -2.5, 5, 5));
        }
        ValueAxis horizontal = axis(chart.horizontal(), greatest(chart, true));
        ValueAxis vertical = axis(chart.vertical(), greatest(chart, false) * 1.02);
        vertical.setLabel(null);
        var plot = new XYPlot(data, horizontal, vertical, renderer);
        plot.setDomainGridlinePaint(Palette.GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlinePaint(Palette.GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        return plot;
    }

    private static double greatest(CurveChart chart, boolean horizontal) {
        Stream<CurveChart.Point> points =
                chart.curves().stream().flatMap(curve -> curve.points().stream());
        return Math.max(
                1, points.mapToDouble(point -> horizontal ? point.x() : point.y()).max().orElse(1));
    }

    private static ValueAxis axis(Axis axis, double end) {
        ValueAxis built =
                switch (axis.scale()) {
                    case LINEAR -> number(end, format("#,##0.###"));
                    case SHARE -> number(end, format("0.# %"));
                    case LOGARITHMIC -> logarithmic(end);
                };
        built.setLabel(axis.label());
        built.setLabelFont(LABEL);
        built.setLabelPaint(Palette.INK);
        built.setTickLabelFont(LABEL);
        built.setTickLabelPaint(Palette.INK);
        built.setAxisLinePaint(Palette.GRID);
        built.setTickMarksVisible(false);
        return built;
    }

    private static NumberAxis number(double end, DecimalFormat format) {
        var axis = new NumberAxis();
        axis.setRange(0, end);
        axis.setNumberFormatOverride(format);
        return axis;
    }

    private static LogAxis logarithmic(double end) {
        var axis = new LogAxis();
        axis.setBase(10);
        axis.setRange(1, Math.max(10, end * 1.1));
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(format("#,##0"));
        return axis;
    }

    private static DecimalFormat format(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }
}
