/// The SSA form of compiled units: its graph, builder, verifier, printer and parser.
package dev.tracewright.ir;
