/// Random programs in C, whose behaviour is defined.
package dev.tracewright.csource;
