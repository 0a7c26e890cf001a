package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// An open directory. Its entries are listed in the order of their names, so that a guest sees the
/// same order in every run.
final class DirectoryFile extends OpenFile {
    /// The bytes of a `struct linux_dirent64` before the name.
    private static final int ENTRY_HEADER = 19;

    private final Path path;
    private final FileStatus opened;
    private List<String> names;
    private int next;

    DirectoryFile(Path path, int flags) throws IOException {
        super(flags);
        this.path = path;
        this.opened = FileStatus.of(path, true);
    }

    @Override
    int read(ByteBuffer to) {
        throw Errno.EISDIR.error();
    }

    @Override
    long seek(long offset, Whence whence) {
        if (whence != Whence.START || offset < 0 || offset > Integer.MAX_VALUE) {
            throw Errno.EINVAL.error();
        }
        next = (int) offset;
        if (offset == 0) {
            names = null;
        }
        return offset;
    }

    @Override
    void synchronize() {}

    @Override
    FileStatus status() {
        return FileStatus.ofOpened(opened, path);
    }

    @Override
    Optional<Path> path() {
        return Optional.of(path);
    }

    /// Stores as many entries as fit (`getdents64`); returns their bytes, 0 behind the last one.
    ///
    /// @param told what the process is told of a file
    long store(GuestMemory memory, long address, long size, UnaryOperator<FileStatus> told)
            throws IOException {
        if (names == null) {
            names = list();
        }
        long at = address;
        while (next < names.size()) {
            byte[] name = names.get(next).getBytes(StandardCharsets.UTF_8);
            int length = ENTRY_HEADER + name.length + 1 + 7 & -8;
            if (length > address + size - at) {
                if (at == address) {
                    throw Errno.EINVAL.error();
                }
                break;
            }
            storeEntry(memory, at, length, name, told.apply(statusOf(names.get(next))));
            at += length;
            next++;
        }
        return at - address;
    }

    private void storeEntry(
            GuestMemory memory, long at, int length, byte[] name, FileStatus status) {
        byte[] terminated = Arrays.copyOf(name, length - ENTRY_HEADER);
        memory.storeLong(at, status.inode());
        memory.storeLong(at + 8, next + 1L);
        memory.storeShort(at + 16, length);
        memory.storeByte(at + 18, (status.mode() & FileStatus.FORMAT) >>> 12);
        memory.write(at + ENTRY_HEADER, terminated, 0, terminated.length);
    }

    /// An entry that was removed since the directory was listed is told without a type.
    private FileStatus statusOf(String name) {
        try {
            return FileStatus.of(path.resolve(name), false);
        } catch (IOException _) {
            return FileStatus.ofType(0, 0, 1, 0);
        }
    }

    private List<String> list() throws IOException {
        List<String> listed = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            entries.forEach(entry -> listed.add(entry.getFileName().toString()));
        }
        listed.sort(null);
        listed.addAll(0, List.of(".", ".."));
        return listed;
    }
}
