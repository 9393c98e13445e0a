package io.jenkins.plugins.mergeability.environment;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.deploy.commits.DeployedCommit;
import io.jenkins.plugins.mergeability.engine.deploy.gate.Gate;
import io.jenkins.plugins.mergeability.engine.deploy.gate.GateResult;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.turn.RefusedException;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.outputs.ControllerOutputs;
import io.jenkins.plugins.mergeability.planning.ReleaseSource;
import io.jenkins.plugins.mergeability.proofs.ControllerProofStores;
import io.jenkins.plugins.mergeability.proofs.Scope;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Offers what a build has proven to the environments of its project. */
final class ReleaseOffers {

    private static final int MOST_REASONS = 5;

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final List<ReleaseOffer> offers = new ArrayList<>();

    private ReleaseOffers(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /**
     * Offers the releases of a build.
     *
     * @return the outcome for each component in each environment of the map
     * @throws AbortException if the build has no plan
     */
    static List<ReleaseOffer> of(Run<?, ?> run, TaskListener listener) throws IOException, InterruptedException {
        ReleaseOffers offers = new ReleaseOffers(run, listener);
        offers.offerAll();
        return List.copyOf(offers.offers);
    }

    private void offerAll() throws IOException, InterruptedException {
        BuildRecords records = BuildRecords.of(run);
        if (!records.exist()) {
            throw new AbortException("deployComponents offers what buildComponents has planned and proven: call"
                    + " buildComponents before it in this build");
        }
        List<BuildRecord> all = records.all();
        BuildRecord record = all.get(all.size() - 1);
        ReleaseSource source;
        try {
            source = ReleaseSource.of(run, listener);
        } catch (RefusedException e) {
            record.map().environments().values().forEach(environment -> refuse(environment, e.getMessage()));
            return;
        }
        for (Environment environment : record.map().environments().values()) {
            List<EnvironmentJob> jobs = EnvironmentJob.of(source.project().getFullName()).stream()
                    .filter(job -> job.name().equals(environment.name()))
                    .filter(job ->
                            job.definition().getMap().equals(record.facts().mapName()))
                    .toList();
            if (jobs.isEmpty()) {
                refuse(environment, "no environment job of this project deploys to it");
            }
            for (EnvironmentJob job : jobs) {
                try {
                    offer(job, environment, record, source);
                } catch (AbortException e) {
                    refuse(environment, e.getMessage());
                }
            }
        }
    }

    private void refuse(Environment environment, String why) {
        if (!environment.local()) {
            environment
                    .deploy()
                    .keySet()
                    .forEach(component -> offers.add(ReleaseOffer.refused(component, environment.name(), why)));
        }
    }

    private void offer(EnvironmentJob job, Environment environment, BuildRecord record, ReleaseSource source)
            throws IOException, InterruptedException {
        EnvironmentJob.Branch branch = job.branch();
        if (!branch.head().getName().equals(source.branch())) {
            refuse(
                    environment,
                    "it takes releases of the branch " + branch.head().getName());
            return;
        }
        if (record.plan().occasion() != When.MERGE) {
            refuse(
                    environment,
                    "this build is for " + record.plan().occasion().text()
                            + ", and releases are offered by builds for merge (buildComponents when: 'merge')");
            return;
        }
        if (!record.plan().head().equals(source.commit())) {
            refuse(environment, "the plan is for commit " + record.plan().head() + ", not for that of this build");
            return;
        }
        new BranchMirror(job).fetch(branch, listener);
        try (OpenEnvironment open = OpenEnvironment.of(job)) {
            for (DeployDefinition definition : environment.deploy().values()) {
                String outcome;
                try {
                    outcome = offer(open, definition, record);
                } catch (RefusedException e) {
                    outcome = "refused: " + e.getMessage();
                }
                offers.add(new ReleaseOffer(definition.component(), environment.name(), outcome));
            }
        }
        DueEnvironments.check(job);
    }

    private String offer(OpenEnvironment open, DeployDefinition definition, BuildRecord record)
            throws RefusedException, IOException {
        DeployedCommit commit = new DeployedCommit(record.plan().head(), record.map());
        Optional<DeployDefinition> atTip =
                open.tip().definition(open.environment().name(), definition.component());
        if (atTip.isEmpty() || !open.tip().digest(atTip.get()).equals(commit.digest(definition))) {
            throw new RefusedException("the tip of the branch deploys it otherwise than commit "
                    + EnvironmentText.brief(commit.commit()) + " does");
        }
        Map<InputHash, Evidence> evidence = new HashMap<>();
        GateResult gate = gate(definition, record, evidence);
        Release release = gate.release()
                .orElseThrow(() -> new RefusedException(gate.missing().stream()
                                .limit(MOST_REASONS)
                                .map(missing -> missing.key() + " " + missing.why())
                                .collect(Collectors.joining("; "))
                        + (gate.missing().size() > MOST_REASONS
                                ? "; and " + (gate.missing().size() - MOST_REASONS) + " more"
                                : "")));
        for (OutputDigest digest : release.outputs().values()) {
            if (!ControllerOutputs.get().has(open.outputs(), digest)) {
                throw new RefusedException("the outputs of " + definition.source()
                        + " are not kept on the controller: build the commit again with everything");
            }
        }
        if (!gate.flaky().isEmpty()) {
            listener.getLogger()
                    .println(definition.component() + " is flaky: " + gate.flaky() + " passed last, and failed before");
        }
        Offer offer = commit.offer(definition, release, open.job().job().getFullName(), gate.proofs());
        Candidate candidate = open.decisions().offer(offer, run.getExternalizableId());
        open.pinProofs(candidate, evidence);
        return candidate.state() == DeploymentState.LIVE ? ReleaseOffer.LIVE : ReleaseOffer.OFFERED;
    }

    private GateResult gate(DeployDefinition definition, BuildRecord record, Map<InputHash, Evidence> evidence)
            throws RefusedException, IOException {
        Gate gate = new Gate(
                record.map(), definition.source(), Set.copyOf(record.facts().informational()));
        Map<JobKey, InputHash> hashes = new HashMap<>();
        for (JobKey key : gate.jobs()) {
            PlannedJob planned = record.planned(key);
            if (planned == null || planned.hash().isEmpty()) {
                throw new RefusedException("the plan of this build does not know the inputs of " + key);
            }
            hashes.put(key, planned.hash().get());
        }
        if (record.facts().scope() == null) {
            throw new RefusedException("this build has no proofs");
        }
        ControllerProofStores stores = ControllerProofStores.get();
        String repository = record.facts().repository();
        Scope scope = Scope.parse(record.facts().scope());
        boolean branches = Settings.of(run.getParent()).scopes().branchProofs();
        evidence.putAll(stores.store(repository, scope, branches).find(new HashSet<>(hashes.values())));
        // What is deployed was made by a build of a primary branch.
        InputHash made = hashes.get(definition.source());
        evidence.remove(made);
        evidence.putAll(stores.store(repository, scope, false).find(Set.of(made)));
        return gate.check(record.plan().head(), hashes, evidence);
    }
}
