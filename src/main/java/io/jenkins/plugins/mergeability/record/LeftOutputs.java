package io.jenkins.plugins.mergeability.record;

import java.util.List;

/**
 * The outputs that a job left when it passed.
 *
 * @param digest their digest, in hexadecimal; empty if they could not be kept
 * @param files the number of files and links
 * @param bytes the size of all files together
 * @param onController whether the controller has them, besides the agent
 * @param notKept why they are not kept; empty if they are
 */
public record LeftOutputs(String digest, int files, long bytes, boolean onController, List<String> notKept) {

    public LeftOutputs {
        notKept = List.copyOf(notKept);
    }

    /** Outputs that are not kept. */
    public static LeftOutputs notKept(List<String> reasons) {
        return new LeftOutputs("", 0, 0, false, reasons);
    }

    /** Whether they were kept. */
    public boolean isKept() {
        return !digest.isEmpty();
    }
}
