/// Repeated runs, statistics with error bars, host facts.
package dev.tracewright.measure;
