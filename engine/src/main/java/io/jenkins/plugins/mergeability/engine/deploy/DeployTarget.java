package io.jenkins.plugins.mergeability.engine.deploy;

import java.io.IOException;
import java.util.Optional;

/** Where an environment runs. An implementation performs the steps of deployments there. */
public interface DeployTarget {

    /**
     * Performs a step and returns its outcome when it has ended.
     *
     * @param previous the release that is live, if one is known to be
     * @return why it failed; empty if it passed
     * @throws IOException if nobody knows whether the step was performed; it will be performed again
     */
    Optional<String> perform(DeployStep step, Offer offer, Optional<Release> previous) throws IOException;
}
