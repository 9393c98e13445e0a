package io.jenkins.plugins.mergeability.engine.cli.init;

import java.util.List;
import java.util.Optional;

/** Writes a map of YAML that has a line for each key in one line instead. */
final class FlowStyle {

    private final List<String> lines;
    private final StringBuilder flow = new StringBuilder();
    private int next;

    private FlowStyle(List<String> lines) {
        this.lines = lines;
    }

    /**
     * The map in one line, with the indent of its first key; empty if that is too long, or if a line is a comment or
     * goes on in the next one.
     *
     * @param block lines of {@code key: value}, or of {@code key:} before lines with a deeper indent
     * @param most how many characters the line may have
     */
    static Optional<String> of(String block, int most) {
        List<String> lines = block.lines().toList();
        if (block.length() > 2 * most
                || lines.stream()
                        .anyMatch(line ->
                                line.endsWith(",") || line.stripLeading().startsWith("#"))) {
            return Optional.empty();
        }
        FlowStyle style = new FlowStyle(lines);
        style.key();
        return style.flow.length() <= most && style.next == lines.size()
                ? Optional.of(" ".repeat(indent(lines.get(0))) + style.flow)
                : Optional.empty();
    }

    /** Writes the key of the next line with its value. */
    private void key() {
        String line = lines.get(next++);
        flow.append(line.strip());
        if (next == lines.size() || indent(lines.get(next)) <= indent(line)) {
            return;
        }
        int indent = indent(lines.get(next));
        for (String separator = " {"; next < lines.size() && indent(lines.get(next)) == indent; separator = ", ") {
            flow.append(separator);
            key();
        }
        flow.append('}');
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
