package dev.tracewright.report;

/// HTML as text, written so that it is well-formed XML too.
final class Markup {
    private final StringBuilder text = new StringBuilder();

    /// Appends markup as it is.
    Markup raw(String markup) {
        text.append(markup);
        return this;
    }

    /// Appends an element that contains only words.
    ///
    /// @param tag its name, with attributes if it has any
    Markup element(String tag, String words) {
        int space = tag.indexOf(' ');
        String name = space < 0 ? tag : tag.substring(0, space);
        text.append('<').append(tag).append('>').append(escape(words));
        text.append("</").append(name).append(">\n");
        return this;
    }

    /// Words in which nothing is taken for markup. Characters that XML does not allow become the
    /// replacement character.
    static String escape(String words) {
        var escaped = new StringBuilder();
        words.codePoints().forEach(c -> escape(c, escaped));
        return escaped.toString();
    }

    private static void escape(int c, StringBuilder escaped) {
        switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            default -> escaped.appendCodePoint(isAllowed(c) ? c : '\ufffd');
        }
    }

    // XML 1.0, production 2.
    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xd7ff
                || c >= 0xe000 && c <= 0xfffd
                || c >= 0x10000;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
