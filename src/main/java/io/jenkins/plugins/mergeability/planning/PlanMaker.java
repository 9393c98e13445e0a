package io.jenkins.plugins.mergeability.planning;

import hudson.model.Run;
import hudson.plugins.git.GitSCM;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.JobNames;
import io.jenkins.plugins.mergeability.engine.plan.OutputAvailability;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlanRequest;
import io.jenkins.plugins.mergeability.engine.plan.PlanScope;
import io.jenkins.plugins.mergeability.engine.plan.Planner;
import io.jenkins.plugins.mergeability.engine.plan.RunEnvironment;
import io.jenkins.plugins.mergeability.engine.plan.UnclaimedPathsException;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import io.jenkins.plugins.mergeability.proofs.ControllerProofStores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the plan of a build from the facts and from what is proven. */
final class PlanMaker {

    private static final int PATHS_SHOWN = 20;

    private final Run<?, ?> run;
    private final PlanOptions options;
    private final BuildSource subject;
    private final String repository;
    private final List<String> notes = new ArrayList<>();

    PlanMaker(Run<?, ?> run, PlanOptions options, BuildSource subject, String repository) {
        this.run = run;
        this.options = options;
        this.subject = subject;
        this.repository = repository;
    }

    /** The name under which proofs of the repository are kept. */
    String repository() {
        return repository;
    }

    /** Lets the plan say something more. */
    void note(String sentence) {
        notes.add(sentence);
    }

    /** The plan, with what it is for. */
    PlannedBuild make(RepositoryFacts facts) throws IOException {
        Optional<String> expected = subject.origin().flatMap(BuildSource.Origin::commit);
        if (expected.isPresent() && !expected.get().equals(facts.head())) {
            throw new PlanningException("what is checked out here (" + facts.head() + ") is not what this build is of ("
                    + expected.get() + "), which is what jobs check out elsewhere: use `checkout scm`");
        }
        ComponentMap map = facts.map().read();
        try {
            Plan plan = Planner.plan(request(map, facts), proofs());
            Optional<MapSource> inline = options.inline().map(given -> facts.map());
            Optional<String> line = BaselineKey.of(subject.branch(), options, plan.occasion(), inline);
            return new PlannedBuild(plan, map, facts.map(), repository, subject.trust(), scm(facts), line);
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
                new RunEnvironment(Settings.of(run.getParent()).fingerprints(), Map.of(), ""),
                occasion,
                byName ? "" : facts.base(),
                facts.head(),
                all,
                true,
                OutputAvailability.FOUND);
    }

    private ProofStore proofs() throws IOException {
        return options.proofs() ? ControllerProofStores.get().store(repository, subject.trust()) : new MemoryProofStore();
    }

    private Optional<SCM> scm(RepositoryFacts facts) {
        if (!(subject.scm().orElse(null) instanceof GitSCM git)) {
            return subject.scm();
        }
        if (!subject.pinned() && subject.origin().isEmpty()) {
            return Optional.of(PlainJobSource.pinned(git, facts.head()));
        }
        return Optional.of(
                subject.origin().filter(BuildSource.Origin::isMerge).isPresent()
                                && !facts.tree().isEmpty()
                        ? PlannedMergeCheck.in(git, facts.tree())
                        : git);
    }

    private static String unclaimed(ChangedFiles.Paths paths) {
        StringBuilder text =
                new StringBuilder("no component claims these changed paths, and the map says `unmapped: error`:\n");
        for (String path : paths.named().subList(0, Math.min(PATHS_SHOWN, paths.named().size()))) {
            text.append("  ").append(GitPath.display(path)).append('\n');
        }
        if (paths.count() > PATHS_SHOWN) {
            text.append("  and ").append(paths.count() - PATHS_SHOWN).append(" more\n");
        }
        return text.append("Add them to the `paths` of a component, or to `ignore`.")
                .toString();
    }
}
