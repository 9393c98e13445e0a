package io.jenkins.plugins.mergeability.engine.deploy.gate;

import io.jenkins.plugins.mergeability.engine.map.JobKey;

/**
 * A job that the gate asks for, and that is not proven for what would be deployed.
 *
 * @param key the job
 * @param cause why it does not count
 * @param detail the run or the job that the cause is about; empty if there is none
 */
public record MissingProof(JobKey key, Cause cause, String detail) {

    /** Why a job does not count. */
    public enum Cause {
        /** It has not run for these inputs. */
        NOT_RUN("has not run for the inputs of this commit"),
        /** Its last outcome for these inputs is a failure. */
        FAILED("failed in %s"),
        /** It is {@code cache: false}, and passed for another commit. */
        OTHER_COMMIT("counts only for the commit it ran for (cache: false), and passed in %s"),
        /** It ran with other outputs than the release is made from. */
        OTHER_OUTPUTS("was tested with other outputs of %s than the release is made from"),
        /** Nobody knows which outputs it ran with. */
        UNKNOWN_OUTPUTS("has no record of the outputs of %s that it was tested with"),
        /** It passed, and what it left was not kept. */
        NO_OUTPUTS("passed in %s, but its outputs were not kept");

        private final String text;

        Cause(String text) {
            this.text = text;
        }
    }

    /** The cause in words that follow the name of the job. */
    public String why() {
        return String.format(cause.text, detail);
    }
}
