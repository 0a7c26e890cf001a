/// Lowers the trace IR to amd64 machine code: assembler, register allocation, code memory, entry
/// and exit.
package dev.tracewright.jit.amd64;
