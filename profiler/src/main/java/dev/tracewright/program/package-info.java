/// A loadable program: image, entry point, initial stack, symbols.
package dev.tracewright.program;
