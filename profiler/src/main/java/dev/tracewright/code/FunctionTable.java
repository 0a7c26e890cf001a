package dev.tracewright.code;

import dev.tracewright.program.SymbolTable;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The functions of a program in ascending order: those its symbols name, and in the gaps between
/// them those that are called.
public final class FunctionTable {
    private final List<Function> functions;
    private final long[] starts;

    private FunctionTable(List<Function> functions) {
        this.functions = List.copyOf(functions);
        starts = functions.stream().mapToLong(Function::start).toArray();
    }

    /// Makes the table.
    ///
    /// @param callTargets addresses that are called, in any order
    /// @param codeEnd the address behind the last code, where an unnamed last function ends
    public static FunctionTable of(
            SymbolTable symbols, Collection<Long> callTargets, long codeEnd) {
        var byStart = new TreeMap<Long, Function>();
        for (SymbolTable.Function symbol : symbols.functions()) {
            byStart.put(symbol.start(), new Function(symbol.name(), symbol.start(), symbol.end()));
        }
        for (long target : callTargets) {
            if (symbols.lookup(target).isEmpty() && target < codeEnd) {
                byStart.put(
                        target, new Function("sub_" + Long.toHexString(target), target, codeEnd));
            }
        }
        // A function ends at the latest where the next one begins.
        for (Function function : List.copyOf(byStart.values())) {
            Long next = byStart.higherKey(function.start());
            if (next != null && next < function.end()) {
                byStart.put(
                        function.start(), new Function(function.name(), function.start(), next));
            }
        }
        return new FunctionTable(List.copyOf(byStart.values()));
    }

    /// All functions in ascending order; they do not overlap.
    public List<Function> functions() {
        return functions;
    }

    /// The function that contains the address.
    public Optional<Function> at(long address) {
        int index = Arrays.binarySearch(starts, address);
        int candidate = index >= 0 ? index : -index - 2;
        return candidate >= 0 && functions.get(candidate).contains(address)
                ? Optional.of(functions.get(candidate))
                : Optional.empty();
    }

    /// `main+0x1c`, or `0x10b2c` where no function is known.
    public String describe(long address) {
        return at(address)
                .map(function -> describe(function, address))
                .orElse("0x" + Long.toHexString(address));
    }

    private static String describe(Function function, long address) {
        long offset = address - function.start();
        return offset == 0 ? function.name() : function.name() + "+0x" + Long.toHexString(offset);
    }
}
