package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.cli.deploy.EnvironmentFiles;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Interrupts;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.cli.workspace.JobOperands;
import io.jenkins.plugins.mergeability.engine.cli.workspace.Workspace;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.outputs.OutputStore;
import io.jenkins.plugins.mergeability.engine.outputs.store.Eviction;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import io.jenkins.plugins.mergeability.engine.run.JobOutcome;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.run.ProofRecorder;
import io.jenkins.plugins.mergeability.engine.run.RunDirectory;
import io.jenkins.plugins.mergeability.engine.run.RunOptions;
import io.jenkins.plugins.mergeability.engine.run.RunResult;
import io.jenkins.plugins.mergeability.engine.run.Runner;
import io.jenkins.plugins.mergeability.engine.run.outputs.RunOutputs;
import io.jenkins.plugins.mergeability.engine.run.report.RunView;
import io.jenkins.plugins.mergeability.engine.run.report.Symbols;
import io.jenkins.plugins.mergeability.engine.run.tree.TreeRecorder;
import io.jenkins.plugins.mergeability.engine.schedule.PastOutcomes;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A run in a working tree: of a plan and, where outputs of earlier runs turn out to be damaged or removed meanwhile, of
 * another plan for the jobs that need them.
 */
final class LocalRun implements AutoCloseable {

    /** Each time something that was kept is gone; more than a few are no accident. */
    private static final int MAX_PLANS = 4;

    private final Workspace workspace;
    private final ProofStore proofs;
    private final boolean prove;
    private final RunOptions options;
    private final Terminal terminal;
    private final boolean quiet;
    private Interrupts interrupts = Interrupts.NONE;

    /**
     * A run in the working tree of a workspace.
     *
     * @param prove whether to record proofs
     * @param quiet whether standard output is not for people
     */
    LocalRun(
            Workspace workspace,
            ProofStore proofs,
            boolean prove,
            RunOptions options,
            Terminal terminal,
            boolean quiet) {
        this.workspace = workspace;
        this.proofs = proofs;
        this.prove = prove;
        this.options = options;
        this.terminal = terminal;
        this.quiet = quiet;
    }

    /** Runs a plan, with logs in a directory. */
    RunResult run(Plan first, RunDirectory directory) throws Exception {
        RunResult result = null;
        Plan plan = first;
        for (int plans = 1; plan != null; plans++) {
            try (RunOutputs outputs = workspace.outputsOf(plan)) {
                RunResult next = run(plan, directory, outputs);
                result = result == null ? next : result.followedBy(next);
                Set<JobKey> again = plans < MAX_PLANS && prove ? withoutOutputs(plan, result, outputs) : Set.of();
                plan = again.isEmpty() ? null : planOf(again);
                if (!outputs.kept().isEmpty()) {
                    evict(outputs.kept());
                }
            }
        }
        return result;
    }

    /** The results are reported: from now on an interrupt ends the process at once. */
    @Override
    public void close() {
        interrupts.reported();
    }

    private RunResult run(Plan plan, RunDirectory directory, RunOutputs outputs) throws Exception {
        PrintStream progress = quiet ? terminal.err() : terminal.out();
        for (String note : plan.notes()) {
            progress.println("note: " + note);
        }
        Optional<ProofRecorder> recorder = prove
                ? Optional.of(new ProofRecorder(
                        proofs, workspace.observer(directory.path().resolve("clock"), plan), outputs, plan.head()))
                : Optional.empty();
        try (RunView view = RunView.of(
                plan,
                progress,
                Symbols.of(terminal.charset()),
                terminal.interactive() && !quiet,
                terminal.environment())) {
            TreeRecorder tree = new TreeRecorder(workspace.journal(), plan, view);
            Runner runner = new Runner(
                    plan,
                    workspace.top(),
                    directory,
                    options.withDurations(PastOutcomes.durations(PastOutcomes.of(plan, proofs)))
                            .withMap(workspace.shownMap()),
                    recorder,
                    tree,
                    outputs);
            Interrupts before = interrupts;
            interrupts = Interrupts.forwardTo(runner);
            before.reported();
            RunResult result = runner.run();
            if (prove && result.warnings().isEmpty()) { // with a warning it is not known whether inputs have changed
                tree.verified(result.jobs());
            }
            return result;
        }
    }

    /** The jobs that did not run only because outputs were gone, and those that wait for them. */
    private static Set<JobKey> withoutOutputs(Plan plan, RunResult result, RunOutputs outputs) {
        Set<JobKey> again = new TreeSet<>(outputs.missed());
        if (again.isEmpty() || result.interrupted()) {
            return Set.of();
        }
        Map<JobKey, List<JobKey>> needs = new HashMap<>();
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                needs.put(job.key(), job.needs());
            }
        }
        Map<JobKey, JobOutcome> outcomes = new HashMap<>();
        for (JobResult job : result.jobs()) {
            outcomes.put(job.key(), job.outcome());
        }
        for (JobResult job : result.jobs()) {
            Set<JobKey> all = JobNeeds.of(job.key(), key -> needs.getOrDefault(key, List.of()));
            boolean only = all.stream().allMatch(need -> mayBeMet(outcomes.get(need)));
            if (job.outcome() == JobOutcome.NOT_RUN && only && all.stream().anyMatch(outputs.missed()::contains)) {
                again.add(job.key());
            }
        }
        return again;
    }

    private static boolean mayBeMet(JobOutcome outcome) {
        return outcome == JobOutcome.PASSED
                || outcome == JobOutcome.PROVEN
                || outcome == JobOutcome.UNAFFECTED
                || outcome == JobOutcome.NOT_RUN;
    }

    private Plan planOf(Set<JobKey> keys) throws Exception {
        Set<JobRef> jobs = new TreeSet<>();
        keys.forEach(key -> jobs.add(key.ref()));
        return new JobOperands(jobs, keys).restrict(workspace.plan(jobs, proofs));
    }

    private void evict(Set<OutputDigest> kept) throws BadInputException, IOException {
        OutputStore store = workspace.outputStore();
        Set<OutputDigest> pinned = new HashSet<>(kept);
        try {
            pinned.addAll(new EnvironmentFiles(workspace.state()).pinned(workspace.map(), Instant.now()));
        } catch (IOException e) {
            terminal.err().println("warning: no old outputs are removed: " + e.getMessage());
            return;
        }
        Eviction.DEFAULT.evict(store, Instant.now(), pinned::contains, digest -> 0);
    }
}
