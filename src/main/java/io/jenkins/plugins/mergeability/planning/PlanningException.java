package io.jenkins.plugins.mergeability.planning;

import hudson.AbortException;
import java.io.Serial;

/** No plan can be made. The message says why and how to mend it; a stack trace would add nothing. */
public class PlanningException extends AbortException {

    @Serial
    private static final long serialVersionUID = 1;

    public PlanningException(String message) {
        super(message);
    }

    /** That a commit has no map where one is expected. */
    static PlanningException noMap(String path, String commit) {
        return new PlanningException("there is no component map " + path + " in " + commit
                + ": write one and commit it, or name another with `map`");
    }

    /** That there is no commit of the name that somebody gave; why starts a sentence. */
    static PlanningException noBase(String why) {
        return new PlanningException("base: " + why
                + ": name a branch, as in `origin/main`, or a commit that the checkout has; or leave it out");
    }
}
