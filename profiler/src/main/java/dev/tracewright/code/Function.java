package dev.tracewright.code;

/// A range of code that has a name.
///
/// @param name as in the symbol table, or `sub_` and the address in hexadecimal
/// @param start address of the first instruction
/// @param end address after the last
public record Function(String name, long start, long end) {
    /// Whether the address lies in the function.
    public boolean contains(long address) {
        return address >= start && address < end;
    }
}
