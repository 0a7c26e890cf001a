/// One class per optimization pass; the pipeline is a list.
package dev.tracewright.pass;
