package io.jenkins.plugins.mergeability.step;

import hudson.model.Run;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.extensions.impl.SparseCheckoutPaths;
import hudson.plugins.git.extensions.impl.SubmoduleOption;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.dispatch.ConcurrencyLimits;
import io.jenkins.plugins.mergeability.dispatch.FailureReasons;
import io.jenkins.plugins.mergeability.dispatch.JobDispatcher;
import io.jenkins.plugins.mergeability.dispatch.LimitSizes;
import io.jenkins.plugins.mergeability.dispatch.Preparation;
import io.jenkins.plugins.mergeability.dispatch.ShortJobs;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.schedule.PastOutcomes;
import io.jenkins.plugins.mergeability.engine.schedule.Urgency;
import io.jenkins.plugins.mergeability.proofs.Scope;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.script.CommandExecution;
import io.jenkins.plugins.mergeability.script.JobProgram;
import io.jenkins.plugins.mergeability.script.OutcomeTokens;
import io.jenkins.plugins.mergeability.script.Part;
import io.jenkins.plugins.mergeability.script.ScriptOutputException;
import io.jenkins.plugins.mergeability.script.ScriptResults;
import io.jenkins.plugins.mergeability.script.WorkspaceCare;
import io.jenkins.plugins.mergeability.workspace.UncleanWorkspaceException;
import io.jenkins.plugins.mergeability.workspace.WorkspacePolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** A running call of the step: dispatches its jobs and records their results. */
final class StepInvocation {

    private static final Logger LOGGER = Logger.getLogger(StepInvocation.class.getName());

    /** How many lost agents end a job, or planning. */
    static final int MAX_AGENT_LOSSES = 3;

    /** The timeout of a job without one, in a build of a pull request from a fork. */
    private static final Duration FORK_TIMEOUT = Duration.ofHours(2);

    private final Run<?, ?> run;
    private final BuildRecord record;
    private final JobDispatcher dispatcher;
    private final ShortJobs shortJobs;
    private final InvocationOutputs outputs;
    private final BackgroundTasks background = new BackgroundTasks();
    private final Map<String, PlannedJob> jobs = new HashMap<>();
    private SCM scm;
    private WorkspacePolicy workspaces;
    private final Map<JobKey, Part> programs = new ConcurrentHashMap<>();
    private final Map<String, Integer> losses = new ConcurrentHashMap<>();

    StepInvocation(Run<?, ?> run, BuildRecord record, ConcurrencyLimits limits) {
        this.run = run;
        this.record = record;
        Settings settings = Settings.of(run.getParent());
        Map<JobKey, Outcome> past = pastOutcomes(record);
        this.shortJobs = new ShortJobs(millis(past), new JobKinds(this)::of);
        this.dispatcher = new JobDispatcher(
                record.plan(),
                record.facts(),
                new BuildRecordStore(record),
                limits,
                new LimitSizes(settings::limit, settings.maxParallelOnController(), isOfFork(record)),
                Urgency.of(record.plan(), PastOutcomes.durations(past)));
        this.outputs = new InvocationOutputs(run, record, dispatcher);
        record.plan()
                .components()
                .forEach(component ->
                        component.jobs().forEach(job -> jobs.put(job.key().toString(), job)));
        // After a restart, the proof of a job that had ended may be missing.
        for (JobRecord job : record.jobs()) {
            if (job.status().ran()) {
                background.submit(() -> ProofWriter.recordIfMissing(run, record, job.key()));
            }
        }
    }

    /** Whether the code of a build is from a fork. Anybody can write it. */
    private static boolean isOfFork(BuildRecord record) {
        String scope = record.facts().scope();
        return scope != null && Scope.parse(scope).kind() == Scope.Kind.PULL_REQUEST;
    }

    private static Map<JobKey, Long> millis(Map<JobKey, Outcome> past) {
        Map<JobKey, Long> millis = new HashMap<>();
        past.forEach((job, outcome) ->
                millis.put(job, outcome.passed() ? outcome.duration().toMillis() : ShortJobs.NOT_SHORT));
        return millis;
    }

    private static Map<JobKey, Outcome> pastOutcomes(BuildRecord record) {
        if (record.facts().repository().isEmpty() || record.facts().scope() == null) {
            return Map.of();
        }
        try {
            return PastOutcomes.of(record.plan(), ProofWriter.newest(record));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot read the past durations of jobs; their order is arbitrary", e);
            return Map.of();
        }
    }

    Run<?, ?> run() {
        return run;
    }

    BuildRecord record() {
        return record;
    }

    /** What the jobs check out; null where they run in the workspace in which the step was called. */
    synchronized SCM scm() {
        if (scm == null) {
            scm = ScmFile.read(run, record.number());
        }
        return scm;
    }

    /** What jobs find in workspaces of agents. */
    synchronized WorkspacePolicy workspaces() {
        if (workspaces == null) {
            GitSCM git = scm() instanceof GitSCM known ? known : null;
            SubmoduleOption modules = git == null ? null : git.getExtensions().get(SubmoduleOption.class);
            workspaces = new WorkspacePolicy(
                    record,
                    git != null && git.getExtensions().get(SparseCheckoutPaths.class) != null,
                    modules != null && !modules.isDisableSubmodules());
        }
        return workspaces;
    }

    JobDispatcher dispatcher() {
        return dispatcher;
    }

    /** Which jobs run together in one step. */
    ShortJobs shortJobs() {
        return shortJobs;
    }

    InvocationOutputs outputs() {
        return outputs;
    }

    BackgroundTasks background() {
        return background;
    }

    /** The job with a key, or of which a preparation has it. */
    PlannedJob job(String key) {
        PlannedJob job = jobs.get(Preparation.job(key));
        if (job == null) {
            throw new IllegalArgumentException("the plan has no job " + key);
        }
        return job;
    }

    /** The part of a job at a path, see {@link JobProgram#at}. */
    Part part(PlannedJob job, String path) {
        Part program = programs.computeIfAbsent(
                job.key(),
                key -> JobProgram.of(
                        record.plan().component(key.component()).definition(),
                        job.definition(),
                        isOfFork(record) ? Optional.of(FORK_TIMEOUT) : Optional.empty()));
        return JobProgram.at(program, path);
    }

    /** The commands of a job at a path. */
    List<Part.ScriptCommand> commands(PlannedJob job, String path) {
        return ((Part.Commands) part(job, path)).commands();
    }

    /**
     * The step that ran the commands at a path has ended.
     *
     * @param output the standard output of its script
     * @param tokens the words that the script had
     * @param care what the script did to the workspace
     * @param recorded whether the results belong to the record of the job; not for a preparation
     * @param node the id of the step's flow node, or null
     * @param section the part of the step's log that is of the job
     * @return the results
     * @throws ScriptOutputException if the output is not what the script writes
     * @throws UncleanWorkspaceException if no command ran, as the workspace could not be cleaned
     */
    ScriptResults commandsEnded(
            PlannedJob job,
            List<Part.ScriptCommand> scripted,
            String output,
            OutcomeTokens tokens,
            WorkspaceCare care,
            boolean recorded,
            String node,
            LogTailRecorder.Section section)
            throws ScriptOutputException, UncleanWorkspaceException {
        JobKey key = job.key();
        List<CommandRecord> before = recorded ? record.job(key).commands() : List.of();
        ScriptResults results = ScriptResults.read(output, scripted, tokens, care, position -> (int) before.stream()
                .filter(command -> command.position() == position)
                .count());
        if (results.unclean().isPresent()) {
            throw new UncleanWorkspaceException(results.unclean().get());
        }
        results.changed()
                .flatMap(changed -> workspaces().unproven(key, changed))
                .ifPresent(why -> record.unproven(key, why, false));
        List<CommandRecord> commands = results.executions().stream()
                .map(execution -> command(execution, node))
                .toList();
        // After a crash, the end of the same step may be processed again.
        if (!recorded) {
            return results;
        }
        if (!commands.isEmpty()
                && !record.job(key).status().finished()
                && before.stream().noneMatch(known -> results.includes(known.position(), known.started()))) {
            record.commands(key, commands);
        }
        if (!results.passed() && node != null) {
            background.submit(() -> LogTailRecorder.record(run, record, job, commands, section));
        }
        return results;
    }

    private static CommandRecord command(CommandExecution execution, String node) {
        return new CommandRecord(
                execution.position(),
                execution.name(),
                execution.command(),
                execution.attempt(),
                execution.exitCode(),
                execution.started(),
                execution.millis(),
                execution.failureAllowed(),
                node);
    }

    /**
     * A job has ended by itself.
     *
     * @param passedAfterFailure whether something in it passed after it had failed
     * @param preparationFailed whether a job failed that ran before it in its workspace, and that had passed
     * @param fallback the failure reason if no command failed, as something was stopped before it ended
     * @param error the error that prevented the job from running; null for none
     * @return the remark for people, or null if it passed
     */
    String jobEnded(
            PlannedJob job,
            boolean passed,
            boolean passedAfterFailure,
            boolean preparationFailed,
            String fallback,
            String error) {
        JobKey key = job.key();
        JobRecord now = record.job(key);
        if (now.status().finished()) {
            dispatcher.ended(key, now.status(), now.reason(), now.flaky());
            return now.status() == JobStatus.PASSED ? null : key + ": " + now.reason();
        }
        JobStatus status = JobStatus.PASSED;
        String why = "";
        if (error != null) {
            status = JobStatus.FAILED;
            why = error;
        } else if (!passed) {
            status = JobStatus.FAILED;
            why = FailureReasons.describe(now, fallback);
        } else if (now.tests().isPresent() && now.tests().get().failed() > 0) {
            status = JobStatus.UNSTABLE;
            int failed = now.tests().get().failed();
            why = failed == 1 ? "1 test failed" : failed + " tests failed";
        }
        if (status != JobStatus.PASSED && error == null) {
            workspaces().hints(key).forEach(hint -> record.noted(key, hint));
        }
        boolean flaky = preparationFailed || passed && (passedAfterFailure || FailureReasons.isFlaky(now));
        dispatcher.ended(key, status, why, flaky);
        background.submit(() -> ProofWriter.record(run, record, key));
        return status == JobStatus.PASSED ? null : key + ": " + why;
    }

    /** A job was stopped before it ended. */
    void jobInterrupted(JobKey job, String why) {
        String reason = why == null || why.isEmpty() ? "the build was aborted" : why;
        dispatcher.ended(job, JobStatus.INTERRUPTED, reason, false);
    }

    /** A timeout stopped the step that runs the commands at a path. */
    void commandsStopped(PlannedJob job, String path, String node) {
        List<Part.ScriptCommand> commands = commands(job, path);
        background.submit(() -> LogTailRecorder.recordStopped(run, record, job, node, commands));
    }

    /** A branch of the pipeline has ended with an error. */
    void branchFailed(String branch, Throwable error) {
        String message = error.getMessage();
        dispatcher.branchFailed(branch, message == null || message.isEmpty() ? error.toString() : message);
    }

    /** A branch has started a job, so its earlier losses of agents no longer count. */
    void jobStarted(String branch) {
        losses.remove(branch);
    }

    /**
     * Handles the loss of a branch's agent, or the failure to get or prepare one.
     *
     * @return whether the branch goes on
     */
    boolean recovers(String branch, String label, Throwable error) {
        List<JobKey> all = dispatcher.assigned(branch);
        Optional<JobKey> job = all.stream().findFirst();
        boolean needless = job.isEmpty() && (dispatcher.isBranchDone(branch) || dispatcher.isLabelDone(label));
        if (AgentErrors.isQueueItemCancelled(error) && needless) {
            return true;
        }
        boolean lost = AgentErrors.isAgentLost(error) && !(job.isEmpty() && AgentErrors.isCancelled(error));
        if (!lost && error instanceof FlowInterruptedException) {
            all.forEach(key -> jobInterrupted(key, error.getMessage()));
            return false;
        }
        if (lost) {
            record.agentLost();
        }
        int times = losses.merge(job.map(JobKey::toString).orElse(branch), 1, Integer::sum);
        if (times < MAX_AGENT_LOSSES) {
            dispatcher.agentLost(branch);
            return true;
        }
        String why = lost
                ? "its agent was lost " + MAX_AGENT_LOSSES + " times, the last time with: " + error.getMessage()
                : "no agent could be prepared for it: " + error.getMessage();
        if (job.isPresent()) {
            all.forEach(key -> dispatcher.ended(key, JobStatus.FAILED, why, false));
        } else {
            dispatcher.abandon(branch).forEach(key -> dispatcher.ended(key, JobStatus.FAILED, why, false));
        }
        return true;
    }
}
