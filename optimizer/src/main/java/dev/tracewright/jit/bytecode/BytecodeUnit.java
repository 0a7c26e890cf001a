package dev.tracewright.jit.bytecode;

import dev.tracewright.engine.emit.HiddenClasses;
import dev.tracewright.ir.Block;
import dev.tracewright.ir.Graph;
import dev.tracewright.jit.CodeCache;

import java.lang.invoke.MethodHandles;
import java.util.List;

/// A unit as a class.
final class BytecodeUnit implements CodeCache.Code {
    private final UnitClass type;
    private final List<Long> entries;
    private final CompiledUnit code;

    private BytecodeUnit(UnitClass type, List<Long> entries, CompiledUnit code) {
        this.type = type;
        this.entries = entries;
        this.code = code;
    }

    /// Compiles a unit.
    static BytecodeUnit of(Graph graph) {
        UnitClass type = UnitClass.of(graph);
        List<Long> entries = graph.entries().stream().map((Block entry) -> entry.pc).toList();
        CompiledUnit code =
                HiddenClasses.instantiate(MethodHandles.lookup(), type.bytes(), CompiledUnit.class);
        return new BytecodeUnit(type, entries, code);
    }

    /// The addresses of the entries, in the order of their numbers.
    List<Long> entries() {
        return entries;
    }

    /// What executes it.
    CompiledUnit code() {
        return code;
    }

    /// The address of an exit's jump.
    long site(int exit) {
        return type.sites().get(exit);
    }

    @Override
    public int size() {
        return HiddenClasses.longestMethod(type.bytes());
    }

    @Override
    public String listing() {
        return BytecodeListing.of(type.bytes());
    }
}
