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

/** Collects what is wrong with one map while its phases go on, and ends the reading where there is anything. */
public final class Problems {

    /** What is kept of a hopeless file; beyond, problems are only counted. */
    private static final int MOST_KEPT = 1_000;

    private final String file;
    private final MapText text;
    private final List<Problem> found = new ArrayList<>();
    private final NearestName nearest = new NearestName();
    private Set<String> seen;
    private int uncounted;

    /** For a map with a text; for one given as data that text is null. */
    public Problems(String file, MapText text) {
        this.file = file;
        this.text = text;
    }

    /** Whether further problems are only counted, so that nobody need take pains over them. */
    public boolean isFull() {
        return found.size() >= MOST_KEPT;
    }

    /** Something is wrong with a whole node. */
    public void add(ProblemKind kind, Node node, String hint, Object... arguments) {
        add(kind, node.line, node.column, node.length, node.path, hint, arguments);
    }

    /** Something is wrong from a place of the text on. */
    public void add(ProblemKind kind, int line, int column, int length, String path, String hint, Object... arguments) {
        if (isFull()) {
            uncounted++;
            return;
        }
        if (seen == null) {
            seen = new HashSet<>();
        }
        String message = kind.message(arguments);
        // What an alias stands for is read wherever it stands, but is wrong only once.
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

    /** What ends a reading that cannot go on. */
    public MapException failure() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(
                Comparator.comparingInt((Problem problem) -> problem.position().line())
                        .thenComparingInt(problem -> problem.position().column()));
        int told = Math.min(sorted.size(), MapException.MOST_TOLD);
        return new MapException(withLines(sorted.subList(0, told)), sorted.size() + uncounted);
    }

    private List<Problem> withLines(List<Problem> sorted) {
        if (text == null) {
            return sorted;
        }
        List<Problem> told = new ArrayList<>(sorted.size());
        int number = 1;
        int start = 0;
        String line = text.lineAt(0);
        for (Problem problem : sorted) {
            if (problem.position().line() > number) {
                start = text.skipLines(start, problem.position().line() - number);
                number = problem.position().line();
                line = text.lineAt(start);
            }
            told.add(problem.withLine(line));
        }
        return told;
    }
}
