package io.jenkins.plugins.mergeability.engine.map.problem;

import java.util.List;

/** An invalid component map, with all its problems. */
public final class MapException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The maximum number of problems that are listed; the others are counted. */
    static final int MAX_REPORTED = 100;

    private final transient List<Problem> problems;
    private final int count;

    MapException(List<Problem> problems, int count) {
        this.problems = List.copyOf(problems);
        this.count = count;
    }

    /** The first {@value #MAX_REPORTED} problems, by position, each once. */
    public List<Problem> problems() {
        return problems;
    }

    /** How many problems there are, listed or not. */
    public int count() {
        return count;
    }

    /** All problems as text for people, without a final newline. */
    public String render() {
        StringBuilder out = new StringBuilder();
        for (Problem problem : problems) {
            out.append(out.length() == 0 ? "" : "\n").append(problem.render());
        }
        if (count > problems.size()) {
            out.append("\n… and ").append(count - problems.size()).append(" more");
        }
        return out.toString();
    }

    @Override
    public String getMessage() {
        return render();
    }
}
