package dev.tracewright.plan;

import dev.tracewright.profile.BlockCount;
import dev.tracewright.profile.EdgeCount;
import dev.tracewright.profile.Profile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The identity of a profile: a digest of its program and its counts. Where, when and how fast it
/// was recorded, and whether with a branch trace, makes no difference.
public final class ProfileDigest {
    private ProfileDigest() {}

    /// SHA-256 in lower-case hexadecimal.
    public static String of(Profile profile) {
        MessageDigest digest = sha256();
        add(digest, profile.program().buildId() + " " + profile.program().contentHash());
        profile.program().arguments().forEach(argument -> add(digest, "argument " + argument));
        for (BlockCount block : profile.blocks()) {
            add(
                    digest,
                    "block %x %x %d %d"
                            .formatted(
                                    block.start(),
                                    block.end(),
                                    block.instructions(),
                                    block.count()));
        }
        for (EdgeCount edge : profile.edges()) {
            add(
                    digest,
                    "edge %x %x %s %d"
                            .formatted(edge.from(), edge.to(), edge.kind(), edge.count()));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    // The length first, so that no two lists of lines are the same bytes.
    private static void add(MessageDigest digest, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
