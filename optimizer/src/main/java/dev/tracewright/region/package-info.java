/// Grows hot paths into regions: graphs of guest blocks that are compiled as one unit.
package dev.tracewright.region;
