package io.jenkins.plugins.mergeability.engine.map.problem;

import java.util.List;

/** A component map that cannot be used, with everything that is wrong with it. */
public final class MapException extends Exception {

    private static final long serialVersionUID = 1L;

    /** How many problems are told one by one; the rest is counted. */
    public static final int MOST_TOLD = 100;

    private final transient List<Problem> problems;
    private final int count;

    MapException(List<Problem> problems, int count) {
        this.problems = List.copyOf(problems);
        this.count = count;
    }

    /** The first {@value #MOST_TOLD} problems, by position, each once. */
    public List<Problem> problems() {
        return problems;
    }

    /** How many problems there are, told or not. */
    public int count() {
        return count;
    }

    /** All of it for people, line by line, without a final newline. */
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
