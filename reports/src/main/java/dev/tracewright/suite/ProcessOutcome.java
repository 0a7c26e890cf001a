package dev.tracewright.suite;

/// What came of a process.
///
/// @param status its exit status; 128 + N if signal N ended it
/// @param timedOut whether it was ended because it took too long
/// @param output SHA-256 of its standard output, in hexadecimal
/// @param complaint the first line on standard error, or empty
/// @param seconds from just before its start until its end was noticed
/// @param peakBytes the most memory that it had resident, as far as polling saw; 0 if unknown
public record ProcessOutcome(
        int status,
        boolean timedOut,
        String output,
        String complaint,
        double seconds,
        long peakBytes) {}
