package io.jenkins.plugins.mergeability.script;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;

/**
 * Splits the standard output of a script of several jobs into what it says about each. A line with a word that only the script
 * knows comes before the lines of a job, so no line of one job is taken for that of another.
 */
public final class TogetherResults {

    private TogetherResults() {}

    /** The line before those of a job. */
    static String start(OutcomeTokens tokens) {
        return "job " + tokens.of(OutcomeTokens.START);
    }

    /**
     * What the script wrote for each job, for {@link ScriptResults}.
     *
     * @param jobs the words of the jobs, in the order of the script
     * @return as many texts as jobs have started
     * @throws ScriptOutputException if something comes before the first job
     */
    public static List<String> split(String output, List<OutcomeTokens> jobs) throws ScriptOutputException {
        Iterator<OutcomeTokens> next = jobs.iterator();
        String start = next.hasNext() ? start(next.next()) : null;
        List<StringJoiner> texts = new ArrayList<>();
        for (Iterator<String> lines = output.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            if (line.equals(start)) {
                texts.add(new StringJoiner("\n"));
                start = next.hasNext() ? start(next.next()) : null;
            } else if (texts.isEmpty()) {
                throw new ScriptOutputException("a line comes before the first job");
            } else {
                texts.get(texts.size() - 1).add(line);
            }
        }
        return texts.stream().map(StringJoiner::toString).toList();
    }
}
