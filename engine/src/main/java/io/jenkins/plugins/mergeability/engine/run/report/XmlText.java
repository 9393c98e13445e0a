package io.jenkins.plugins.mergeability.engine.run.report;

/** Writes any text as XML 1.0, which has no way to write most control characters. */
final class XmlText {

    private XmlText() {}

    /** The text as what is inside an element. Characters that XML cannot have are written as in a string literal. */
    static String of(String text) {
        return of(text, false);
    }

    /** The text as the value of an attribute, in which line breaks would become blanks. */
    static String attribute(String text) {
        return of(text, true);
    }

    private static String of(String text, boolean attribute) {
        StringBuilder xml = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                case '\n' -> xml.append(attribute ? "&#10;" : "\n");
                case '\t' -> xml.append(attribute ? "&#9;" : "\t");
                default -> {
                    if (isLegal(c)) {
                        xml.appendCodePoint(c);
                    } else {
                        xml.append(String.format(c < 256 ? "\\x%02x" : "\\u%04x", c));
                    }
                }
            }
        }
        return xml.toString();
    }

    private static boolean isLegal(int c) {
        return c >= ' ' && c <= 0xd7ff && (c < 0x7f || c > 0x9f) || c >= 0xe000 && c <= 0xfffd || c >= 0x10000;
    }
}
