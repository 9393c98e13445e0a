package io.jenkins.plugins.mergeability.record;

import io.jenkins.plugins.mergeability.engine.plan.JobState;
import java.util.Locale;

/** Where a job of a build stands. */
public enum JobStatus {
    /** It has to run, and has not begun. */
    WAITING,
    /** It runs. */
    RUNNING,
    /** It ran, and every command that counts ended with 0. */
    PASSED,
    /** Its commands passed, and among its test reports are failures. */
    UNSTABLE,
    /** It ran, and at least one command that counts failed. */
    FAILED,
    /** It did not run: it has passed for the same inputs before. */
    PROVEN,
    /** It did not run: the change cannot alter its outcome. */
    UNAFFECTED,
    /** It did not run: it belongs to another occasion, or was not asked for. */
    SKIPPED,
    /** It did not run: a job it needs did not pass, or nothing more was to be started. */
    NOT_RUN,
    /** It was ended before it had come to an end by itself. */
    INTERRUPTED;

    static JobStatus of(JobState planned) {
        return switch (planned) {
            case RUN -> WAITING;
            case PROVEN -> PROVEN;
            case UNAFFECTED -> UNAFFECTED;
            case SKIPPED -> SKIPPED;
        };
    }

    /** The name as it is written in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more will become of it. */
    public boolean finished() {
        return this != WAITING && this != RUNNING;
    }

    /** Whether it ran to its end, be it good or bad. */
    public boolean ran() {
        return this == PASSED || this == UNSTABLE || this == FAILED;
    }

    /** Whether the job is shown to be fine for what was built. */
    public boolean good() {
        return this == PASSED || this == PROVEN || this == UNAFFECTED;
    }
}
