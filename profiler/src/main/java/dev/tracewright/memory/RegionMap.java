package dev.tracewright.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The mapped regions in order: never overlapping, equal neighbours merged.
final class RegionMap {
    private final TreeMap<Long, Region> byStart = new TreeMap<>();

    List<Region> all() {
        return List.copyOf(byStart.values());
    }

    /// The region that covers `address`, or null.
    Region find(long address) {
        Map.Entry<Long, Region> entry = byStart.floorEntry(address);
        return entry != null && address < entry.getValue().end() ? entry.getValue() : null;
    }

    /// The parts of regions that lie in the range, in order.
    List<Region> within(long start, long end) {
        List<Region> parts = new ArrayList<>();
        Long first = byStart.floorKey(start);
        for (Region region : byStart.tailMap(first == null ? start : first).values()) {
            if (region.start() >= end) {
                break;
            }
            if (region.end() > start) {
                parts.add(region.clip(start, end));
            }
        }
        return parts;
    }

    /// Removes the range, splitting the regions at its ends; returns what was there.
    List<Region> remove(long start, long end) {
        List<Region> removed = within(start, end);
        for (Region part : removed) {
            Region whole = find(part.start());
            byStart.remove(whole.start());
            if (whole.start() < part.start()) {
                insert(whole.clip(whole.start(), part.start()));
            }
            if (whole.end() > part.end()) {
                insert(whole.clip(part.end(), whole.end()));
            }
        }
        return removed;
    }

    /// Adds a region over a free range, merging it with equal neighbours.
    void add(Region region) {
        Region merged = region;
        Map.Entry<Long, Region> before = byStart.lowerEntry(region.start());
        if (before != null && merged.continues(before.getValue())) {
            Region left = before.getValue();
            merged = new Region(left.start(), merged.end(), left.permissions(), left.name());
        }
        Region after = byStart.get(region.end());
        if (after != null && after.continues(merged)) {
            byStart.remove(after.start());
            merged = new Region(merged.start(), after.end(), after.permissions(), after.name());
        }
        insert(merged);
    }

    /// How many bytes from `start` on are mapped with `access`, at most `length`.
    long accessiblePrefix(long start, long length, int access) {
        long end = start + length;
        long at = start;
        for (Region part : within(start, end)) {
            if (part.start() != at || !part.permits(access)) {
                break;
            }
            at = part.end();
        }
        return at - start;
    }

    /// Everything that some page of the range permits.
    int permissions(long start, long end) {
        int permissions = Permission.NONE;
        for (Region part : within(start, end)) {
            permissions |= part.permissions();
        }
        return permissions;
    }

    /// The highest start of `length` free bytes between `low` and `high`, or -1.
    long findFree(long length, long low, long high) {
        long top = high;
        for (Region region : byStart.headMap(high, false).descendingMap().values()) {
            if (region.end() <= top && top - Math.max(region.end(), low) >= length) {
                break;
            }
            top = Math.min(top, region.start());
            if (top - low < length) {
                return -1;
            }
        }
        return top - length >= low ? top - length : -1;
    }

    private void insert(Region region) {
        byStart.put(region.start(), region);
    }
}
