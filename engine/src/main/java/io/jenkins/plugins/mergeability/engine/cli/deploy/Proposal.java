package io.jenkins.plugins.mergeability.engine.cli.deploy;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.gate.GateResult;
import io.jenkins.plugins.mergeability.engine.deploy.gate.MissingProof;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What can be offered of a component at a commit.
 *
 * @param component the component
 * @param offer the offer; empty if there is a reason why not
 * @param flaky the jobs of the gate that both passed and failed for the same inputs
 * @param refusals why it cannot be deployed
 * @param remedy what to do about it; empty if there is nothing
 */
record Proposal(
        String component, Optional<Offer> offer, SortedSet<JobKey> flaky, List<String> refusals, String remedy) {

    /** What a commit of a branch has for an environment. */
    static Proposal of(LocalEnvironments environments, Environment environment, CommitMap commit, String component)
            throws BadInputException, IOException {
        String brief = LocalEnvironments.brief(commit.commit());
        CommitMap tip = environments.tip();
        DeployDefinition atTip = environment.deploy().get(component);
        Optional<DeployDefinition> own = commit.definition(environment.name(), component);
        if (own.isEmpty() || !commit.digest(own.get()).equals(tip.digest(atTip))) {
            return refused(
                    component,
                    own.isEmpty()
                            ? "the map of commit " + brief + " does not deploy it to " + environment.name()
                            : "the map of commit " + brief + " deploys it otherwise than the tip of "
                                    + environments.branch() + " does",
                    "deploy the tip of " + environments.branch() + ", or a commit with the same definition");
        }
        DeployDefinition definition = own.get();
        GateResult gate = commit.check(
                definition,
                environments.repository(),
                environments.proofs(),
                environments.terminal().environment());
        if (gate.release().isEmpty()) {
            List<String> why = new ArrayList<>();
            for (MissingProof missing : gate.missing()) {
                why.add(missing.key() + " " + missing.why());
            }
            return new Proposal(
                    component, Optional.empty(), gate.flaky(), why, remedy(environments, definition, commit));
        }
        for (OutputDigest digest : gate.release().get().outputs().values()) {
            if (!environments.outputs().has(digest)) {
                return refused(
                        component,
                        "the outputs of " + definition.source() + " are no longer kept",
                        remedy(environments, definition, commit));
            }
        }
        Offer offer = commit.offer(definition, gate.release().get(), gate);
        return new Proposal(component, Optional.of(offer), gate.flaky(), List.of(), "");
    }

    private static Proposal refused(String component, String why, String remedy) {
        return new Proposal(component, Optional.empty(), new TreeSet<>(), List.of(why), remedy);
    }

    private static String remedy(LocalEnvironments environments, DeployDefinition definition, CommitMap commit)
            throws IOException {
        When when = commit.map()
                .components()
                .get(definition.component())
                .jobs()
                .get(definition.of())
                .settings()
                .when();
        String head = environments.isHead(commit.commit()) ? "" : " --head " + LocalEnvironments.brief(commit.commit());
        return "prove it with `"
                + environments.call("run --clean --when " + (when == When.NIGHTLY ? when : When.MERGE).text() + head
                        + " " + definition.source())
                + "`";
    }
}
