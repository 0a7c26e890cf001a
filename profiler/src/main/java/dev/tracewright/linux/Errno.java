package dev.tracewright.linux;

import java.io.IOException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;

/// Linux's error numbers (`asm-generic/errno-base.h`, `errno.h`), each with the text by which the
/// host's exceptions tell it.
public enum Errno {
    EPERM(1, "Operation not permitted"),
    ENOENT(2, "No such file or directory"),
    ESRCH(3, "No such process"),
    EINTR(4, "Interrupted system call"),
    EIO(5, "Input/output error"),
    ENXIO(6, "No such device or address"),
    E2BIG(7, "Argument list too long"),
    ENOEXEC(8, "Exec format error"),
    EBADF(9, "Bad file descriptor"),
    ECHILD(10, "No child processes"),
    EAGAIN(11, "Resource temporarily unavailable"),
    ENOMEM(12, "Cannot allocate memory"),
    EACCES(13, "Permission denied"),
    EFAULT(14, "Bad address"),
    EBUSY(16, "Device or resource busy"),
    EEXIST(17, "File exists"),
    EXDEV(18, "Invalid cross-device link"),
    ENODEV(19, "No such device"),
    ENOTDIR(20, "Not a directory"),
    EISDIR(21, "Is a directory"),
    EINVAL(22, "Invalid argument"),
    ENFILE(23, "Too many open files in system"),
    EMFILE(24, "Too many open files"),
    ENOTTY(25, "Inappropriate ioctl for device"),
    ETXTBSY(26, "Text file busy"),
    EFBIG(27, "File too large"),
    ENOSPC(28, "No space left on device"),
    ESPIPE(29, "Illegal seek"),
    EROFS(30, "Read-only file system"),
    EMLINK(31, "Too many links"),
    EPIPE(32, "Broken pipe"),
    EDOM(33, "Numerical argument out of domain"),
    ERANGE(34, "Numerical result out of range"),
    EDEADLK(35, "Resource deadlock avoided"),
    ENAMETOOLONG(36, "File name too long"),
    ENOSYS(38, "Function not implemented"),
    ENOTEMPTY(39, "Directory not empty"),
    ELOOP(40, "Too many levels of symbolic links"),
    ENODATA(61, "No data available"),
    EOVERFLOW(75, "Value too large for defined data type"),
    EOPNOTSUPP(95, "Operation not supported"),
    ETIMEDOUT(110, "Connection timed out"),
    EDQUOT(122, "Disk quota exceeded");

    private final int number;
    private final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /// The positive number; a system call returns its negation.
    public int number() {
        return number;
    }

    /// What a system call that failed returns in `a0`.
    long result() {
        return -number;
    }

    /// The error as an exception that ends a handler.
    LinuxError error() {
        return new LinuxError(this);
    }

    /// The name of the error that a result stands for, or empty if it stands for none.
    static String describe(long result) {
        for (Errno errno : values()) {
            if (errno.number == -result) {
                return errno + " (" + errno.text + ")";
            }
        }
        return "";
    }

    /// The error behind a failure of the host's file system.
    static Errno of(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> missing(missing.getFile());
            case AccessDeniedException _ -> EACCES;
            case FileAlreadyExistsException _ -> EEXIST;
            case DirectoryNotEmptyException _ -> ENOTEMPTY;
            case NotDirectoryException _ -> ENOTDIR;
            case NotLinkException _ -> EINVAL;
            case AtomicMoveNotSupportedException _ -> EXDEV;
            case FileSystemLoopException _ -> ELOOP;
            case FileSystemException told -> ofText(told.getReason());
            default -> ofText(failure.getMessage());
        };
    }

    /// The error behind a failure of a channel that was opened for another use.
    static Errno of(RuntimeException failure) {
        return switch (failure) {
            case NonReadableChannelException _ -> EBADF;
            case NonWritableChannelException _ -> EBADF;
            case UnsupportedOperationException _ -> EOPNOTSUPP;
            case SecurityException _ -> EACCES;
            default -> throw failure;
        };
    }

    /// Linux tells a path that leads through a file from one that leads nowhere; Java does not.
    private static Errno missing(String file) {
        Path ancestor = file == null ? null : Path.of(file).getParent();
        while (ancestor != null && !Files.exists(ancestor)) {
            ancestor = ancestor.getParent();
        }
        return ancestor != null && !Files.isDirectory(ancestor) ? ENOTDIR : ENOENT;
    }

    private static Errno ofText(String text) {
        if (text != null) {
            for (Errno errno : values()) {
                if (text.startsWith(errno.text)) {
                    return errno;
                }
            }
        }
        return EIO;
    }
}
