/// Compiled units: formation, linking, side exits, code memory, flushing.
package dev.tracewright.jit;
