/// Mines and selects frequent instruction sequences.
package dev.tracewright.superinstruction;
