package dev.tracewright.engine.emit;

import dev.tracewright.engine.InterpreterLoop;
import dev.tracewright.isa.Opcode;
import dev.tracewright.profile.ProfileRecorder;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The variants of an emitted switch, each emitted when it is first needed, unless the build has
/// done so.
///
/// Loops have no state, so all runs of an engine share one and what HotSpot made of it.
public final class EmittedLoops {
    private record Variant(List<FusedCase> fused, InterpreterLoop loop) {}

    private final List<Opcode> inline;
    private final List<FusedCase> fused;
    private final Map<Recording, Variant> variants = new EnumMap<>(Recording.class);

    /// Loops with cases for these opcodes and for as many of the sequences as fit.
    public EmittedLoops(List<Opcode> inline, List<FusedCase> fused) {
        this.inline = inline;
        this.fused = fused;
    }

    /// The loop that serves a recorder, or none.
    public InterpreterLoop loop(Optional<ProfileRecorder> recorder) {
        return variant(recorder).loop;
    }

    /// The sequences that have a case in that loop: the first ones of those that were asked for.
    public List<FusedCase> fitting(Optional<ProfileRecorder> recorder) {
        return variant(recorder).fused;
    }

    private synchronized Variant variant(Optional<ProfileRecorder> recorder) {
        return variants.computeIfAbsent(Recording.of(recorder), this::make);
    }

    private Variant make(Recording recording) {
        if (fused.isEmpty() && inline.equals(OpcodeSets.inline())) {
            Optional<InterpreterLoop> built = BuiltLoops.find(recording);
            if (built.isPresent()) {
                return new Variant(fused, built.get());
            }
        }
        var emitter = SwitchEmitter.fitting(recording, inline, fused);
        return new Variant(emitter.fused(), emitter.define());
    }
}
