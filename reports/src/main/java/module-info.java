/// Measures, compares and reports; holds the command line.
module dev.tracewright.reports {
    exports dev.tracewright.chart;
    exports dev.tracewright.compare;
    exports dev.tracewright.measure;
    exports dev.tracewright.report;
    exports dev.tracewright.suite;

    requires transitive dev.tracewright.optimizer;
    requires transitive dev.tracewright.profiler;
    requires info.picocli;
    requires transitive java.desktop;
    requires java.xml;
    requires org.apache.commons.csv;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.jfree.jfreechart;
}
