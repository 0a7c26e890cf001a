/// Picocli: parse, call, render, exit code; no logic.
package dev.tracewright.cli;
