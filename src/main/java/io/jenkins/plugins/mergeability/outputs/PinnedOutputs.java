package io.jenkins.plugins.mergeability.outputs;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Names outputs that the controller keeps whatever their age and size. */
public interface PinnedOutputs extends ExtensionPoint {

    /**
     * The outputs that must be kept.
     *
     * @throws IOException if nobody knows; nothing is removed then
     */
    Set<OutputDigest> pinned() throws IOException;

    /** What all extensions keep. */
    static Set<OutputDigest> all() throws IOException {
        Set<OutputDigest> pinned = new TreeSet<>();
        for (PinnedOutputs each : ExtensionList.lookup(PinnedOutputs.class)) {
            pinned.addAll(each.pinned());
        }
        return pinned;
    }
}
