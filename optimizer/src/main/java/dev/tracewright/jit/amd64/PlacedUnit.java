package dev.tracewright.jit.amd64;

/// A unit of machine code in its place.
///
/// @param address of its first byte
record PlacedUnit(NativeUnit unit, long address) {
    /// The offset of an address in the unit.
    int offset(long at) {
        return (int) (at - address);
    }
}
