package io.jenkins.plugins.mergeability.engine.cli.deploy;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Interrupts;
import io.jenkins.plugins.mergeability.engine.cli.workspace.CleanTree;
import io.jenkins.plugins.mergeability.engine.deploy.DeployStep;
import io.jenkins.plugins.mergeability.engine.deploy.DeployTarget;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.deploy.commits.DeployJob;
import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.outputs.NeededOutputs;
import io.jenkins.plugins.mergeability.engine.outputs.OutputGlobs;
import io.jenkins.plugins.mergeability.engine.outputs.OutputLimits;
import io.jenkins.plugins.mergeability.engine.outputs.OutputRestore;
import io.jenkins.plugins.mergeability.engine.outputs.OutputWorkspace;
import io.jenkins.plugins.mergeability.engine.outputs.RestoreResult;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.ComponentState;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.run.JobOutcome;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.run.RunDirectory;
import io.jenkins.plugins.mergeability.engine.run.RunListener;
import io.jenkins.plugins.mergeability.engine.run.RunOptions;
import io.jenkins.plugins.mergeability.engine.run.Runner;
import io.jenkins.plugins.mergeability.engine.run.outputs.RunOutputs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * This machine as the target of deployments: each step runs its commands in a temporary checkout of the commit, with the
 * outputs of the release in place.
 */
final class LocalTarget implements DeployTarget, AutoCloseable {

    /** How many logs of steps are kept for each environment. */
    private static final int LOGS = 100;

    private final LocalEnvironments environments;
    private final String environment;
    private final DeploymentProcesses processes;
    private final DeployText text;
    private final Map<String, CleanTree> trees = new HashMap<>();
    private Interrupts interrupts = Interrupts.NONE;

    LocalTarget(LocalEnvironments environments, String environment, DeploymentProcesses processes, DeployText text) {
        this.environments = environments;
        this.environment = environment;
        this.processes = processes;
        this.text = text;
    }

    /** Why a release cannot be deployed; the message is for people. */
    private static final class NotReadyException extends Exception {

        private static final long serialVersionUID = 1L;

        NotReadyException(String message) {
            super(message);
        }
    }

    @Override
    public Optional<String> perform(DeployStep step, Offer offer, Optional<Release> previous) throws IOException {
        try {
            CommitMap commit = commit(offer);
            DeployDefinition definition = definition(commit, offer);
            Path tree = place(commit, definition, offer);
            return switch (step) {
                case PREPARE -> Optional.empty();
                case BEFORE -> run("before", definition.before().orElseThrow().block(), tree, commit, offer, previous);
                case SWITCH -> run("deploy", definition.run(), tree, commit, offer, previous);
                case VERIFY -> run("verify", definition.verify(), tree, commit, offer, previous);
            };
        } catch (NotReadyException e) {
            return Optional.of(e.getMessage());
        }
    }

    private CommitMap commit(Offer offer) throws NotReadyException, IOException {
        try {
            return CommitMap.read(environments.repository(), environments.file(), offer.commit());
        } catch (BadInputException | MapException e) {
            throw new NotReadyException("the component map of commit " + LocalEnvironments.brief(offer.commit())
                    + " cannot be read: " + e.getMessage());
        }
    }

    /** How the commit of the offer deploys; it must be what was offered. */
    private DeployDefinition definition(CommitMap commit, Offer offer) throws NotReadyException {
        return commit.deployed()
                .definition(environment, offer)
                .orElseThrow(() -> new NotReadyException("the component map of commit "
                        + LocalEnvironments.brief(offer.commit()) + " does not deploy as it was offered"));
    }

    /** The checkout of the commit with the outputs of the release in place. */
    private Path place(CommitMap commit, DeployDefinition definition, Offer offer)
            throws NotReadyException, IOException {
        Path top = tree(offer.commit()).top();
        Component component = commit.map().components().get(definition.component());
        List<String> globs = component
                .jobs()
                .get(definition.of())
                .settings()
                .files()
                .outputs()
                .orElseThrow();
        NeededOutputs needed = new NeededOutputs(
                definition.source(),
                offer.release().outputs().get(definition.platform().orElse("")),
                OutputGlobs.of(component.root(), globs));
        OutputWorkspace workspace = new OutputWorkspace(top, top.resolveSibling("placed"), Optional.empty());
        RestoreResult result = new OutputRestore(workspace, environments.outputs(), OutputLimits.DEFAULT)
                .restore(
                        List.of(needed),
                        Instant.now(),
                        path -> commit.files().find(path).isPresent());
        if (result instanceof RestoreResult.Missing missing) {
            throw new NotReadyException("the outputs of " + definition.source() + " cannot be had: "
                    + missing.reasons().values().iterator().next());
        }
        if (result instanceof RestoreResult.Refused refused) {
            throw new NotReadyException(refused.reason());
        }
        return top;
    }

    private CleanTree tree(String commit) throws NotReadyException, IOException {
        CleanTree tree = trees.get(commit);
        if (tree == null) {
            try {
                tree = CleanTree.of(
                        environments.repository(), environments.files().state(), commit);
            } catch (BadInputException e) {
                throw new NotReadyException(e.getMessage());
            }
            trees.put(commit, tree);
        }
        return tree;
    }

    /** Runs a block of a definition; gives why it failed. */
    private Optional<String> run(
            String name, Block block, Path tree, CommitMap commit, Offer offer, Optional<Release> previous)
            throws IOException {
        Path logs = environments.files().logs(environment);
        JobResult result;
        try (RunDirectory directory = RunDirectory.create(logs)) {
            Runner runner = new Runner(
                    plan(name, block, commit, offer, previous),
                    tree,
                    directory,
                    RunOptions.standard().withMap(environments.file().shown()),
                    Optional.empty(),
                    RunListener.NONE,
                    RunOutputs.NONE);
            Interrupts before = interrupts;
            interrupts = Interrupts.forwardTo(runner);
            before.reported();
            result = runner.run().jobs().get(0);
        }
        RunDirectory.prune(logs, LOGS, RunDirectory.KEEP_BYTES);
        if (result.outcome() == JobOutcome.INTERRUPTED) {
            throw new IOException("interrupted during `" + name + "` of " + offer.component() + ": `"
                    + environments.call("deploy " + environment) + "` continues");
        }
        Optional<String> failure =
                result.outcome() == JobOutcome.PASSED ? Optional.empty() : Optional.of(reason(result));
        text.step(name, result, failure);
        return failure;
    }

    private static String reason(JobResult result) {
        return result.execution().failures().stream()
                .findFirst()
                .map(failure -> failure.message() + " (" + DeployText.oneLine(failure.command()) + ")")
                .orElse(result.reason());
    }

    /** A plan of one job, which is the block. */
    private Plan plan(String name, Block block, CommitMap commit, Offer offer, Optional<Release> previous) {
        Map<String, String> variables = DeployJob.variables(
                environment, offer, previous.map(Release::id).orElse(""));
        variables.putAll(processes.variables());
        DeployJob job = DeployJob.of(name, block, commit.map().components().get(offer.component()), variables);
        PlannedJob planned = new PlannedJob(
                job.key(), job.job(), JobState.RUN, "", Optional.empty(), Map.of(), List.of(), Optional.empty());
        return new Plan(
                When.MERGE,
                "",
                offer.commit(),
                List.of(new PlannedComponent(job.component(), ComponentState.AFFECTED, List.of(), List.of(planned))),
                ChangedFiles.Paths.NONE,
                List.of());
    }

    @Override
    public void close() throws IOException {
        try {
            for (CleanTree tree : trees.values()) {
                tree.close();
            }
        } finally {
            interrupts.reported();
        }
    }
}
