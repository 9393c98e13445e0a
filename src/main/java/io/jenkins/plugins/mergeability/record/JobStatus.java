package io.jenkins.plugins.mergeability.record;

import io.jenkins.plugins.mergeability.engine.plan.JobState;
import java.util.Locale;

/** The status of a job in a build. */
public enum JobStatus {
    /** It has to run, and has not started. */
    WAITING,
    /** It runs. */
    RUNNING,
    /** It ran, and every command that counts exited with 0. */
    PASSED,
    /** Its commands passed, and its test reports contain failures. */
    UNSTABLE,
    /** It ran, and at least one command that counts failed. */
    FAILED,
    /** It did not run: it has passed for the same inputs before. */
    PROVEN,
    /** It did not run: the change cannot alter its result. */
    UNAFFECTED,
    /** It did not run: it is for another occasion, or was not requested. */
    SKIPPED,
    /** It did not run: a job it needs did not pass, or nothing more was started. */
    NOT_RUN,
    /** It was stopped before it ended by itself. */
    INTERRUPTED;

    static JobStatus of(JobState planned) {
        return switch (planned) {
            case RUN -> WAITING;
            case PROVEN -> PROVEN;
            case UNAFFECTED -> UNAFFECTED;
            case SKIPPED -> SKIPPED;
        };
    }

    /** The name in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the status is final. */
    public boolean finished() {
        return this != WAITING && this != RUNNING;
    }

    /** Whether it ran to its end, passed or not. */
    public boolean ran() {
        return this == PASSED || this == UNSTABLE || this == FAILED;
    }

    /** Whether the job is known to pass for the inputs of this build. */
    public boolean good() {
        return this == PASSED || this == PROVEN || this == UNAFFECTED;
    }
}
