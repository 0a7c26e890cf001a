/// The static structure recovered by decoding: BasicBlock, Edge, Function.
package dev.tracewright.code;
