package dev.tracewright.profile;

import java.nio.charset.StandardCharsets;

/// The kinds of chunks in a profile file.
enum ChunkType {
    TRACE("TRAC"),
    PROGRAM("PROG"),
    RUN("RUN "),
    BLOCKS("BLKS"),
    EDGES("EDGE"),
    OPCODES("OPCS"),
    END("END ");

    private final String tag;

    ChunkType(String tag) {
        this.tag = tag;
    }

    /// The four letters that name it in the file.
    String tag() {
        return tag;
    }

    /// The four letters as a little-endian number.
    int code() {
        byte[] letters = tag.getBytes(StandardCharsets.US_ASCII);
        return letters[0] | letters[1] << 8 | letters[2] << 16 | letters[3] << 24;
    }
}
