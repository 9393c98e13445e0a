package io.jenkins.plugins.mergeability.engine.map.problem;

import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.text.NearestName;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of one map while it is read, and ends the reading if there are any. */
public final class Problems {

    /** The maximum number of problems that are kept; further ones are only counted. */
    private static final int MAX_KEPT = 1_000;

    private final String file;
    private final MapText text;
    private final List<Problem> found = new ArrayList<>();
    private final NearestName nearest = new NearestName();
    private Set<String> seen;
    private int uncounted;

    /** Problems of a map read from a text; the text is null for a map given as data. */
    public Problems(String file, MapText text) {
        this.file = file;
        this.text = text;
    }

    /** Whether further problems are only counted, so that their details need not be computed. */
    public boolean isFull() {
        return found.size() >= MAX_KEPT;
    }

    /** Adds a problem of a whole node. */
    public void add(ProblemKind kind, Node node, String hint, Object... arguments) {
        add(kind, node.line, node.column, node.length, node.path, hint, arguments);
    }

    /** Adds a problem at a position of the text. */
    public void add(ProblemKind kind, int line, int column, int length, String path, String hint, Object... arguments) {
        if (isFull()) {
            uncounted++;
            return;
        }
        if (seen == null) {
            seen = new HashSet<>();
        }
        String message = kind.message(arguments);
        // The value of an alias is read at every use, but its problem is reported once.
        if (!seen.add(line + ":" + column + ":" + path + ":" + message)) {
            return;
        }
        Position position = line == 0 ? Position.NONE : new Position(line, column);
        found.add(new Problem(kind, file, position, path == null ? "" : path, "", Math.max(1, length), message, hint));
    }

    /** The nearest of the valid names; null where none is near. */
    public String nearest(String name, Iterable<String> valid) {
        return isFull() ? null : nearest.to(name, valid);
    }

    /** A hint at the nearest of the valid names, or {@code otherwise} where none is near. */
    public String didYouMean(String name, Iterable<String> valid, String otherwise) {
        String best = nearest(name, valid);
        return best == null ? otherwise : "did you mean `" + SafeText.text(best) + "`?";
    }

    /** Ends the reading if anything was found. */
    public void check() throws MapException {
        if (!found.isEmpty()) {
            throw failure();
        }
    }

    /** The exception that ends a reading that cannot continue. */
    public MapException failure() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(
                Comparator.comparingInt((Problem problem) -> problem.position().line())
                        .thenComparingInt(problem -> problem.position().column()));
        int listed = Math.min(sorted.size(), MapException.MAX_REPORTED);
        return new MapException(withLines(sorted.subList(0, listed)), sorted.size() + uncounted);
    }

    private List<Problem> withLines(List<Problem> sorted) {
        if (text == null) {
            return sorted;
        }
        List<Problem> result = new ArrayList<>(sorted.size());
        int number = 1;
        int start = 0;
        String line = text.lineAt(0);
        for (Problem problem : sorted) {
            if (problem.position().line() > number) {
                start = text.skipLines(start, problem.position().line() - number);
                number = problem.position().line();
                line = text.lineAt(start);
            }
            result.add(problem.withLine(line));
        }
        return result;
    }
}
