package io.jenkins.plugins.mergeability.planning;

import hudson.model.Run;
import hudson.plugins.git.GitSCM;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.config.Platform;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.JobNames;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlanRequest;
import io.jenkins.plugins.mergeability.engine.plan.PlanScope;
import io.jenkins.plugins.mergeability.engine.plan.Planner;
import io.jenkins.plugins.mergeability.engine.plan.RunEnvironment;
import io.jenkins.plugins.mergeability.engine.plan.UnclaimedPathsException;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import io.jenkins.plugins.mergeability.outputs.KeptOutputs;
import io.jenkins.plugins.mergeability.proofs.ControllerProofStores;
import io.jenkins.plugins.mergeability.proofs.ProvenCommit;
import io.jenkins.plugins.mergeability.record.Replays;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Creates the plan of a build from the facts of the repository and the proofs. */
final class PlanMaker {

    private static final int MAX_PATHS = 20;

    private final Run<?, ?> run;
    private final PlanOptions options;
    private final BuildSource source;
    private final String repository;
    private final KeptOutputs outputs;
    private final PlanProofs proofs;
    private final BuildVariables variables;
    private final boolean counts;
    private final List<String> notes = new ArrayList<>();

    PlanMaker(Run<?, ?> run, PlanOptions options, BuildSource source, String repository, BuildVariables variables) {
        this.run = run;
        this.options = options;
        this.source = source;
        this.repository = repository;
        this.outputs = new KeptOutputs(source.outputScope(run, repository));
        this.proofs = proofs(run, options, source, repository);
        this.variables = variables;
        this.counts = !Replays.isReplay(run);
        if (!counts) {
            note("nothing is recorded as proven, because a Replay may have another script than the repository");
        }
    }

    /** The name of the repository in the proof store. */
    String repository() {
        return repository;
    }

    /** Adds a note to the plan. */
    void note(String sentence) {
        notes.add(sentence);
    }

    PlannedBuild make(RepositoryFacts facts) throws IOException {
        Optional<String> expected = source.origin().flatMap(BuildSource.Origin::commit);
        if (expected.isPresent() && !expected.get().equals(facts.head())) {
            throw new PlanningException(
                    "the checked-out commit (" + facts.head() + ") is not the commit of this build (" + expected.get()
                            + "), which jobs check out on other agents: use `checkout scm`");
        }
        ComponentMap map = onPlatforms(facts.map().read());
        try {
            Plan plan = Planner.plan(request(map, facts), proofs);
            Optional<MapSource> inline = options.inline().map(given -> facts.map());
            Optional<String> baseline = counts
                    ? BaselineKey.of(source.baselineOwner(), options, plan.occasion(), inline)
                    : Optional.empty();
            return new PlannedBuild(
                    plan,
                    map,
                    facts.map(),
                    repository,
                    source.scope(),
                    source.untrusted(),
                    counts,
                    scm(facts),
                    baseline,
                    around(Settings.of(run.getParent()), variables),
                    map.allPlatforms(),
                    List.copyOf(variables.hidden()),
                    outputs.found());
        } catch (BadInputException e) {
            throw new PlanningException(e.getMessage());
        } catch (UnclaimedPathsException e) {
            throw new PlanningException(unclaimed(e.paths()));
        }
    }

    private PlanRequest request(ComponentMap map, RepositoryFacts facts) throws BadInputException, PlanningException {
        When occasion = TriggerDetector.of(run, options);
        boolean byName = !options.jobs().isEmpty();
        PlanScope scope = byName
                ? new PlanScope.Requested(JobNames.jobs(map, options.jobs(), occasion))
                : facts.scope(map.allPlatforms());
        List<String> all = new ArrayList<>(facts.notes());
        all.addAll(notes);
        Settings settings = Settings.of(run.getParent());
        return new PlanRequest(
                map,
                scope,
                facts.files(),
                RunEnvironment.of(map, settings.fingerprints(), variables.values(), variables.digest()),
                occasion,
                byName ? "" : facts.base(),
                facts.head(),
                all,
                true,
                this::missing,
                Set.copyOf(around(settings, variables).informational()));
    }

    /**
     * Why a proven job runs again for a job that needs it: its outputs are not kept. A job that declares none is a gate, of
     * which nothing is found, or runs in the workspace of the other first, as its preparation.
     */
    private Optional<String> missing(JobKey key, Job job, Outcome pass, JobKey neededBy) {
        if (!job.settings().files().hasOutputs()) {
            return Optional.empty();
        }
        Optional<Outcome> restorable = proofs.restorable(pass.hash());
        if (restorable.isEmpty()) {
            return Optional.of("only another branch has its outputs");
        }
        return outputs.has(key, restorable.get()) ? Optional.empty() : Optional.of("its outputs are no longer kept");
    }

    /** The map with the platforms of its jobs for all of them. */
    private ComponentMap onPlatforms(ComponentMap map) throws PlanningException {
        List<String> configured =
                List.copyOf(Settings.of(run.getParent()).platforms().keySet());
        if (configured.isEmpty() && map.hasAllPlatforms()) {
            throw new PlanningException(
                    "the component map has `platforms: all`, but no platform is configured: configure one in Manage"
                            + " Jenkins › System › Mergeability, or name the platforms in the map");
        }
        return map.withPlatforms(configured);
    }

    /** What decides the outcome of jobs besides the repository. */
    static ProvenCommit.Around around(Settings settings, BuildVariables variables) {
        return new ProvenCommit.Around(
                variables.digests(),
                new TreeMap<>(settings.fingerprints()),
                settings.platforms().values().stream()
                        .filter(Platform::informational)
                        .map(Platform::name)
                        .toList(),
                List.copyOf(settings.platforms().keySet()));
    }

    private static PlanProofs proofs(Run<?, ?> run, PlanOptions options, BuildSource source, String repository) {
        if (!options.proofs()) {
            ProofStore none = new MemoryProofStore();
            return new PlanProofs(none, none);
        }
        ControllerProofStores stores = ControllerProofStores.get();
        ProofStore restorable = stores.store(repository, source.scope(), false);
        return Settings.of(run.getParent()).scopes().branchProofs()
                ? new PlanProofs(stores.store(repository, source.scope(), true), restorable)
                : new PlanProofs(restorable, restorable);
    }

    private Optional<SCM> scm(RepositoryFacts facts) {
        if (!(source.scm().orElse(null) instanceof GitSCM git)) {
            return source.scm();
        }
        if (!source.pinned() && source.origin().isEmpty()) {
            return Optional.of(PlainJobSource.pinned(git, facts.head()));
        }
        return Optional.of(
                source.origin().filter(BuildSource.Origin::isMerge).isPresent()
                                && !facts.tree().isEmpty()
                        ? PlannedMergeCheck.in(git, facts.tree())
                        : git);
    }

    private static String unclaimed(ChangedFiles.Paths paths) {
        StringBuilder text =
                new StringBuilder("no component claims these changed paths, and the map has `unmapped: error`:\n");
        for (String path :
                paths.named().subList(0, Math.min(MAX_PATHS, paths.named().size()))) {
            text.append("  ").append(GitPath.display(path)).append('\n');
        }
        if (paths.count() > MAX_PATHS) {
            text.append("  and ").append(paths.count() - MAX_PATHS).append(" more\n");
        }
        return text.append("Add them to the `paths` of a component, or to `ignore`.")
                .toString();
    }
}
