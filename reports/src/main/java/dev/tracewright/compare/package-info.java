/// Baseline against candidate, with the proof of equal behaviour.
package dev.tracewright.compare;
