package io.jenkins.plugins.mergeability.planning;

import hudson.model.Run;
import hudson.plugins.git.GitSCM;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates the plan of a build from the facts of the repository and the proofs. */
final class PlanMaker {

    private static final int MAX_PATHS = 20;

    private final Run<?, ?> run;
    private final PlanOptions options;
    private final BuildSource source;
    private final String repository;
    private final Map<String, String> environment;
    private final KeptOutputs outputs;
    private final List<String> notes = new ArrayList<>();

    PlanMaker(
            Run<?, ?> run,
            PlanOptions options,
            BuildSource source,
            String repository,
            Map<String, String> environment) {
        this.run = run;
        this.options = options;
        this.source = source;
        this.repository = repository;
        this.environment = environment;
        this.outputs = new KeptOutputs(source.outputScope(run, repository));
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
        ComponentMap map = facts.map().read();
        try {
            Plan plan = Planner.plan(request(map, facts), proofs());
            Optional<MapSource> inline = options.inline().map(given -> facts.map());
            Optional<String> baseline = BaselineKey.of(source.branch(), options, plan.occasion(), inline);
            return new PlannedBuild(plan, map, facts.map(), repository, source.trust(), scm(facts), baseline, outputs.found());
        } catch (BadInputException e) {
            throw new PlanningException(e.getMessage());
        } catch (UnclaimedPathsException e) {
            throw new PlanningException(unclaimed(e.paths()));
        }
    }

    private PlanRequest request(ComponentMap map, RepositoryFacts facts) throws BadInputException, PlanningException {
        When occasion = TriggerDetector.of(run, options);
        boolean byName = !options.jobs().isEmpty();
        PlanScope scope =
                byName ? new PlanScope.Requested(JobNames.jobs(map, options.jobs(), occasion)) : facts.scope();
        List<String> all = new ArrayList<>(facts.notes());
        all.addAll(notes);
        return new PlanRequest(
                map,
                scope,
                facts.files(),
                RunEnvironment.of(map, Settings.of(run.getParent()).fingerprints(), environment),
                occasion,
                byName ? "" : facts.base(),
                facts.head(),
                all,
                true,
                this::missing);
    }

    /**
     * Why a proven job runs again for a job that needs it: its outputs are not kept, or it declares none, so that the
     * workspace has what some other build left. Without outputs, a job of another component or platform may run on
     * another agent: it is a gate, of which nothing is found.
     */
    private Optional<String> missing(JobKey key, Job job, Outcome pass, JobKey neededBy) {
        JobFiles files = job.settings().files();
        if (files.hasOutputs()) {
            return outputs.has(key, pass) ? Optional.empty() : Optional.of("its outputs are no longer kept");
        }
        boolean elsewhere =
                !key.component().equals(neededBy.component()) || !key.platform().equals(neededBy.platform());
        return files.outputs().isPresent() || elsewhere
                ? Optional.empty()
                : Optional.of("it runs again, as it declares no `outputs`");
    }

    private ProofStore proofs() throws IOException {
        return options.proofs()
                ? ControllerProofStores.get().store(repository, source.trust())
                : new MemoryProofStore();
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
