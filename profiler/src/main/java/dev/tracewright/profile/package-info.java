/// What happened: counts, edges, calls, branch trace; the versioned profile file.
package dev.tracewright.profile;
