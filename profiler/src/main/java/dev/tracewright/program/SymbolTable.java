package dev.tracewright.program;

import dev.tracewright.elf.ElfFile;
import dev.tracewright.elf.ProgramHeader;
import dev.tracewright.elf.Symbol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The functions of a program by address. Names are those of the file, not demangled.
public final class SymbolTable {
    /// The table of a stripped program.
    public static final SymbolTable EMPTY = new SymbolTable(List.of());

    /// A named range of code.
    ///
    /// @param name as in the file
    /// @param start first address
    /// @param end first address behind it
    public record Function(String name, long start, long end) {}

    /// A place in a function.
    ///
    /// @param function the function
    /// @param offset bytes from its start
    public record Location(Function function, long offset) {
        /// `main` or `main+0x1c`.
        @Override
        public String toString() {
            return offset == 0 ? function.name() : "%s+0x%x".formatted(function.name(), offset);
        }
    }

    private final List<Function> functions;
    private final long[] starts;

    private SymbolTable(List<Function> functions) {
        this.functions = List.copyOf(functions);
        this.starts = functions.stream().mapToLong(Function::start).toArray();
    }

    /// The functions of a file, at addresses moved by `loadBias`.
    ///
    /// Where several symbols have one address the best known name wins: functions before mere
    /// labels, global before weak before local, then the order of names. Labels within a function
    /// are left out. A function of unknown size ends where the next one begins.
    public static SymbolTable of(ElfFile elf, long loadBias) {
        List<Symbol> candidates =
                elf.symbols().stream()
                        .filter(symbol -> isCode(symbol, elf))
                        .sorted(
                                Comparator.comparingLong(Symbol::value)
                                        .thenComparingInt(SymbolTable::rank)
                                        .thenComparing(Symbol::name))
                        .toList();
        List<Function> functions = new ArrayList<>();
        long coveredTo = 0;
        for (int i = 0; i < candidates.size(); i++) {
            Symbol symbol = candidates.get(i);
            boolean same = i > 0 && candidates.get(i - 1).value() == symbol.value();
            boolean label = symbol.type() != Symbol.FUNCTION && symbol.value() < coveredTo;
            if (!same && !label) {
                long end = end(symbol, candidates, i, elf);
                coveredTo = Math.max(coveredTo, symbol.size() > 0 ? end : symbol.value());
                functions.add(
                        new Function(symbol.name(), symbol.value() + loadBias, end + loadBias));
            }
        }
        return functions.isEmpty() ? EMPTY : new SymbolTable(functions);
    }

    /// All functions in ascending order of their starts.
    public List<Function> functions() {
        return functions;
    }

    /// The function that contains an address, in logarithmic time.
    public Optional<Location> lookup(long address) {
        int index = Arrays.binarySearch(starts, address);
        int candidate = index >= 0 ? index : -index - 2;
        if (candidate < 0 || address >= functions.get(candidate).end()) {
            return Optional.empty();
        }
        Function function = functions.get(candidate);
        return Optional.of(new Location(function, address - function.start()));
    }

    /// The first function of a name.
    public Optional<Function> function(String name) {
        return functions.stream().filter(function -> function.name().equals(name)).findFirst();
    }

    /// `main+0x1c`, or `0x10b2c` where no function is known.
    public String describe(long address) {
        return lookup(address).map(Location::toString).orElse("0x%x".formatted(address));
    }

    private static boolean isCode(Symbol symbol, ElfFile elf) {
        boolean code = symbol.type() == Symbol.FUNCTION || symbol.type() == Symbol.NO_TYPE;
        return code
                && symbol.isDefined()
                && !symbol.name().isEmpty()
                && !isMark(symbol.name())
                && executableEnd(symbol.value(), elf) >= 0;
    }

    /// Mapping symbols (`$x`, `$d`; RISC-V psABI) and the compiler's local labels.
    private static boolean isMark(String name) {
        return name.startsWith("$") || name.startsWith(".L");
    }

    private static int rank(Symbol symbol) {
        int kind = symbol.type() == Symbol.FUNCTION ? 0 : 4;
        int binding =
                switch (symbol.binding()) {
                    case Symbol.GLOBAL -> 0;
                    case Symbol.WEAK -> 1;
                    default -> 2;
                };
        return kind + binding;
    }

    private static long end(Symbol symbol, List<Symbol> sorted, int index, ElfFile elf) {
        long limit = executableEnd(symbol.value(), elf);
        if (symbol.size() > 0 && symbol.size() <= limit - symbol.value()) {
            return symbol.value() + symbol.size();
        }
        for (int i = index + 1; i < sorted.size(); i++) {
            if (sorted.get(i).value() > symbol.value()) {
                return Math.min(limit, sorted.get(i).value());
            }
        }
        return limit;
    }

    /// The end of the executable segment that contains an address of the file, or -1.
    private static long executableEnd(long address, ElfFile elf) {
        for (ProgramHeader header : elf.programHeaders(ProgramHeader.LOAD)) {
            if (header.has(ProgramHeader.EXECUTABLE)
                    && address >= header.address()
                    && address < header.address() + header.memorySize()) {
                return header.address() + header.memorySize();
            }
        }
        return -1;
    }
}
