package dev.tracewright.profile;

/// One side of an arithmetic coder, so that the model that drives it is written once for both
/// sides.
sealed interface BitCoder permits RangeEncoder, RangeDecoder {
    /// Probabilities are in units of 1/65536.
    int PROBABILITY_BITS = 16;

    /// The probability of a bit of which nothing is known.
    int HALF = 1 << PROBABILITY_BITS - 1;

    /// Codes a bit.
    ///
    /// @param bit the bit to encode; a decoder ignores it
    /// @param one the probability that it is 1, from 1 to 65535
    /// @return the bit that was encoded or decoded
    int code(int bit, int one);

    /// Whether this side knows the bits beforehand.
    boolean encodes();
}
