/// Runs a Hart; engines differ in dispatch only.
package dev.tracewright.engine;
