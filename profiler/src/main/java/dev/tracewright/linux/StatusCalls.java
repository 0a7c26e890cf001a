package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/// What is known of files, and changing it.
final class StatusCalls {
    /// `AT_SYMLINK_NOFOLLOW`
    private static final int NO_FOLLOW = 0x100;

    /// `AT_EMPTY_PATH`
    private static final int EMPTY_PATH = 0x1000;

    /// `UTIME_NOW` and `UTIME_OMIT`, in the place of nanoseconds.
    private static final long NOW = 0x3fff_ffff;

    private static final long OMIT = 0x3fff_fffe;
    private static final int TIMESPEC_SIZE = 16;

    private static final int PERMISSION_BITS = 07777;
    private static final int STATFS_SIZE = 120;

    /// The magic number of ext4, the most ordinary file system.
    private static final long ORDINARY_FILE_SYSTEM = 0xef53;

    private static final int BLOCK_SIZE = 4096;

    /// What deterministic runs find free on every file system: 64 GiB.
    private static final long STABLE_BLOCKS = (64L << 30) / BLOCK_SIZE;

    private static final int MAX_NAME = 255;

    private StatusCalls() {}

    static boolean isNoFollow(long flags) {
        return (flags & NO_FOLLOW) != 0;
    }

    /// The host's path that a call with the flags of `*at` calls means.
    static Path path(LinuxProcess p, long directory, long path, long flags) throws IOException {
        String name = p.paths().name(path);
        if (name.isEmpty() && (flags & EMPTY_PATH) != 0) {
            return (int) directory == GuestPaths.CURRENT_DIRECTORY
                    ? p.paths().currentDirectory()
                    : p.files().get(directory).path().orElseThrow(Errno.EBADF::error);
        }
        return named(p, directory, name, flags);
    }

    private static Path named(LinuxProcess p, long directory, String name, long flags)
            throws IOException {
        boolean followed = !isNoFollow(flags) && p.paths().specialLink(name).isPresent();
        return followed
                ? Path.of(p.paths().specialLink(name).get())
                : p.paths().resolve(directory, name);
    }

    static long fstat(LinuxProcess p, long fd, long at) throws IOException {
        p.told(p.files().get(fd).status()).storeStat(p.memory(), at);
        return 0;
    }

    static long newfstatat(LinuxProcess p, long directory, long path, long at, long flags)
            throws IOException {
        p.told(status(p, directory, path, flags)).storeStat(p.memory(), at);
        return 0;
    }

    static long statx(LinuxProcess p, long directory, long path, long flags, long at)
            throws IOException {
        p.told(status(p, directory, path, flags)).storeStatx(p.memory(), at);
        return 0;
    }

    private static FileStatus status(LinuxProcess p, long directory, long path, long flags)
            throws IOException {
        boolean isDescriptor =
                (flags & EMPTY_PATH) != 0 && (path == 0 || p.memory().loadByte(path) == 0);
        if (!isDescriptor) {
            return FileStatus.of(path(p, directory, path, flags), !isNoFollow(flags));
        }
        return (int) directory == GuestPaths.CURRENT_DIRECTORY
                ? FileStatus.of(p.paths().currentDirectory(), true)
                : p.files().get(directory).status();
    }

    static long statfs(LinuxProcess p, long path, long at) throws IOException {
        storeFileSystem(p, p.paths().resolve(GuestPaths.CURRENT_DIRECTORY, path), at);
        return 0;
    }

    static long fstatfs(LinuxProcess p, long fd, long at) throws IOException {
        OpenFile file = p.files().get(fd);
        storeFileSystem(p, file.path().orElse(p.paths().currentDirectory()), at);
        return 0;
    }

    private static void storeFileSystem(LinuxProcess p, Path path, long at) throws IOException {
        FileStatus.of(path, true);
        FileStore store = Files.getFileStore(path);
        GuestMemory memory = p.memory();
        memory.slice(at, STATFS_SIZE, Permission.WRITE).fill((byte) 0);
        memory.storeLong(at, ORDINARY_FILE_SYSTEM);
        memory.storeLong(at + 8, BLOCK_SIZE);
        boolean stable = p.options().deterministic();
        memory.storeLong(at + 16, stable ? STABLE_BLOCKS : store.getTotalSpace() / BLOCK_SIZE);
        memory.storeLong(
                at + 24, stable ? STABLE_BLOCKS : store.getUnallocatedSpace() / BLOCK_SIZE);
        memory.storeLong(at + 32, stable ? STABLE_BLOCKS : store.getUsableSpace() / BLOCK_SIZE);
        memory.storeLong(at + 64, MAX_NAME);
        memory.storeLong(at + 72, BLOCK_SIZE);
    }

    static long utimensat(
            LinuxProcess p, GuestRegisters r, long directory, long path, long times, long flags)
            throws IOException {
        Path host =
                path == 0
                        ? p.files().get(directory).path().orElseThrow(Errno.EBADF::error)
                        : path(p, directory, path, flags);
        FileTime accessed = time(p, r, times, 0);
        FileTime modified = time(p, r, times, TIMESPEC_SIZE);
        LinkOption[] options =
                isNoFollow(flags)
                        ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS}
                        : new LinkOption[0];
        Files.getFileAttributeView(host, BasicFileAttributeView.class, options)
                .setTimes(modified, accessed, null);
        p.timesSet(FileStatus.of(host, !isNoFollow(flags)));
        return 0;
    }

    /// The time of a pair, null to leave it as it is.
    private static FileTime time(LinuxProcess p, GuestRegisters r, long times, int offset) {
        long nanoseconds = times == 0 ? NOW : p.memory().loadLong(times + offset + 8);
        if (nanoseconds == OMIT) {
            return null;
        }
        if (nanoseconds == NOW) {
            return FileTime.from(p.clock().realtime(r.instret()), TimeUnit.NANOSECONDS);
        }
        return FileTime.from(
                GuestTime.loadDuration(p.memory(), times + offset), TimeUnit.NANOSECONDS);
    }

    static long fchmod(LinuxProcess p, long fd, long mode) throws IOException {
        return changeMode(p.files().get(fd).path().orElseThrow(Errno.EINVAL::error), mode);
    }

    static long fchmodat(LinuxProcess p, long directory, long path, long mode) throws IOException {
        return changeMode(path(p, directory, path, 0), mode);
    }

    private static long changeMode(Path path, long mode) throws IOException {
        Files.setAttribute(path, "unix:mode", (int) mode & PERMISSION_BITS);
        return 0;
    }

    static long fchown(LinuxProcess p, long fd, long user, long group) throws IOException {
        Path path = p.files().get(fd).path().orElseThrow(Errno.EINVAL::error);
        return changeOwner(path, user, group);
    }

    static long fchownat(
            LinuxProcess p, long directory, long path, long user, long group, long flags)
            throws IOException {
        LinkOption[] options =
                isNoFollow(flags)
                        ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS}
                        : new LinkOption[0];
        return changeOwner(path(p, directory, path, flags), user, group, options);
    }

    private static long changeOwner(Path path, long user, long group, LinkOption... options)
            throws IOException {
        if ((int) user != -1) {
            Files.setAttribute(path, "unix:uid", (int) user, options);
        }
        if ((int) group != -1) {
            Files.setAttribute(path, "unix:gid", (int) group, options);
        }
        return 0;
    }

    static long umask(LinuxProcess p, long mask) {
        int old = p.fileModeMask();
        p.setFileModeMask((int) mask & 0777);
        return old;
    }
}
