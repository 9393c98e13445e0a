package io.jenkins.plugins.mergeability.proofs;

import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.Serializable;

/** Whether what a build proves counts for everybody: a {@link ProofStore} is chosen by it. */
public sealed interface Trust extends Serializable {

    /** The build ran what people with write access wrote. */
    record Trusted() implements Trust {}

    /**
     * The build ran what anybody may have written. What it proves counts for its own later builds only.
     *
     * @param who what the pull request is called, such as {@code PR-17}
     */
    record Untrusted(String who) implements Trust {}

    static Trust trusted() {
        return new Trusted();
    }

    static Trust untrusted(String who) {
        return new Untrusted(who);
    }
}
