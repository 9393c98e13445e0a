package io.jenkins.plugins.mergeability.engine.run.files;

import java.util.List;

/**
 * What the test reports of a job say, counted as Jenkins counts: a skipped test neither passed nor failed, and a report
 * that cannot be read is a test that ended with an error.
 *
 * @param tests the number of tests, skipped ones included
 * @param failures how many of them failed
 * @param errors how many of them ended with an error
 * @param skipped how many of them were skipped
 * @param failing the first tests that failed or ended with an error
 */
public record TestResults(int tests, int failures, int errors, int skipped, List<TestFailure> failing) {

    /** Up to this many failing tests are named. */
    public static final int MAX_NAMED = 100;

    public TestResults {
        failing = List.copyOf(failing);
    }

    /** How many tests did not pass. */
    public int failed() {
        return failures + errors;
    }

    /** The counts as text, without those that are 0. */
    public String text() {
        StringBuilder text = new StringBuilder(count(tests, "test"));
        append(text, failures, "failed");
        append(text, errors, errors == 1 ? "error" : "errors");
        append(text, skipped, "skipped");
        return text.toString();
    }

    private static void append(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    /** The reason why a job with failing tests has not passed. */
    public String reason() {
        return count(failed(), "test") + " failed";
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
