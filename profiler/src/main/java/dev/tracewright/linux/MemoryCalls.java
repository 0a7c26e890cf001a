package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.memory.Region;

import java.io.IOException;

/// Mapping memory.
final class MemoryCalls {
    private static final int MAP_SHARED = 1;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_SHARED_VALIDATE = 3;
    private static final int MAP_TYPE = 15;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_FIXED_NOREPLACE = 0x10_0000;

    private static final int MREMAP_MAYMOVE = 1;
    private static final int MREMAP_FIXED = 2;
    private static final int MADV_DONTNEED = 4;

    /// `MADV_WIPEONFORK` and what came before are known; of the later ones none matters.
    private static final int MAX_ADVICE = 25;

    private static final int MS_ASYNC = 1;
    private static final int MS_SYNC = 4;

    /// The contents of files are copied, which must end in sensible time.
    private static final long MAX_FILE_MAPPING = 16L << 30;

    private MemoryCalls() {}

    static long mmap(
            LinuxProcess p, long hint, long size, long protection, long flags, long fd, long offset)
            throws IOException {
        if (size == 0 || !GuestPages.isAligned(offset)) {
            throw Errno.EINVAL.error();
        }
        long length = GuestPages.length(size, Errno.ENOMEM);
        int type = (int) flags & MAP_TYPE;
        if (type != MAP_SHARED && type != MAP_PRIVATE && type != MAP_SHARED_VALIDATE) {
            throw Errno.EINVAL.error();
        }
        int permissions = permissions(protection);
        if ((flags & MAP_ANONYMOUS) != 0) {
            long address = place(p, hint, length, flags);
            p.addressSpace().map(address, length, permissions);
            return address;
        }
        HostFile file = mappable(p, fd, type != MAP_PRIVATE, permissions);
        if (offset < 0 || offset + length < 0) {
            throw Errno.EOVERFLOW.error();
        }
        if (Math.min(length, file.channel().size() - offset) > MAX_FILE_MAPPING) {
            p.diagnose("the program maps more than 16 GiB of a file, which is not supported");
            throw Errno.ENOMEM.error();
        }
        long address = place(p, hint, length, flags);
        boolean shared = type != MAP_PRIVATE && (permissions & Permission.WRITE) != 0;
        p.addressSpace().mapFile(address, length, permissions, file, offset, shared);
        return address;
    }

    private static HostFile mappable(LinuxProcess p, long fd, boolean shared, int permissions) {
        if (!(p.files().get(fd) instanceof HostFile file) || !file.isRegular()) {
            throw Errno.ENODEV.error();
        }
        boolean writes = shared && (permissions & Permission.WRITE) != 0;
        if (!file.isReadable() || writes && !file.isWritable()) {
            throw Errno.EACCES.error();
        }
        return file;
    }

    private static long place(LinuxProcess p, long hint, long length, long flags) {
        boolean keep = (flags & MAP_FIXED_NOREPLACE) != 0;
        if ((flags & MAP_FIXED) == 0 && !keep) {
            return p.addressSpace().findFree(length, hint);
        }
        if (!GuestPages.isAligned(hint)) {
            throw Errno.EINVAL.error();
        }
        if (!GuestPages.isInside(hint, length)) {
            throw Errno.ENOMEM.error();
        }
        if (hint < GuestMemory.LOWEST) {
            throw Errno.EPERM.error();
        }
        if (keep && !p.addressSpace().isFree(hint, length)) {
            throw Errno.EEXIST.error();
        }
        return hint;
    }

    /// Pages that can be written can be read, as the RISC-V page tables demand.
    private static int permissions(long protection) {
        int permissions = (int) protection & 7;
        return (permissions & Permission.WRITE) != 0 ? permissions | Permission.READ : permissions;
    }

    static long munmap(LinuxProcess p, long address, long size) {
        long length = GuestPages.length(size, Errno.EINVAL);
        if (size == 0 || !GuestPages.isAligned(address) || !GuestPages.isInside(address, length)) {
            throw Errno.EINVAL.error();
        }
        p.addressSpace().unmap(address, length);
        return 0;
    }

    static long mprotect(LinuxProcess p, long address, long size, long protection) {
        if (!GuestPages.isAligned(address)) {
            throw Errno.EINVAL.error();
        }
        long length = GuestPages.length(size, Errno.ENOMEM);
        if (length == 0) {
            return 0;
        }
        if (!GuestPages.isInside(address, length) || !p.memory().isMapped(address, length)) {
            throw Errno.ENOMEM.error();
        }
        p.memory().protect(address, length, permissions(protection));
        return 0;
    }

    static long mremap(
            LinuxProcess p, long from, long oldSize, long newSize, long flags, long target) {
        boolean fixed = (flags & MREMAP_FIXED) != 0;
        boolean mayMove = (flags & MREMAP_MAYMOVE) != 0;
        if ((flags & ~(MREMAP_FIXED | MREMAP_MAYMOVE)) != 0
                || fixed && !mayMove
                || !GuestPages.isAligned(from)
                || newSize == 0) {
            throw Errno.EINVAL.error();
        }
        long oldLength = GuestPages.length(oldSize, Errno.EINVAL);
        long newLength = GuestPages.length(newSize, Errno.ENOMEM);
        if (oldLength == 0) {
            throw Errno.EINVAL.error();
        }
        Region region = p.memory().region(from).orElseThrow(Errno.EFAULT::error);
        if (region.end() - from < oldLength) {
            throw Errno.EFAULT.error();
        }
        if (fixed) {
            return moveTo(p, from, oldLength, newLength, target);
        }
        if (newLength <= oldLength) {
            if (newLength < oldLength) {
                p.addressSpace().unmap(from + newLength, oldLength - newLength);
            }
            return from;
        }
        long end = from + oldLength;
        long more = newLength - oldLength;
        if (GuestPages.isInside(end, more) && p.addressSpace().isFree(end, more)) {
            p.memory().map(end, more, region.permissions(), region.name());
            return from;
        }
        if (!mayMove) {
            throw Errno.ENOMEM.error();
        }
        long place = p.addressSpace().findFree(newLength, 0);
        return p.addressSpace().move(from, oldLength, place, newLength);
    }

    private static long moveTo(
            LinuxProcess p, long from, long oldLength, long newLength, long target) {
        boolean overlap = target < from + oldLength && from < target + newLength;
        if (!GuestPages.isAligned(target) || !GuestPages.isInside(target, newLength) || overlap) {
            throw Errno.EINVAL.error();
        }
        return p.addressSpace().move(from, oldLength, target, newLength);
    }

    static long madvise(LinuxProcess p, long address, long size, long advice) {
        if (!GuestPages.isAligned(address) || advice < 0 || advice > MAX_ADVICE) {
            throw Errno.EINVAL.error();
        }
        long length = GuestPages.length(size, Errno.EINVAL);
        if (length == 0) {
            return 0;
        }
        if (!GuestPages.isInside(address, length) || !p.memory().isMapped(address, length)) {
            throw Errno.ENOMEM.error();
        }
        if (advice == MADV_DONTNEED) {
            discard(p, address, address + length);
        }
        return 0;
    }

    /// Anonymous pages read as zero afterwards; pages of files keep what was read from them.
    private static void discard(LinuxProcess p, long start, long end) {
        for (Region region : p.memory().regions()) {
            boolean anonymous = region.name().isEmpty() || region.name().startsWith("[");
            long from = Math.max(start, region.start());
            long to = Math.min(end, region.end());
            if (anonymous && from < to) {
                p.memory().map(from, to - from, region.permissions(), region.name());
            }
        }
    }

    static long msync(LinuxProcess p, long address, long size, long flags) {
        boolean both = (flags & (MS_ASYNC | MS_SYNC)) == (MS_ASYNC | MS_SYNC);
        if (!GuestPages.isAligned(address) || both || (flags & ~7) != 0) {
            throw Errno.EINVAL.error();
        }
        long length = GuestPages.length(size, Errno.ENOMEM);
        if (!GuestPages.isInside(address, length) || !p.memory().isMapped(address, length)) {
            throw Errno.ENOMEM.error();
        }
        p.addressSpace().writeBack(address, address + length);
        return 0;
    }
}
