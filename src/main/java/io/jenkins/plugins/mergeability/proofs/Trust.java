package io.jenkins.plugins.mergeability.proofs;

import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.Serializable;

/** Whether the proofs of a build count for all builds. It selects the {@link ProofStore}. */
public sealed interface Trust extends Serializable {

    /** A build of code by people with write access. */
    record Trusted() implements Trust {}

    /**
     * A build of code by anybody. Its proofs count only for later builds of the same pull request.
     *
     * @param pullRequest the name of the pull request, such as {@code PR-17}
     */
    record Untrusted(String pullRequest) implements Trust {}
}
