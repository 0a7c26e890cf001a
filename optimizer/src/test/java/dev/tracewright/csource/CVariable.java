package dev.tracewright.csource;

/// Something that has a name and holds values.
///
/// @param name an expression where `[]` follows for arrays
/// @param type of the value, or of an element
/// @param length the number of elements, a power of two; 1 for scalars
/// @param assignable whether statements may change it
record CVariable(String name, CType type, int length, boolean assignable) {
    boolean isArray() {
        return length > 1;
    }
}
