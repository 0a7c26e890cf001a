package dev.tracewright.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The open files of a process by descriptor.
final class FileTable {
    /// `RLIMIT_NOFILE`
    static final int LIMIT = 1024;

    private final List<Descriptor> descriptors = new ArrayList<>();

    /// What belongs to one descriptor alone.
    private record Descriptor(OpenFile file, boolean closeOnExec) {}

    /// Gives the file the lowest free descriptor.
    int add(OpenFile file, boolean closeOnExec) {
        return add(file, 0, closeOnExec);
    }

    /// Gives the file the lowest free descriptor from `lowest` on.
    int add(OpenFile file, long lowest, boolean closeOnExec) {
        if (lowest < 0 || lowest >= LIMIT) {
            throw Errno.EINVAL.error();
        }
        int descriptor = (int) lowest;
        while (isOpen(descriptor)) {
            descriptor++;
        }
        if (descriptor >= LIMIT) {
            throw Errno.EMFILE.error();
        }
        set(descriptor, file, closeOnExec);
        return descriptor;
    }

    /// The file of a descriptor; `EBADF` if there is none.
    OpenFile get(long descriptor) {
        return descriptor(descriptor).file();
    }

    boolean isOpen(long descriptor) {
        int index = (int) descriptor;
        return index >= 0 && index < descriptors.size() && descriptors.get(index) != null;
    }

    /// Makes a descriptor refer to `file`, closing what it referred to.
    void replace(long descriptor, OpenFile file, boolean closeOnExec) throws IOException {
        int index = (int) descriptor;
        if (index < 0 || index >= LIMIT) {
            throw Errno.EBADF.error();
        }
        file.retain();
        try {
            if (isOpen(index)) {
                close(index);
            }
        } finally {
            set(index, file, closeOnExec);
            file.release();
        }
    }

    void close(long descriptor) throws IOException {
        OpenFile file = get(descriptor);
        descriptors.set((int) descriptor, null);
        file.release();
    }

    boolean isClosedOnExec(long descriptor) {
        return descriptor(descriptor).closeOnExec();
    }

    void setCloseOnExec(long descriptor, boolean closeOnExec) {
        descriptors.set((int) descriptor, new Descriptor(get(descriptor), closeOnExec));
    }

    /// The number of descriptors up to the highest open one.
    int size() {
        return descriptors.size();
    }

    /// Closes all; what fails to close is left behind.
    void closeAll() {
        for (int i = 0; i < descriptors.size(); i++) {
            try {
                if (isOpen(i)) {
                    close(i);
                }
            } catch (IOException _) {
                // The process has ended: nobody is left to be told.
            }
        }
    }

    private Descriptor descriptor(long descriptor) {
        if (!isOpen(descriptor)) {
            throw Errno.EBADF.error();
        }
        return descriptors.get((int) descriptor);
    }

    private void set(int index, OpenFile file, boolean closeOnExec) {
        while (descriptors.size() <= index) {
            descriptors.add(null);
        }
        file.retain();
        descriptors.set(index, new Descriptor(file, closeOnExec));
    }
}
