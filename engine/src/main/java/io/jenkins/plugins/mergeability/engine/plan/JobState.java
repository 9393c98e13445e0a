package io.jenkins.plugins.mergeability.engine.plan;

/** What a plan says of a job on a platform. */
public enum JobState {
    /** It has to run. */
    RUN,
    /** It has passed for the same inputs before, and does not run again. */
    PROVEN,
    /** The change cannot alter its outcome. */
    UNAFFECTED,
    /** It belongs to another occasion (merge, nightly), or was not among the jobs asked for. */
    SKIPPED;

    /** The name as it is written in the plan's JSON. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
