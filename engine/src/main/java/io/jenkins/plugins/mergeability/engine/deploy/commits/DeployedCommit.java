package io.jenkins.plugins.mergeability.engine.deploy.commits;

import io.jenkins.plugins.mergeability.engine.deploy.Deployment;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.hash.FieldHasher;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.write.MapPrinter;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * How a commit is deployed, as its own component map says.
 *
 * @param commit the id of the commit
 * @param map its map
 */
public record DeployedCommit(String commit, ComponentMap map) {

    /** How a component is deployed to an environment. */
    public Optional<DeployDefinition> definition(String environment, String component) {
        return Optional.ofNullable(map.environments().get(environment))
                .map(Environment::deploy)
                .map(deploy -> deploy.get(component));
    }

    /** How an offer is deployed; empty if the map does not say it as it was offered. */
    public Optional<DeployDefinition> definition(String environment, Offer offer) {
        return definition(environment, offer.component())
                .filter(found -> digest(found).equals(offer.deployment().definition()));
    }

    /** The digest of how a component is deployed: its commands, and the directory in which they run. */
    public String digest(DeployDefinition definition) {
        Component component = map.components().get(definition.component());
        return HexFormat.of()
                .formatHex(new FieldHasher()
                        .begin("deployment 1")
                        .add(component.root())
                        .add(MapPrinter.definition(definition))
                        .end());
    }

    /**
     * The offer of a release that the gate has let through.
     *
     * @param target where it is deployed to
     * @param proofs the jobs of the gate with the input hashes for which they passed
     */
    public Offer offer(DeployDefinition definition, Release release, String target, Map<JobKey, InputHash> proofs) {
        return new Offer(
                new Deployment(release, digest(definition), target),
                definition.before().map(Offer.Migration::of),
                proofs);
    }
}
