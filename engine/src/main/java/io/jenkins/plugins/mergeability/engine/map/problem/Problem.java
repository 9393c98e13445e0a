package io.jenkins.plugins.mergeability.engine.map.problem;

import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.text.SafeText;

/**
 * One problem of a component map, with its position, a message and a hint at the fix.
 *
 * @param kind the kind of problem
 * @param file the name of the file; empty for a map given as data
 * @param position its position; {@link Position#NONE} for a map given as data
 * @param path its path in a map given as data, as in {@code components.air.jobs.test.needs[0]}; else empty
 * @param line the line of the file at that position; empty for a map given as data
 * @param length how many code points the carets mark, at least 1
 * @param message the problem, safe to print
 * @param hint how to fix it, safe to print; empty if the message is enough
 */
public record Problem(
        ProblemKind kind,
        String file,
        Position position,
        String path,
        String line,
        int length,
        String message,
        String hint) {

    Problem withLine(String newLine) {
        return new Problem(kind, file, position, path, newLine, length, message, hint);
    }

    /** The problem as text for people: position, message, the line with carets, and the hint. No final newline. */
    public String render() {
        StringBuilder out = new StringBuilder(200);
        if (position.line() == 0) {
            out.append(path.isEmpty() ? "the component map" : path)
                    .append(": error: ")
                    .append(message);
            if (!hint.isEmpty()) {
                out.append("\n  = ").append(hint);
            }
            return out.toString();
        }
        out.append(SafeText.text(file))
                .append(':')
                .append(position.line())
                .append(':')
                .append(position.column());
        out.append(": error: ").append(message);
        if (SafeText.isBlank(line)) {
            return hint.isEmpty()
                    ? out.toString()
                    : out.append("\n  = ").append(hint).toString();
        }
        String number = Integer.toString(position.line());
        String margin = " ".repeat(number.length() + 3);
        Excerpt excerpt = Excerpt.of(line, position.column(), length);
        out.append("\n  ").append(number).append(" | ").append(excerpt.text());
        out.append('\n').append(margin).append("| ").append(" ".repeat(excerpt.caret()));
        out.append("^".repeat(excerpt.length()));
        if (!hint.isEmpty()) {
            out.append('\n').append(margin).append("= ").append(hint);
        }
        return out.toString();
    }
}
