package dev.tracewright.csource;

/// The types of scalars.
enum CType {
    I8("int8_t", "i8", 8, true),
    U8("uint8_t", "u8", 8, false),
    I16("int16_t", "i16", 16, true),
    U16("uint16_t", "u16", 16, false),
    I32("int32_t", "i32", 32, true),
    U32("uint32_t", "u32", 32, false),
    I64("int64_t", "i64", 64, true),
    U64("uint64_t", "u64", 64, false),
    FLOAT("float", "f", 32, true),
    DOUBLE("double", "d", 64, true);

    final String word;
    final String suffix;
    final int bits;
    final boolean signed;

    CType(String word, String suffix, int bits, boolean signed) {
        this.word = word;
        this.suffix = suffix;
        this.bits = bits;
        this.signed = signed;
    }

    boolean floating() {
        return this == FLOAT || this == DOUBLE;
    }

    /// The unsigned type to calculate in: there overflow is defined, and nothing is promoted to
    /// `int`.
    String unsigned() {
        return bits == 64 ? U64.word : U32.word;
    }

    /// An expression of type `uint64_t` that depends on every bit of a value.
    String bitsOf(String value) {
        return switch (this) {
            case FLOAT -> "bits32(" + value + ")";
            case DOUBLE -> "bits64(" + value + ")";
            default -> "(uint64_t)(" + value + ")";
        };
    }
}
