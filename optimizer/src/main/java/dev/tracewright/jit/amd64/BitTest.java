package dev.tracewright.jit.amd64;

/// Instructions that copy a bit to the carry flag and then keep, set, reset or complement it.
enum BitTest {
    BT,
    BTS,
    BTR,
    BTC
}
