package dev.tracewright.linux;

/// Ends a system call with an error number; stackless, because errors are ordinary results.
final class LinuxError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Errno errno;

    LinuxError(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
