package io.jenkins.plugins.mergeability.planning;

import hudson.AbortException;
import java.io.Serial;

/** The build cannot be planned. The message contains the reason and how to fix it, so no stack trace is shown. */
public class PlanningException extends AbortException {

    @Serial
    private static final long serialVersionUID = 1;

    public PlanningException(String message) {
        super(message);
    }

    /** The commit has no map at the path. */
    static PlanningException noMap(String path, String commit) {
        return new PlanningException(
                "there is no component map " + path + " in " + commit + ": commit one, or set `map` to another path");
    }

    /** The base that the pipeline names does not exist. */
    static PlanningException noBase(String reason) {
        return new PlanningException(
                "base: " + reason + ": use a branch such as `origin/main`, or a commit in the clone; or remove it");
    }
}
