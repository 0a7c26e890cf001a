/// Selects hot-path traces from edges and branch traces.
package dev.tracewright.trace;
