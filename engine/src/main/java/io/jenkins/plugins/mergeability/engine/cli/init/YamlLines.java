package io.jenkins.plugins.mergeability.engine.cli.init;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes lines of YAML that are not longer than a person likes to read. */
final class YamlLines {

    /** Texts that are not one without quotes, and one that the map gives a meaning. */
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "everything");

    private static final int MAX_LINE = 120;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./+-]*");

    private final StringBuilder text = new StringBuilder();

    /** Whether a text means something else where it has no quotes. */
    static boolean isWord(String text) {
        return WORDS.contains(text);
    }

    /** A list in one line. */
    static String flow(List<String> values) {
        return "[" + String.join(", ", values.stream().map(YamlLines::quoted).toList()) + "]";
    }

    /** A text, with quotes if it needs them. */
    static String quoted(String value) {
        return PLAIN.matcher(value).matches() && !WORDS.contains(value)
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** How long the text is so far. */
    int length() {
        return text.length();
    }

    /** Adds a line. */
    void line(String line) {
        text.append(line).append('\n');
    }

    /** Adds a list, in as few lines as it needs. */
    void list(String indent, String key, List<String> values) {
        String flow = flow(values);
        if (indent.length() + key.length() + 2 + flow.length() <= MAX_LINE) {
            line(indent + key + ": " + flow);
            return;
        }
        StringBuilder wrapped = new StringBuilder(indent + key + ": [");
        for (int i = 0; i < values.size(); i++) {
            String item = quoted(values.get(i)) + (i < values.size() - 1 ? "," : "]");
            boolean first = wrapped.charAt(wrapped.length() - 1) == '[';
            if (!first && wrapped.length() + 1 + item.length() > MAX_LINE) {
                line(wrapped.toString());
                wrapped = new StringBuilder(indent + "  " + item);
            } else {
                wrapped.append(first ? "" : " ").append(item);
            }
        }
        line(wrapped.toString());
    }

    /** Replaces what stands behind a position by one line in flow style, if it fits. */
    void flowSince(int start) {
        FlowStyle.of(text.substring(start), MAX_LINE).ifPresent(flow -> {
            text.setLength(start);
            line(flow);
        });
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
