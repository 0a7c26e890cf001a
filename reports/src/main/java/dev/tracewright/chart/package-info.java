/// JFreeChart charts as PNG and SVG.
package dev.tracewright.chart;
