package dev.tracewright.ir;

/// The execution counters of a region's branches and jumps, by the indices of the blocks that they
/// end; -1 where nothing is counted.
///
/// Where an indirect jump is counted, all its targets are: those that it is not compared with are
/// left to the interpreter, which counts the jump.
public interface TransferCounters {
    /// Counts nothing.
    TransferCounters NONE =
            new TransferCounters() {
                @Override
                public int executed(int block) {
                    return -1;
                }

                @Override
                public int way(int block, int way) {
                    return -1;
                }

                @Override
                public int unexpected(int block) {
                    return -1;
                }
            };

    /// The counter of how often control came to the transfer.
    int executed(int block);

    /// The counter of one way on: of a branch 0 is taken and 1 is not; those of an indirect jump
    /// are the expected targets.
    int way(int block, int way);

    /// The counter of how often an indirect jump was left to the interpreter.
    int unexpected(int block);
}
