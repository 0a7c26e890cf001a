package dev.tracewright.profile;

import java.io.IOException;

/// What was derived from one program was to be used with another.
public final class StaleProfileException extends IOException {
    private static final long serialVersionUID = 1;

    StaleProfileException(String what, ProgramIdentity found, ProgramIdentity expected) {
        super(
                "the %s is of %s, not of %s: %s; record it again"
                        .formatted(
                                what, found.name(), expected.name(), difference(found, expected)));
    }

    private static String difference(ProgramIdentity found, ProgramIdentity expected) {
        if (!found.buildId().equals(expected.buildId())) {
            return "its build-id is %s, the program's is %s"
                    .formatted(orNone(found.buildId()), orNone(expected.buildId()));
        }
        return "its program has SHA-256 %s, the program has %s"
                .formatted(found.contentHash(), expected.contentHash());
    }

    private static String orNone(String buildId) {
        return buildId.isEmpty() ? "missing" : buildId;
    }
}
