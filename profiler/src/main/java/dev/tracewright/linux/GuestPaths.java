package dev.tracewright.linux;

import dev.tracewright.memory.Permission;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// How the guest's paths become the host's: the same tree, seen from the guest's own current
/// directory, with a `/proc/self` that shows the guest instead of the JVM.
final class GuestPaths {
    /// `AT_FDCWD`
    static final int CURRENT_DIRECTORY = -100;

    /// `PATH_MAX`, terminator included.
    static final int MAX_LENGTH = 4096;

    private final LinuxProcess process;
    private Path currentDirectory;

    GuestPaths(LinuxProcess process, Path currentDirectory) {
        this.process = process;
        this.currentDirectory = currentDirectory;
    }

    Path currentDirectory() {
        return currentDirectory;
    }

    void changeDirectory(Path path) throws IOException {
        if (!FileStatus.of(path, true).is(FileStatus.DIRECTORY)) {
            throw Errno.ENOTDIR.error();
        }
        if (!Files.isExecutable(path)) {
            throw Errno.EACCES.error();
        }
        currentDirectory = path.toRealPath();
    }

    /// The string at a guest address, which may be empty.
    String name(long address) {
        return process.memory()
                .readCString(address, MAX_LENGTH)
                .orElseThrow(Errno.ENAMETOOLONG::error);
    }

    /// The host's path of a name in guest memory, relative to an open directory.
    Path resolve(long directory, long address) throws IOException {
        return resolve(directory, name(address));
    }

    /// The host's path of a name, relative to an open directory.
    Path resolve(long directory, String name) throws IOException {
        if (name.isEmpty()) {
            throw Errno.ENOENT.error();
        }
        try {
            Path path = base(directory, name).resolve(name);
            if (name.endsWith("/") && Files.exists(path) && !Files.isDirectory(path)) {
                throw Errno.ENOTDIR.error();
            }
            return path;
        } catch (InvalidPathException _) {
            throw Errno.ENOENT.error();
        }
    }

    private Path base(long directory, String name) throws IOException {
        if (name.startsWith("/") || (int) directory == CURRENT_DIRECTORY) {
            return currentDirectory;
        }
        OpenFile file = process.files().get(directory);
        if (!file.status().is(FileStatus.DIRECTORY)) {
            throw Errno.ENOTDIR.error();
        }
        return file.path().orElseThrow(Errno.ENOTDIR::error);
    }

    /// A file that the guest must not see as the host has it, opened; empty for all others.
    Optional<OpenFile> openSpecial(String name, int flags) {
        return switch (ownName(name)) {
            case "/dev/random", "/dev/urandom" ->
                    process.options().deterministic()
                            ? Optional.of(GeneratedFile.random(process.random(), flags))
                            : Optional.empty();
            case "/proc/self/maps" -> text(maps(), flags);
            case "/proc/self/cmdline" -> text(commandLine(), flags);
            case "/proc/self/comm" -> text(process.threadName() + "\n", flags);
            case String own when descriptor(own) >= 0 ->
                    Optional.of(process.files().get(descriptor(own)));
            case "/proc/self/exe" -> Optional.empty();
            case String own when own.startsWith("/proc/self/") -> throw Errno.ENOENT.error();
            default -> Optional.empty();
        };
    }

    /// What a symbolic link of `/proc/self` points to; empty for all other names.
    Optional<String> specialLink(String name) {
        String own = ownName(name);
        if (own.equals("/proc/self/exe")) {
            return Optional.of(executable().toString());
        }
        if (own.equals("/proc/self/cwd")) {
            return Optional.of(currentDirectory.toString());
        }
        long descriptor = descriptor(own);
        if (descriptor < 0) {
            return Optional.empty();
        }
        OpenFile file = process.files().get(descriptor);
        return Optional.of(file.path().map(Path::toString).orElse("pipe:[" + descriptor + "]"));
    }

    /// The program's absolute path.
    Path executable() {
        return process.image().path().toAbsolutePath().normalize();
    }

    /// A name with the process's own folder in `/proc`, and the folder of its descriptors in
    /// `/dev`, in one form.
    private String ownName(String name) {
        String byNumber = "/proc/" + process.pid() + "/";
        if (name.startsWith(byNumber)) {
            return "/proc/self/" + name.substring(byNumber.length());
        }
        return switch (name) {
            case "/dev/stdin" -> "/proc/self/fd/0";
            case "/dev/stdout" -> "/proc/self/fd/1";
            case "/dev/stderr" -> "/proc/self/fd/2";
            default ->
                    name.startsWith("/dev/fd/")
                            ? "/proc/self/fd/" + name.substring("/dev/fd/".length())
                            : name;
        };
    }

    private static long descriptor(String own) {
        String prefix = "/proc/self/fd/";
        if (!own.startsWith(prefix)) {
            return -1;
        }
        String number = own.substring(prefix.length());
        boolean valid = !number.isEmpty() && number.length() < 6;
        return valid && number.chars().allMatch(Character::isDigit) ? Integer.parseInt(number) : -1;
    }

    private static Optional<OpenFile> text(String content, int flags) {
        if ((flags & OpenFlags.ACCESS_MODE) != OpenFlags.READ_ONLY) {
            throw Errno.EACCES.error();
        }
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return Optional.of(GeneratedFile.text(bytes, flags));
    }

    private String maps() {
        StringBuilder lines = new StringBuilder();
        process.memory()
                .regions()
                .forEach(
                        region ->
                                lines.append(
                                        "%012x-%012x %sp 00000000 00:00 0 %s\n"
                                                .formatted(
                                                        region.start(),
                                                        region.end(),
                                                        Permission.print(region.permissions()),
                                                        region.name())));
        return lines.toString();
    }

    private String commandLine() {
        StringBuilder line = new StringBuilder(process.image().path() + "\0");
        process.options().arguments().forEach(argument -> line.append(argument).append('\0'));
        return line.toString();
    }
}
