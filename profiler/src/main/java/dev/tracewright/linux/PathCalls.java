package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Calls that take paths: opening, making, removing and renaming.
final class PathCalls {
    /// `AT_REMOVEDIR`, `AT_SYMLINK_FOLLOW`
    private static final int REMOVE_DIRECTORY = 0x200;

    private static final int FOLLOW_LINK = 0x400;

    /// `RENAME_NOREPLACE`
    private static final int NO_REPLACE = 1;

    private static final int READABLE = 4;
    private static final int WRITABLE = 2;
    private static final int EXECUTABLE = 1;

    private PathCalls() {}

    static long openat(LinuxProcess p, long directory, long path, long flags, long mode)
            throws IOException {
        String name = p.paths().name(path);
        int wanted = (int) flags;
        OpenFile file = open(p, directory, name, wanted, (int) mode & ~p.fileModeMask());
        try {
            return p.files().add(file, OpenFlags.has(flags, OpenFlags.CLOSE_ON_EXEC));
        } catch (LinuxError full) {
            file.retain();
            file.release();
            throw full;
        }
    }

    private static OpenFile open(LinuxProcess p, long directory, String name, int flags, int mode)
            throws IOException {
        if (OpenFlags.has(flags, OpenFlags.TEMPORARY)) {
            throw Errno.EOPNOTSUPP.error();
        }
        if ((flags & OpenFlags.ACCESS_MODE) == OpenFlags.ACCESS_MODE
                || OpenFlags.has(flags, OpenFlags.CREATE | OpenFlags.DIRECTORY)) {
            throw Errno.EINVAL.error();
        }
        Optional<OpenFile> special = p.paths().openSpecial(name, flags);
        if (special.isPresent()) {
            return special.get();
        }
        Optional<String> link = p.paths().specialLink(name);
        Path path = link.isPresent() ? Path.of(link.get()) : p.paths().resolve(directory, name);
        if (isDirectory(path, flags)) {
            return openDirectory(path, flags);
        }
        if (OpenFlags.has(flags, OpenFlags.DIRECTORY)) {
            throw (Files.exists(path) ? Errno.ENOTDIR : Errno.ENOENT).error();
        }
        if (name.endsWith("/")) {
            throw (OpenFlags.has(flags, OpenFlags.CREATE) ? Errno.EISDIR : Errno.ENOENT).error();
        }
        return openFile(path, flags, mode);
    }

    private static boolean isDirectory(Path path, int flags) {
        return OpenFlags.has(flags, OpenFlags.NO_FOLLOW)
                ? Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                : Files.isDirectory(path);
    }

    private static OpenFile openDirectory(Path path, int flags) throws IOException {
        if (OpenFlags.has(flags, OpenFlags.CREATE | OpenFlags.EXCLUSIVE)) {
            throw Errno.EEXIST.error();
        }
        if ((flags & OpenFlags.ACCESS_MODE) != OpenFlags.READ_ONLY
                || OpenFlags.has(flags, OpenFlags.CREATE)) {
            throw Errno.EISDIR.error();
        }
        if (!Files.isReadable(path)) {
            throw Errno.EACCES.error();
        }
        return new DirectoryFile(path, flags);
    }

    private static OpenFile openFile(Path path, int flags, int mode) throws IOException {
        boolean noFollow = OpenFlags.has(flags, OpenFlags.NO_FOLLOW);
        if (noFollow && Files.isSymbolicLink(path)) {
            throw Errno.ELOOP.error();
        }
        Set<OpenOption> options = new HashSet<>();
        int access = flags & OpenFlags.ACCESS_MODE;
        if (access != OpenFlags.WRITE_ONLY) {
            options.add(StandardOpenOption.READ);
        }
        if (access != OpenFlags.READ_ONLY) {
            options.add(StandardOpenOption.WRITE);
            if (OpenFlags.has(flags, OpenFlags.TRUNCATE)) {
                options.add(StandardOpenOption.TRUNCATE_EXISTING);
            }
        }
        if (noFollow) {
            options.add(LinkOption.NOFOLLOW_LINKS);
        }
        create(path, flags, mode, options);
        FileAttribute<?>[] attributes = {permissions(mode)};
        return new HostFile(FileChannel.open(path, options, attributes), path, flags);
    }

    /// Arranges for the file to be created; a file opened for reading alone is created first,
    /// because a channel creates only what it can write.
    private static void create(Path path, int flags, int mode, Set<OpenOption> options)
            throws IOException {
        boolean exclusive = OpenFlags.has(flags, OpenFlags.EXCLUSIVE);
        if (!OpenFlags.has(flags, OpenFlags.CREATE)) {
            return;
        }
        if (options.contains(StandardOpenOption.WRITE)) {
            options.add(exclusive ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
            return;
        }
        try {
            Files.createFile(path, permissions(mode));
        } catch (FileAlreadyExistsException exists) {
            if (exclusive) {
                throw exists;
            }
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(int mode) {
        PosixFilePermission[] all = PosixFilePermission.values();
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < all.length; i++) {
            // The constants stand in the order of the bits, from 0400 down.
            if ((mode & 0400 >>> i) != 0) {
                set.add(all[i]);
            }
        }
        return PosixFilePermissions.asFileAttribute(set);
    }

    static long faccessat(LinuxProcess p, long directory, long path, long mode, long flags)
            throws IOException {
        if ((mode & ~(READABLE | WRITABLE | EXECUTABLE)) != 0) {
            throw Errno.EINVAL.error();
        }
        Path host = StatusCalls.path(p, directory, path, flags);
        FileStatus.of(host, !StatusCalls.isNoFollow(flags));
        boolean allowed =
                ((mode & READABLE) == 0 || Files.isReadable(host))
                        && ((mode & WRITABLE) == 0 || Files.isWritable(host))
                        && ((mode & EXECUTABLE) == 0 || Files.isExecutable(host));
        if (!allowed) {
            throw Errno.EACCES.error();
        }
        return 0;
    }

    static long readlinkat(LinuxProcess p, long directory, long path, long buffer, long size)
            throws IOException {
        if (size <= 0) {
            throw Errno.EINVAL.error();
        }
        String name = p.paths().name(path);
        Optional<String> special = p.paths().specialLink(name);
        String target =
                special.isPresent()
                        ? special.get()
                        : Files.readSymbolicLink(p.paths().resolve(directory, name)).toString();
        byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
        int length = (int) Math.min(bytes.length, size);
        p.memory().write(buffer, bytes, 0, length);
        return length;
    }

    static long getcwd(LinuxProcess p, long buffer, long size) {
        byte[] path = (p.paths().currentDirectory() + "\0").getBytes(StandardCharsets.UTF_8);
        if (size >= 0 && size < path.length) {
            throw (size == 0 ? Errno.EINVAL : Errno.ERANGE).error();
        }
        p.memory().write(buffer, path, 0, path.length);
        return path.length;
    }

    static long chdir(LinuxProcess p, long path) throws IOException {
        p.paths().changeDirectory(p.paths().resolve(GuestPaths.CURRENT_DIRECTORY, path));
        return 0;
    }

    static long fchdir(LinuxProcess p, long fd) throws IOException {
        p.paths().changeDirectory(p.files().get(fd).path().orElseThrow(Errno.ENOTDIR::error));
        return 0;
    }

    static long mkdirat(LinuxProcess p, long directory, long path, long mode) throws IOException {
        Path host = p.paths().resolve(directory, path);
        Files.createDirectory(host, permissions((int) mode & ~p.fileModeMask()));
        return 0;
    }

    static long unlinkat(LinuxProcess p, long directory, long path, long flags) throws IOException {
        if ((flags & ~REMOVE_DIRECTORY) != 0) {
            throw Errno.EINVAL.error();
        }
        String name = p.paths().name(path);
        Path host = p.paths().resolve(directory, name);
        boolean isDirectory = FileStatus.of(host, false).is(FileStatus.DIRECTORY);
        if ((flags & REMOVE_DIRECTORY) == 0 && isDirectory) {
            throw Errno.EISDIR.error();
        }
        if ((flags & REMOVE_DIRECTORY) != 0 && !isDirectory) {
            throw Errno.ENOTDIR.error();
        }
        if (name.equals(".") || name.endsWith("/.")) {
            throw Errno.EINVAL.error();
        }
        Files.delete(host);
        return 0;
    }

    static long renameat2(
            LinuxProcess p, long fromDirectory, long from, long toDirectory, long to, long flags)
            throws IOException {
        if ((flags & ~NO_REPLACE) != 0) {
            throw Errno.EINVAL.error();
        }
        Path source = p.paths().resolve(fromDirectory, from);
        Path target = p.paths().resolve(toDirectory, to);
        FileStatus.of(source, false);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            checkReplaceable(source, target, (flags & NO_REPLACE) != 0);
        }
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        return 0;
    }

    private static void checkReplaceable(Path source, Path target, boolean keep)
            throws IOException {
        if (keep) {
            throw Errno.EEXIST.error();
        }
        boolean fromDirectory = FileStatus.of(source, false).is(FileStatus.DIRECTORY);
        boolean toDirectory = FileStatus.of(target, false).is(FileStatus.DIRECTORY);
        if (fromDirectory && !toDirectory) {
            throw Errno.ENOTDIR.error();
        }
        if (!fromDirectory && toDirectory) {
            throw Errno.EISDIR.error();
        }
    }

    static long linkat(
            LinuxProcess p, long fromDirectory, long from, long toDirectory, long to, long flags)
            throws IOException {
        Path existing = p.paths().resolve(fromDirectory, from);
        if ((flags & FOLLOW_LINK) != 0) {
            existing = existing.toRealPath();
        }
        Files.createLink(p.paths().resolve(toDirectory, to), existing);
        return 0;
    }

    static long symlinkat(LinuxProcess p, long target, long directory, long path)
            throws IOException {
        String text = p.paths().name(target);
        if (text.isEmpty()) {
            throw Errno.ENOENT.error();
        }
        Files.createSymbolicLink(p.paths().resolve(directory, path), Path.of(text));
        return 0;
    }

    static long truncate(LinuxProcess p, long path, long size) throws IOException {
        if (size < 0) {
            throw Errno.EINVAL.error();
        }
        String name = p.paths().name(path);
        OpenFile file = open(p, GuestPaths.CURRENT_DIRECTORY, name, OpenFlags.WRITE_ONLY, 0);
        file.retain();
        try {
            file.truncate(size);
        } finally {
            file.release();
        }
        return 0;
    }

    static long getdents64(LinuxProcess p, long fd, long buffer, long size) throws IOException {
        if (!(p.files().get(fd) instanceof DirectoryFile directory)) {
            throw Errno.ENOTDIR.error();
        }
        GuestMemory memory = p.memory();
        return directory.store(memory, buffer, Math.clamp(size, 0, Integer.MAX_VALUE), p::told);
    }
}
