package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What `stat` tells about a file. Times are nanoseconds since 1970.
record FileStatus(
        long device,
        long inode,
        int mode,
        long links,
        int user,
        int group,
        long specialDevice,
        long size,
        long accessed,
        long modified,
        long changed) {
    static final int FORMAT = 0xf000;
    static final int PIPE = 0x1000;
    static final int CHARACTER_DEVICE = 0x2000;
    static final int DIRECTORY = 0x4000;
    static final int REGULAR = 0x8000;
    static final int SYMBOLIC_LINK = 0xa000;

    private static final int BLOCK_SIZE = 4096;
    private static final int SECTOR = 512;
    private static final long SECOND = 1_000_000_000L;
    private static final String ATTRIBUTES =
            "unix:dev,ino,mode,nlink,uid,gid,rdev,size,lastAccessTime,lastModifiedTime,ctime";

    /// The bytes of `struct stat` and `struct statx`.
    private static final int STAT_SIZE = 128;

    private static final int STATX_SIZE = 256;

    /// `STATX_BASIC_STATS`
    private static final int STATX_BASIC = 0x7ff;

    /// The status of a file of the host.
    static FileStatus of(Path path, boolean followLinks) throws IOException {
        LinkOption[] options =
                followLinks ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        Map<String, Object> told = Files.readAttributes(path, ATTRIBUTES, options);
        return new FileStatus(
                (long) told.get("dev"),
                (long) told.get("ino"),
                (int) told.get("mode"),
                (int) told.get("nlink"),
                (int) told.get("uid"),
                (int) told.get("gid"),
                (long) told.get("rdev"),
                (long) told.get("size"),
                nanoseconds(told.get("lastAccessTime")),
                nanoseconds(told.get("lastModifiedTime")),
                nanoseconds(told.get("ctime")));
    }

    /// The status of something that is no file of the host.
    static FileStatus ofType(int type, int permissions, long inode, long size) {
        return new FileStatus(0, inode, type | permissions, 1, 0, 0, 0, size, 0, 0, 0);
    }

    private static long nanoseconds(Object time) {
        return ((FileTime) time).to(TimeUnit.NANOSECONDS);
    }

    boolean is(int type) {
        return (mode & FORMAT) == type;
    }

    /// The status of a file that was opened as `opened` under a path. It may have been renamed or
    /// removed since; then what was known of it is told, without links.
    static FileStatus ofOpened(FileStatus opened, Path path) {
        try {
            FileStatus now = of(path, true);
            if (now.isSameFile(opened)) {
                return now;
            }
        } catch (IOException _) {
            // Nothing is there any more under this path; the open file still exists.
        }
        return opened.with(0, opened.size());
    }

    FileStatus withSize(long newSize) {
        return with(links, newSize);
    }

    /// The same with another identity and other times.
    FileStatus with(long newInode, long newAccessed, long newModified, long newChanged) {
        return new FileStatus(
                device,
                newInode,
                mode,
                links,
                user,
                group,
                specialDevice,
                size,
                newAccessed,
                newModified,
                newChanged);
    }

    private FileStatus with(long newLinks, long newSize) {
        return new FileStatus(
                device,
                inode,
                mode,
                newLinks,
                user,
                group,
                specialDevice,
                newSize,
                accessed,
                modified,
                changed);
    }

    /// Whether both are the same file.
    private boolean isSameFile(FileStatus other) {
        return device == other.device && inode == other.inode;
    }

    /// Stores a `struct stat` (`asm-generic/stat.h`).
    void storeStat(GuestMemory memory, long at) {
        memory.slice(at, STAT_SIZE, Permission.WRITE).fill((byte) 0);
        memory.storeLong(at, device);
        memory.storeLong(at + 8, inode);
        memory.storeInt(at + 16, mode);
        memory.storeInt(at + 20, (int) links);
        memory.storeInt(at + 24, user);
        memory.storeInt(at + 28, group);
        memory.storeLong(at + 32, specialDevice);
        memory.storeLong(at + 48, size);
        memory.storeInt(at + 56, BLOCK_SIZE);
        memory.storeLong(at + 64, blocks());
        storeTime(memory, at + 72, accessed);
        storeTime(memory, at + 88, modified);
        storeTime(memory, at + 104, changed);
    }

    /// Stores a `struct statx` (`linux/stat.h`).
    void storeStatx(GuestMemory memory, long at) {
        memory.slice(at, STATX_SIZE, Permission.WRITE).fill((byte) 0);
        memory.storeInt(at, STATX_BASIC);
        memory.storeInt(at + 4, BLOCK_SIZE);
        memory.storeInt(at + 16, (int) links);
        memory.storeInt(at + 20, user);
        memory.storeInt(at + 24, group);
        memory.storeShort(at + 28, mode);
        memory.storeLong(at + 32, inode);
        memory.storeLong(at + 40, size);
        memory.storeLong(at + 48, blocks());
        storeTime(memory, at + 64, accessed);
        storeTime(memory, at + 96, changed);
        storeTime(memory, at + 112, modified);
        memory.storeInt(at + 128, major(specialDevice));
        memory.storeInt(at + 132, minor(specialDevice));
        memory.storeInt(at + 136, major(device));
        memory.storeInt(at + 140, minor(device));
    }

    private long blocks() {
        return (size + SECTOR - 1) / SECTOR;
    }

    private static void storeTime(GuestMemory memory, long at, long time) {
        memory.storeLong(at, Math.floorDiv(time, SECOND));
        memory.storeLong(at + 8, Math.floorMod(time, SECOND));
    }

    private static int major(long device) {
        return (int) (device >>> 8 & 0xfff);
    }

    private static int minor(long device) {
        return (int) (device & 0xff | device >>> 12 & 0xfff00);
    }
}
