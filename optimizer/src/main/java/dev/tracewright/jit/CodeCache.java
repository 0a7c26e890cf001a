package dev.tracewright.jit;

import dev.tracewright.engine.Hart;
import dev.tracewright.ir.Graph;

/// The compiled units of one address space.
///
/// [#compile] may be called by a background thread while another runs units; everything else is
/// called by the thread that executes the hart.
public interface CodeCache extends AutoCloseable {
    /// A unit that was compiled and can be installed.
    interface Code {
        /// Bytes of code.
        int size();

        /// The machine code or bytecode as text, for `explain`.
        String listing();
    }

    /// Compiles a unit.
    ///
    /// @throws UnitRefusedException if this back end cannot, or should not, compile it
    Code compile(Graph graph);

    /// Makes a unit reachable at its entries, instead of those that were installed there before.
    ///
    /// @return false if there is no room for it; flush and install again
    boolean install(Code code);

    /// Whether a unit that is installed has an entry at the address.
    boolean hasEntry(long pc);

    /// Forgets all units.
    void flush();

    /// Runs from `hart.pc`, which has an entry, from unit to unit, until control leaves compiled
    /// code. All of the hart's state is exact then.
    ///
    /// @param limit no more than so many instructions will have retired
    Departure run(Hart hart, long limit);

    /// The address of the branch or jump by which control left in the last [Departure#EXIT].
    long exitSite();

    /// How often it was looked up at run time which unit comes next; 0 where units jump to one
    /// another.
    default long dispatches() {
        return 0;
    }

    /// A new execution counter ([dev.tracewright.ir.Kind#COUNT]), starting at zero.
    int newCounter();

    /// What a counter has counted.
    long counted(int counter);

    @Override
    void close();
}
