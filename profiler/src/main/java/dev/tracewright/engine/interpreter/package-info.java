/// The ladder of interpreters: the same decoded instructions under different kinds of dispatch.
package dev.tracewright.engine.interpreter;
