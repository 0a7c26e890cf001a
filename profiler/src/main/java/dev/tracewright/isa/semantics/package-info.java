/// What instructions mean: expressions over primitive operations, and the primitives.
package dev.tracewright.isa.semantics;
