package io.jenkins.plugins.mergeability.engine.deploy;

import io.jenkins.plugins.mergeability.engine.map.BeforeDeploy;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A deployment with all that is fixed when it is offered.
 *
 * @param deployment what is offered
 * @param migration what is known of the command before it; empty if there is none
 * @param proofs the jobs of the gate with the input hashes for which they passed
 */
public record Offer(Deployment deployment, Optional<Migration> migration, Map<JobKey, InputHash> proofs) {

    public Offer {
        proofs = Collections.unmodifiableMap(new TreeMap<>(proofs));
    }

    public Release release() {
        return deployment.release();
    }

    public String component() {
        return deployment.release().component();
    }

    public String commit() {
        return deployment.release().commit();
    }

    /**
     * What runs before the switch: whether the release before still works after it, and whether it can run again.
     *
     * @param compatible whether the release before still works after it
     * @param again whether it can run again after it was interrupted
     */
    public record Migration(boolean compatible, boolean again) {

        /** The migration of a definition. */
        public static Migration of(BeforeDeploy before) {
            return new Migration(before.compatible(), before.again());
        }
    }
}
