package dev.tracewright.memory;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The address space of one guest process: 4 TiB of the host's in one piece, so that guest address
/// `a` lies at host address [#hostBase] + `a`.
///
/// Pages cost memory when they are touched. What the guest may not load or store the host cannot
/// either ([HostRange]), nor the 2 GiB before and behind. Mapping calls exclude one another;
/// accesses do not wait for them. After [#close] every access is refused with an
/// `IllegalStateException`.
public final class GuestMemory extends GuestAccess implements AutoCloseable {
    /// The lowest address that [#findFree(long, long)] gives out: what Linux keeps free
    /// (`vm.mmap_min_addr`).
    public static final long LOWEST = 0x1_0000;

    /// The first address behind the address space.
    public static final long LIMIT = 1L << ADDRESS_BITS;

    private final RegionMap regions;
    private final HostRange host;
    private final PermissionTable table;
    private final List<CodeListener> codeListeners = new CopyOnWriteArrayList<>();
    private boolean closed;

    private GuestMemory(RegionMap regions, HostRange host, PermissionTable table) {
        super(host.base(), table.address());
        this.regions = regions;
        this.host = host;
        this.table = table;
    }

    /// Reserves an empty address space.
    ///
    /// @throws UnsupportedOperationException on a host that is neither Linux nor macOS
    /// @throws IllegalStateException if the host has no room for it
    public static GuestMemory reserve() {
        return reserve(HostPages.size());
    }

    /// An address space for tests of hosts with larger pages.
    static GuestMemory reserve(long hostPageSize) {
        RegionMap regions = new RegionMap();
        return new GuestMemory(
                regions, new HostRange(regions, hostPageSize), new PermissionTable(hostPageSize));
    }

    /// Maps pages of zeros without a name, replacing what was there.
    public void map(long address, long length, int permissions) {
        map(address, length, permissions, "");
    }

    /// Maps pages of zeros, replacing what was there. Address and length are multiples of 4 KiB.
    ///
    /// @throws GuestMemoryExhausted if the host refuses
    public synchronized void map(long address, long length, int permissions, String name) {
        long end = checkRange(address, length);
        Region region = new Region(address, end, Permission.check(permissions), name);
        drop(address, end);
        regions.add(region);
        if (permissions != Permission.NONE) {
            host.synchronize(address, end);
        }
        table.set(region);
    }

    /// Removes the pages of a range, mapped or not.
    public synchronized void unmap(long address, long length) {
        drop(address, checkRange(address, length));
    }

    /// Changes the permissions of pages that are all mapped; contents stay.
    ///
    /// @throws IllegalArgumentException if some page is not mapped
    public synchronized void protect(long address, long length, int permissions) {
        long end = checkRange(address, length);
        Permission.check(permissions);
        if (!isMapped(address, length)) {
            throw new IllegalArgumentException(
                    "0x%x-0x%x is not mapped throughout".formatted(address, end));
        }
        for (Region old : regions.remove(address, end)) {
            if (old.permits(Permission.EXECUTE)) {
                announceCodeChange(old.start(), old.end());
            }
            Region changed = new Region(old.start(), old.end(), permissions, old.name());
            regions.add(changed);
            table.set(changed);
        }
        host.synchronize(address, end);
    }

    /// Moves pages with their contents, permissions and names to a range that does not overlap
    /// theirs, replacing what was there.
    public synchronized void move(long from, long length, long to) {
        long end = checkRange(from, length);
        long toEnd = checkRange(to, length);
        if (from < toEnd && to < end) {
            throw new IllegalArgumentException("the ranges overlap");
        }
        List<Region> moved = regions.within(from, end);
        drop(to, toEnd);
        for (Region old : moved) {
            long target = old.start() - from + to;
            map(target, old.length(), old.permissions(), old.name());
            copyTouched(old, target);
        }
        drop(from, end);
    }

    /// The mapped regions in ascending order; neighbours that are alike are one region.
    public synchronized List<Region> regions() {
        return regions.all();
    }

    /// The region that contains an address.
    public synchronized Optional<Region> region(long address) {
        return Optional.ofNullable(regions.find(address));
    }

    /// Whether every page of the range is mapped, whatever its permissions.
    public synchronized boolean isMapped(long address, long length) {
        return accessiblePrefix(address, length, Permission.NONE) == length;
    }

    /// The start of `length` free bytes: `hint` if that is a free place, or else the highest place
    /// in the address space, or -1.
    public long findFree(long length, long hint) {
        return findFree(length, hint, LOWEST, LIMIT);
    }

    /// The start of `length` free bytes between `low` and `high`: `hint` if that is a free place
    /// anywhere, or else the highest place, or -1. The hint may be 0 for none.
    public synchronized long findFree(long length, long hint, long low, long high) {
        if (length <= 0 || length > LIMIT) {
            return -1;
        }
        long rounded = length + PAGE_SIZE - 1 & -PAGE_SIZE;
        long wanted = hint & -PAGE_SIZE;
        if (wanted >= LOWEST
                && wanted <= LIMIT - rounded
                && regions.within(wanted, wanted + rounded).isEmpty()) {
            return wanted;
        }
        return regions.findFree(rounded, low, high);
    }

    /// Whether an access of `size` bytes with all bits of `access` would succeed.
    public boolean isAccessible(long address, int size, int access) {
        return accessiblePrefix(address, size, access) == size;
    }

    /// How many bytes from `address` on permit `access`, at most `length`; a negative length counts
    /// as unbounded.
    public synchronized long accessiblePrefix(long address, long length, int access) {
        if (address >>> ADDRESS_BITS != 0) {
            return 0;
        }
        long room = LIMIT - address;
        long wanted = length < 0 ? room : Math.min(length, room);
        return regions.accessiblePrefix(address, wanted, access);
    }

    /// The host's view of a range, for bulk transfers; valid until the mapping changes.
    ///
    /// @param access what will be done with it; writing tells the code listeners
    /// @throws MemoryFault if some byte does not permit the access
    public synchronized MemorySegment slice(long address, long length, int access) {
        long prefix = accessiblePrefix(address, length, access);
        if (prefix != length) {
            throw fault(address + prefix, access);
        }
        if ((access & Permission.WRITE) != 0) {
            for (Region part : regions.within(address, address + length)) {
                if (part.permits(Permission.EXECUTE)) {
                    announceCodeChange(part.start(), part.end());
                }
            }
        }
        return HostMemory.segment(length == 0 ? hostBase() : hostBase() + address, length);
    }

    /// Copies guest bytes to an array.
    public void read(long address, byte[] to, int offset, int length) {
        MemorySegment.copy(
                slice(address, length, Permission.READ),
                0,
                MemorySegment.ofArray(to),
                offset,
                length);
    }

    /// Copies bytes of an array to the guest, for system calls.
    public void write(long address, byte[] from, int offset, int length) {
        MemorySegment.copy(
                MemorySegment.ofArray(from),
                offset,
                slice(address, length, Permission.WRITE),
                0,
                length);
    }

    /// Fills pages in whatever their permissions are, for loaders.
    public synchronized void initialize(long address, MemorySegment contents) {
        long end = address + contents.byteSize();
        long from = address & -PAGE_SIZE;
        long to = end + PAGE_SIZE - 1 & -PAGE_SIZE;
        if (!isMapped(from, to - from)) {
            throw new IllegalArgumentException(
                    "0x%x-0x%x is not mapped throughout".formatted(address, end));
        }
        host.open(from, to);
        HostMemory.segment(hostBase() + address, contents.byteSize()).copyFrom(contents);
        table.touch(from, to);
        for (Region part : regions.within(from, to)) {
            host.synchronize(part.start(), part.end());
        }
    }

    /// The bytes up to a terminating zero, as UTF-8; empty if there is none in `max` bytes.
    ///
    /// @throws MemoryFault if memory ends before the terminator
    public Optional<String> readCString(long address, int max) {
        int length = 0;
        while (length < max && loadByte(address + length) != 0) {
            length++;
        }
        if (length == max) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        read(address, bytes, 0, length);
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /// SHA-256 over the addresses, permissions and contents of all mapped pages.
    ///
    /// It does not depend on the names of regions, nor on whether a page of zeros was ever touched.
    public synchronized byte[] digest() {
        MemoryDigest digest = new MemoryDigest();
        digest.addRegions(regions.all());
        try (TouchedPages touched = new TouchedPages(host, table)) {
            for (Region region : regions.all()) {
                touched.visit(region, page -> digest.addPage(page, hostPage(page)));
            }
        }
        return digest.finish();
    }

    /// Registers a listener for changes of code.
    public void onCodeChange(CodeListener listener) {
        codeListeners.add(listener);
    }

    /// Gives everything back to the host.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            replaceTable(PermissionTable.closed());
            host.release();
            table.release();
        }
    }

    @Override
    synchronized int fetchUnreadable(long address) {
        require(address, 2, Permission.EXECUTE);
        long end = address + 2;
        boolean hidden = accessiblePrefix(address, 2, Permission.READ) != 2;
        if (hidden) {
            host.open(address & -PAGE_SIZE, end);
        }
        int parcel = HostMemory.getShort(hostBase() + address) & 0xffff;
        if (hidden) {
            for (Region part : regions.within(address, end)) {
                host.synchronize(
                        part.start() & -PAGE_SIZE, part.end() + PAGE_SIZE - 1 & -PAGE_SIZE);
            }
        }
        return parcel;
    }

    @Override
    synchronized void require(long address, int size, int access) {
        if (closed) {
            throw new IllegalStateException("the guest's memory is closed");
        }
        long prefix = accessiblePrefix(address, size, access);
        if (prefix != size) {
            throw fault(address + prefix, access);
        }
        table.enterChunk(regions.find(address), address);
        table.enterChunk(regions.find(address + size - 1), address + size - 1);
    }

    private MemoryFault fault(long address, int access) {
        boolean mapped = address >>> ADDRESS_BITS == 0 && regions.find(address) != null;
        return new MemoryFault(
                address,
                (access & Permission.WRITE) != 0 ? Permission.WRITE : access,
                mapped ? MemoryFault.Reason.FORBIDDEN : MemoryFault.Reason.UNMAPPED);
    }

    private void drop(long start, long end) {
        List<Region> dropped = regions.remove(start, end);
        for (Region part : dropped) {
            if (part.permits(Permission.EXECUTE)) {
                announceCodeChange(part.start(), part.end());
            }
            table.clear(part.start(), part.end());
        }
        for (Region part : dropped) {
            host.discard(part.start(), part.end());
        }
    }

    private void copyTouched(Region from, long to) {
        host.open(to, to + from.length());
        try (TouchedPages touched = new TouchedPages(host, table)) {
            touched.visit(
                    from,
                    page -> {
                        long target = page - from.start() + to;
                        hostPage(target).copyFrom(hostPage(page));
                        table.touch(target, target + PAGE_SIZE);
                    });
        }
        host.synchronize(to, to + from.length());
    }

    private MemorySegment hostPage(long page) {
        return HostMemory.segment(hostBase() + page, PAGE_SIZE);
    }

    /// Tells the listeners that code in a range may have changed.
    public void announceCodeChange(long start, long end) {
        for (CodeListener listener : codeListeners) {
            listener.codeChanged(start, end);
        }
    }

    private static long checkRange(long address, long length) {
        if ((address | length) % PAGE_SIZE != 0
                || address < 0
                || length <= 0
                || length > LIMIT
                || address > LIMIT - length) {
            throw new IllegalArgumentException(
                    "0x%x bytes at 0x%x are not pages of the address space"
                            .formatted(length, address));
        }
        return address + length;
    }
}
