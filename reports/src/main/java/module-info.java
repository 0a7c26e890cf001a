/// Measures, compares and reports; holds the command line.
module dev.tracewright.reports {
    requires dev.tracewright.profiler;
    requires dev.tracewright.optimizer;
    requires info.picocli;
    requires java.desktop;
    requires org.apache.commons.csv;
}
