package dev.tracewright.elf;

/// One note of a `PT_NOTE` segment.
///
/// @param owner who defines the type: `GNU` ...
/// @param type for the owner `GNU`: 3 is the build-id
/// @param offset first byte of the description in the file
/// @param size bytes of the description
public record Note(String owner, int type, long offset, int size) {
    /// `NT_GNU_BUILD_ID`
    public static final int BUILD_ID = 3;
}
