/// Suites of programs, run as whole processes in several ways, checked and timed.
package dev.tracewright.suite;
