/// The guest address space: regions, protection, access.
package dev.tracewright.memory;
