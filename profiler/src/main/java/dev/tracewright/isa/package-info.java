/// The instruction set: each instruction is defined once, in the table
/// [dev.tracewright.isa.Opcode].
package dev.tracewright.isa;
