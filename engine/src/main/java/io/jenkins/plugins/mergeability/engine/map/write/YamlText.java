package io.jenkins.plugins.mergeability.engine.map.write;

import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.List;

/** Writes block-style YAML, with quotes only where a text would otherwise be read differently. */
final class YamlText {

    private static final int WIDTH = 100;

    /** The maximum length of a value in one line, well below the limit of a reader. */
    private static final int PIECE = 8_000;

    private final StringBuilder out = new StringBuilder(4_096);

    /** The column of the first key of a list item, right after its dash; 0 elsewhere. */
    private int pending;

    /** A key whose value follows on separate lines. */
    YamlText key(int indent, String key) {
        indent(indent);
        scalar(key, indent);
        out.append(":\n");
        return this;
    }

    /** A key with a single value. */
    YamlText entry(int indent, String key, String value) {
        indent(indent);
        scalar(key, indent);
        out.append(": ");
        value(value, indent);
        return this;
    }

    /** A key with a number. */
    YamlText number(int indent, String key, int number) {
        indent(indent);
        out.append(key).append(": ").append(number).append('\n');
        return this;
    }

    /** A key with a word that YAML is to read as it reads it unquoted. */
    void word(int indent, String key, String word) {
        indent(indent);
        out.append(key).append(": ").append(word).append('\n');
    }

    /** A key that is true. */
    void flag(int indent, String key) {
        indent(indent);
        out.append(key).append(": true\n");
    }

    /** A key with a list of short texts, on one line if it fits; a list of one is written as a single value. */
    YamlText list(int indent, String key, List<String> values) {
        if (values.size() == 1) {
            return entry(indent, key, values.get(0));
        }
        int start = out.length();
        indent(indent);
        scalar(key, indent);
        out.append(": [");
        for (int i = 0; i < values.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            scalar(values.get(i), indent);
        }
        out.append("]\n");
        if (out.length() - start > WIDTH) {
            out.setLength(start);
            key(indent, key);
            for (String value : values) {
                item(indent + 2).value(value, indent + 2);
            }
        }
        return this;
    }

    /** Starts a list item; its value or its first key follows on the same line. */
    YamlText item(int indent) {
        indent(indent);
        out.append("- ");
        pending = indent + 2;
        return this;
    }

    /** A value, which ends the line. */
    void value(String value, int indent) {
        pending = 0;
        if (isBlock(value)) {
            boolean ends = value.endsWith("\n");
            out.append(ends ? "|\n" : "|-\n");
            for (String line : value.split("\n")) {
                if (!line.isEmpty()) {
                    out.append(" ".repeat(indent + 2)).append(line);
                }
                out.append('\n');
            }
        } else {
            scalar(value, indent);
            out.append('\n');
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void indent(int indent) {
        if (pending == indent && indent > 0) {
            pending = 0;
        } else {
            out.append(" ".repeat(indent));
        }
    }

    private void scalar(String text, int indent) {
        if (isPlain(text)) {
            out.append(text);
        } else {
            quoted(text, indent);
        }
    }

    /** Whether a text is a script of several lines that can be written as a literal block. */
    private static boolean isBlock(String text) {
        int newline = text.indexOf('\n');
        if (newline <= 0 || text.charAt(0) <= ' ' || text.endsWith("\n\n")) {
            return false;
        }
        int start = 0;
        for (int index = 0; index < text.length(); index++) {
            int c = text.codePointAt(index);
            if (c == '\n') {
                boolean blank = index > start && SafeText.isBlank(text.substring(start, index));
                if (blank || index - start > PIECE) {
                    return false;
                }
                start = index + 1;
            } else if (c != '\t' && mustEscape(c)) {
                return false;
            } else if (Character.isSupplementaryCodePoint(c)) {
                index++;
            }
        }
        return text.length() - start <= PIECE && (start == text.length() || !SafeText.isBlank(text.substring(start)));
    }

    /** Whether a text needs no quotes, also inside brackets. In doubt it is quoted. */
    private static boolean isPlain(String text) {
        if (text.isEmpty() || text.length() > PIECE || ScalarNode.typeOfPlain(text) != ScalarNode.Type.STRING) {
            return false;
        }
        char first = text.charAt(0);
        boolean start = first >= 'a' && first <= 'z'
                || first >= 'A' && first <= 'Z'
                || first >= '0' && first <= '9'
                || first == '_'
                || first == '.'
                || first == '/'
                || first == '$';
        if (!start || text.charAt(text.length() - 1) == ' ' || text.startsWith("...")) {
            return false;
        }
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            char next = index + 1 < text.length() ? text.charAt(index + 1) : ' ';
            if (c < ' ' || c > '~' || ",[]{}".indexOf(c) >= 0 || c == ':' && next == ' ' || c == ' ' && next == '#') {
                return false;
            }
        }
        return true;
    }

    private void quoted(String text, int indent) {
        out.append('"');
        int start = out.length();
        for (int index = 0; index < text.length(); ) {
            int point = text.codePointAt(index);
            index += Character.charCount(point);
            if (out.length() - start > PIECE) {
                out.append("\\\n").append(" ".repeat(indent + 2));
                start = out.length();
                if (point == ' ') {
                    out.append('\\');
                }
            }
            switch (point) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (mustEscape(point)) {
                        out.append(String.format(point > 0xFFFF ? "\\U%08x" : "\\u%04x", point));
                    } else {
                        out.appendCodePoint(point);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Whether YAML refuses a character, takes it for the end of a line, or a reader would not see it. */
    private static boolean mustEscape(int point) {
        return point == 0xA0 || !SafeText.isVisibleInProse(point);
    }
}
