/// A program's whole life under an engine: started, run to its end, and what it left behind.
package dev.tracewright.run;
