/// Units as JVM bytecode, which runs wherever a JVM does.
package dev.tracewright.jit.bytecode;
