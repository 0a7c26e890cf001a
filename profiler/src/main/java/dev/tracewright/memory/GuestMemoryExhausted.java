package dev.tracewright.memory;

/// The host cannot give the guest the memory it asks for; a guest's `mmap` answers `ENOMEM`.
public final class GuestMemoryExhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    GuestMemoryExhausted(String message) {
        super(message);
    }
}
