package dev.tracewright.profile;

import java.util.List;

/// Which program a profile is of, and how it was started.
///
/// @param name the file's name without its folder
/// @param buildId the GNU build-id in lower-case hexadecimal, or empty
/// @param contentHash SHA-256 of the file in lower-case hexadecimal
/// @param arguments what followed the program's name in `argv`
public record ProgramIdentity(
        String name, String buildId, String contentHash, List<String> arguments) {
    public ProgramIdentity {
        arguments = List.copyOf(arguments);
    }

    /// Whether the code is the same, whatever the file is called and however it was started.
    public boolean sameProgram(ProgramIdentity other) {
        return contentHash.equals(other.contentHash) && buildId.equals(other.buildId);
    }

    /// Refuses what was derived from another program than this one.
    ///
    /// @param found the program that it was derived from
    /// @param what what it is, for the message: `profile`, `plan`
    /// @throws StaleProfileException if the programs differ
    public void require(ProgramIdentity found, String what) throws StaleProfileException {
        if (!sameProgram(found)) {
            throw new StaleProfileException(what, found, this);
        }
    }
}
