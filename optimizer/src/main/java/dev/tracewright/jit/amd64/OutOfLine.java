package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Snapshot;

import java.util.ArrayList;
import java.util.List;

/// The pieces of code that are seldom executed and lie behind the rest of a unit.
final class OutOfLine {
    /// A place to which the code jumps, emitted at the end.
    interface Piece {
        void emit();
    }

    private final DeoptTable.Builder table;
    private final Assembler asm;
    private final long deopt;
    private final List<Piece> pieces = new ArrayList<>();

    /// The number of instructions that have retired at the start of the block that is being
    /// emitted, and have not been subtracted from the budget yet.
    int pending;

    private Snapshot lastSnapshot;
    private int lastPosition = -1;
    private Label lastLabel;

    /// @param deopt the address of [Stubs#deopt]
    OutOfLine(Assembler asm, DeoptTable.Builder table, long deopt) {
        this.asm = asm;
        this.table = table;
        this.deopt = deopt;
    }

    /// A place that gives up with a state; `late` if the result of the node may have been written.
    Label deopt(Snapshot snapshot, int position, boolean late) {
        if (snapshot == lastSnapshot && position == lastPosition) {
            return lastLabel;
        }
        var label = new Label();
        int retired = pending + snapshot.retired;
        add(
                () -> {
                    asm.bind(label);
                    asm.call(deopt);
                    table.add(asm.position(), snapshot, retired, position, late);
                });
        lastSnapshot = snapshot;
        lastPosition = position;
        lastLabel = label;
        return label;
    }

    /// Stops at the start of a loop, whose budget is settled, until the unit is resumed.
    void suspend(Label spent, Label on, Snapshot start, int position) {
        add(
                () -> {
                    asm.bind(spent);
                    asm.call(deopt);
                    table.add(asm.position(), start, DeoptTable.SUSPENDED, position, false);
                    asm.jmp(on);
                });
    }

    /// Notes that the instruction emitted next may fault.
    void mayFault(Snapshot snapshot, int position) {
        table.add(asm.position(), snapshot, pending + snapshot.retired, position, false);
    }

    void add(Piece piece) {
        pieces.add(piece);
    }

    /// Emits all pieces, those included that are added meanwhile.
    void emit() {
        for (int i = 0; i < pieces.size(); i++) {
            pieces.get(i).emit();
        }
    }
}
