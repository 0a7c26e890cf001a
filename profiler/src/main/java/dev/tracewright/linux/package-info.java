/// The Linux system calls as a table; files, time, processes, signals.
package dev.tracewright.linux;
