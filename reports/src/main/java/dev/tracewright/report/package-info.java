/// The report model -> HTML, text, JSON, CSV.
package dev.tracewright.report;
