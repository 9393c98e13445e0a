package io.jenkins.plugins.mergeability.monitoring;

import hudson.model.Result;
import java.util.Locale;

/** The result of a build, by the names of OpenTelemetry's attribute {@code cicd.pipeline.result}. */
enum BuildResult {
    SUCCESS,
    FAILURE,
    CANCELLATION,
    SKIP;

    /** The value of the attribute. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The result of a build that has ended. */
    static BuildResult of(Result result) {
        if (result == Result.SUCCESS) {
            return SUCCESS;
        }
        if (result == Result.ABORTED) {
            return CANCELLATION;
        }
        return result == Result.NOT_BUILT ? SKIP : FAILURE;
    }
}
