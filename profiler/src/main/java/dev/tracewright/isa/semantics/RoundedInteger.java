package dev.tracewright.isa.semantics;

import static dev.tracewright.isa.semantics.Fcsr.RDN;
import static dev.tracewright.isa.semantics.Fcsr.RMM;
import static dev.tracewright.isa.semantics.Fcsr.RNE;
import static dev.tracewright.isa.semantics.Fcsr.RTZ;
import static dev.tracewright.isa.semantics.Fcsr.RUP;

import java.math.BigInteger;

/// The magnitude of a number rounded to an integer, and whether that changed it.
record RoundedInteger(BigInteger value, boolean inexact) {
    /// Rounds ±(`magnitude` + s)·2^-`shift`, where s is 0 or, if `sticky`, some number strictly
    /// between 0 and 1; with `sticky`, `shift` must be positive.
    static RoundedInteger of(
            boolean negative, BigInteger magnitude, int shift, boolean sticky, int rm) {
        if (shift <= 0) {
            return new RoundedInteger(magnitude.shiftLeft(-shift), false);
        }
        BigInteger truncated = magnitude.shiftRight(shift);
        boolean half = magnitude.testBit(shift - 1);
        boolean rest = sticky || magnitude.signum() != 0 && magnitude.getLowestSetBit() < shift - 1;
        boolean inexact = half || rest;
        boolean up =
                switch (rm) {
                    case RNE -> half && (rest || truncated.testBit(0));
                    case RTZ -> false;
                    case RDN -> inexact && negative;
                    case RUP -> inexact && !negative;
                    case RMM -> half;
                    default -> throw new IllegalArgumentException("rounding mode " + rm);
                };
        return new RoundedInteger(up ? truncated.add(BigInteger.ONE) : truncated, inexact);
    }
}
