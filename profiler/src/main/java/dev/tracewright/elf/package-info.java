/// Reads and writes ELF64 structures; knows nothing of execution.
package dev.tracewright.elf;
