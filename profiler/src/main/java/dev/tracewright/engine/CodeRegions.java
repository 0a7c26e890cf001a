package dev.tracewright.engine;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.memory.Region;
import dev.tracewright.profile.CodeCounters;
import dev.tracewright.profile.ProfileRecorder;

import java.util.Optional;
import java.util.TreeMap;

/// The code regions of an address space, made when execution first reaches them.
public final class CodeRegions {
    /// Larger executable mappings are decoded in windows of this many bytes.
    private static final long WINDOW = 1L << 26;

    private final GuestMemory memory;
    private final Optional<ProfileRecorder> recorder;
    private boolean cleared;
    private final TreeMap<Long, CodeRegion> regions = new TreeMap<>();

    /// The regions of a memory; with a recorder each gets counters.
    public CodeRegions(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        this.memory = memory;
        this.recorder = recorder;
    }

    /// The region that contains an address, or null if nothing can be executed there.
    public CodeRegion at(long pc) {
        var known = regions.floorEntry(pc);
        if (known != null && known.getValue().contains(pc)) {
            return known.getValue();
        }
        Region mapped = memory.region(pc).orElse(null);
        if (mapped == null || !mapped.permits(Permission.EXECUTE)) {
            return null;
        }
        long base = mapped.start() + (pc - mapped.start()) / WINDOW * WINDOW;
        int parcels = (int) (Math.min(WINDOW, mapped.end() - base) / 2);
        CodeCounters counters = recorder.map(r -> r.counters(base, parcels)).orElse(null);
        CodeRegion region = new CodeRegion(base, parcels, counters);
        regions.put(base, region);
        return region;
    }

    /// Forgets what was decoded in a range whose contents or permissions have changed. A region's
    /// last instruction may end in the two bytes behind it.
    public void codeChanged(long start, long end) {
        regions.values()
                .removeIf(
                        region -> region.base < end && start < region.address(region.parcels + 1));
    }

    /// Forgets everything that was decoded.
    public void clear() {
        regions.clear();
        cleared = true;
    }

    /// Whether everything has been forgotten since this was asked last.
    boolean wasCleared() {
        boolean was = cleared;
        cleared = false;
        return was;
    }
}
