package dev.tracewright.trace;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.profile.Profile;
import dev.tracewright.profile.Replay;

import java.io.IOException;
import java.util.Optional;

/// The blocks of a recorded run, replayed from its branch trace: all of them, or of a long run
/// parts that are spread evenly over it.
public final class RecordedPath implements BlockPath {
    private static final int PARTS = 20;

    private final Profile profile;
    private final InstructionSource code;
    private final long events;
    private final long maxBlocks;

    private RecordedPath(Profile profile, InstructionSource code, long events, long maxBlocks) {
        this.profile = profile;
        this.code = code;
        this.events = events;
        this.maxBlocks = maxBlocks;
    }

    /// The path of a profile; empty if it has no branch trace or no blocks are wanted.
    ///
    /// @param maxBlocks how many blocks a walk visits at most
    public static Optional<BlockPath> of(Profile profile, InstructionSource code, long maxBlocks) {
        return profile.trace()
                .filter(_ -> maxBlocks > 0)
                .map(trace -> new RecordedPath(profile, code, trace.events(), maxBlocks));
    }

    @Override
    public void walk(Visitor visitor) throws IOException {
        try (var replay = new Replay(profile, code)) {
            if (profile.blockExecutions() <= maxBlocks) {
                walk(replay, visitor, maxBlocks);
                return;
            }
            long length = Math.max(1, maxBlocks / PARTS);
            boolean wanted = true;
            for (int part = 0; part < PARTS && part * length < maxBlocks && wanted; part++) {
                replay.seek(events / PARTS * part);
                visitor.gap();
                wanted = walk(replay, visitor, length);
            }
        }
    }

    private static boolean walk(Replay replay, Visitor visitor, long length) throws IOException {
        for (long left = length; left > 0 && replay.advance(); left--) {
            if (!visitor.block(replay.count().start())) {
                return false;
            }
        }
        return true;
    }
}
