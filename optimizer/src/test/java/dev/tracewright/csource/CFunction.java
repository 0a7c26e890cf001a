package dev.tracewright.csource;

import java.util.List;

/// A function that can be called.
///
/// @param name what stands before the parentheses: a name, or an element of a table
/// @param cost instructions that a call executes, roughly
record CFunction(String name, CType result, List<CType> parameters, long cost) {
    CFunction {
        parameters = List.copyOf(parameters);
    }
}
