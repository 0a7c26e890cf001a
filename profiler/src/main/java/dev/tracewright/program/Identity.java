package dev.tracewright.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The user and the group that the guest runs as.
///
/// @param user user id, real and effective
/// @param group group id, real and effective
public record Identity(int user, int group) {
    /// What deterministic runs see.
    public static final Identity FIXED = new Identity(1000, 1000);

    /// The host's ids, or fixed ones.
    public static Identity of(boolean deterministic) {
        return deterministic ? FIXED : host();
    }

    private static Identity host() {
        for (String owned : new String[] {"/proc/self", System.getProperty("user.home")}) {
            try {
                Path path = Path.of(owned);
                return new Identity(
                        (int) Files.getAttribute(path, "unix:uid"),
                        (int) Files.getAttribute(path, "unix:gid"));
            } catch (IOException _) {
                // The next place may tell; a host where none does is not worth failing for.
            }
        }
        return FIXED;
    }
}
