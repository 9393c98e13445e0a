package io.jenkins.plugins.mergeability.engine.run.report;

/** Escapes any text for XML 1.0, which cannot contain most control characters. */
final class XmlText {

    private XmlText() {}

    /** The text as the content of an element. Characters that XML cannot contain are written as in a string literal. */
    static String of(String text) {
        return of(text, false);
    }

    /** The text as the value of an attribute, where plain line breaks would be read as spaces. */
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
