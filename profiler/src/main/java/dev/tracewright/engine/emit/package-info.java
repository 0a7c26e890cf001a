/// The one translation from expressions to JVM bytecode.
package dev.tracewright.engine.emit;
