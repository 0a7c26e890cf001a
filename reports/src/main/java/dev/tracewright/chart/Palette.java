package dev.tracewright.chart;

import java.awt.Color;

/// The colours of charts. Those of data are Okabe and Ito's, which people with any of the usual
/// deficiencies of colour vision can tell apart; they also differ in lightness.
public final class Palette {
    /// Text and error bars.
    public static final Color INK = new Color(0x22272e);

    /// Grid lines and axes.
    public static final Color GRID = new Color(0xd5dae0);

    /// What lies behind everything.
    public static final Color PAPER = new Color(0xffffff);

    /// Bars that others are compared with.
    public static final Color REFERENCE = new Color(0x9aa3ad);

    /// Bars, and the first curve.
    public static final Color SUBJECT = new Color(0x0072b2);

    private static final Color[] CURVES = {
        SUBJECT, new Color(0xd55e00), new Color(0x009e73), new Color(0xcc79a7)
    };

    private Palette() {}

    /// The colour of a curve by its position from 0.
    static Color curve(int index) {
        return CURVES[index % CURVES.length];
    }
}
