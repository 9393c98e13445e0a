package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a job has left.
 *
 * @param outputs its outputs, if they are kept
 * @param failure why the job fails though its commands passed
 * @param unproven why a pass of it proves nothing
 * @param notes why its outputs are not kept
 */
public record Leavings(
        Optional<OutputDigest> outputs, Optional<String> failure, Optional<String> unproven, List<String> notes) {

    /** Nothing. */
    public static final Leavings NONE = new Leavings(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /**
     * Outputs that are not kept.
     *
     * @param reasons why
     */
    static Leavings notKept(List<String> reasons) {
        List<String> notes = new ArrayList<>();
        reasons.forEach(reason -> notes.add("its outputs are not kept: " + reason));
        return new Leavings(Optional.empty(), Optional.empty(), Optional.empty(), notes);
    }
}
