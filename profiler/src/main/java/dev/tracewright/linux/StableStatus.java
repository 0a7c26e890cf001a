package dev.tracewright.linux;

import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What deterministic runs are told of the host's files in place of what changes from run to run
/// although the files stay the same.
///
/// Inodes are numbers in the order of first sight. A regular file was last read when it was last
/// written, and what was written since the process started was written at its start; anything else
/// dates from that start too. Times that the process itself has set are told as they are.
final class StableStatus {
    /// The clock that files get their times from may be a tick behind the one that is asked.
    private static final long TICK = 10_000_000;

    private final Map<File, Long> inodes = new HashMap<>();
    private final Map<File, Times> set = new HashMap<>();
    private final long start;

    private record File(long device, long inode) {
        static File of(FileStatus status) {
            return new File(status.device(), status.inode());
        }
    }

    private record Times(long accessed, long modified) {}

    /// @param start when the process started, by the host's clock; files have times of that clock
    StableStatus(FileTime start) {
        this.start = start.to(TimeUnit.NANOSECONDS) - TICK;
    }

    /// Remembers that the process has set the times of a file.
    ///
    /// @param status the file's status afterwards
    void timesSet(FileStatus status) {
        set.put(File.of(status), new Times(status.accessed(), status.modified()));
    }

    /// What is told of a file.
    FileStatus of(FileStatus host) {
        if (host.device() == 0) {
            return host; // One of ours, not of the host.
        }
        File file = File.of(host);
        Times known = set.get(file);
        boolean dated = host.is(FileStatus.REGULAR) || host.is(FileStatus.SYMBOLIC_LINK);
        long modified =
                known != null && known.modified == host.modified()
                        ? known.modified
                        : time(dated, host.modified());
        long accessed =
                known != null && known.accessed == host.accessed() ? known.accessed : modified;
        return host.with(
                inodes.computeIfAbsent(file, _ -> inodes.size() + 1L),
                accessed,
                modified,
                time(dated, host.changed()));
    }

    private long time(boolean dated, long host) {
        return dated && host < start ? host : VirtualClock.EPOCH;
    }
}
