package io.jenkins.plugins.mergeability.step;

import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.dispatch.FailureReasons;
import io.jenkins.plugins.mergeability.dispatch.JobDispatcher;
import io.jenkins.plugins.mergeability.dispatch.NextAction;
import io.jenkins.plugins.mergeability.dispatch.Preparation;
import io.jenkins.plugins.mergeability.dispatch.RunningParts;
import io.jenkins.plugins.mergeability.dispatch.UnstartedJobs;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.text.DurationText;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.TestCounts;
import io.jenkins.plugins.mergeability.script.AntPatternException;
import io.jenkins.plugins.mergeability.script.AntPatternLists;
import io.jenkins.plugins.mergeability.script.JobProgram;
import io.jenkins.plugins.mergeability.script.Part;
import io.jenkins.plugins.mergeability.script.ScriptOutputException;
import io.jenkins.plugins.mergeability.script.ScriptResults;
import io.jenkins.plugins.mergeability.script.StageNames;
import io.jenkins.plugins.mergeability.script.UniqueNames;
import io.jenkins.plugins.mergeability.workspace.JobWorkspaces;
import io.jenkins.plugins.mergeability.workspace.Taking;
import io.jenkins.plugins.mergeability.workspace.UncleanWorkspaceException;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.EnvActionImpl;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.SynchronousResumeNotSupportedException;

/**
 * The interface of {@code ComponentsScript} to Java. It is part of the pipeline's program and saved with every step, so it
 * contains only the options of the call; everything else is in the record of the build. No method blocks.
 */
public final class ScriptFacade implements Serializable {

    /** The number of a call that has no record yet. */
    static final int UNPLANNED = 0;

    private static final long serialVersionUID = 1L;

    private final String run;
    private final StepOptions options;
    private final boolean planOnly;
    private final boolean inWorkspace;
    private int number = UNPLANNED;
    private int checkouts;
    private int planningFailures;
    private String callingTaking;

    private final RunningParts runningParts = new RunningParts();

    /** How many jobs that do not run each branch has shown. */
    private final Map<String, Integer> shownJobs = new HashMap<>();

    ScriptFacade(Run<?, ?> run, StepOptions options, boolean planOnly, boolean inWorkspace) {
        this.run = run.getExternalizableId();
        this.options = options;
        this.planOnly = planOnly;
        this.inWorkspace = inWorkspace;
        this.checkouts = inWorkspace ? 1 : 0; // the checkout of that workspace has recorded the changes
    }

    /** The options of the call, for the step that plans. */
    public Object getOptions() {
        return options;
    }

    public boolean isPlanOnly() {
        return planOnly;
    }

    /** Whether the step was called on an agent, in a workspace. */
    public boolean isInWorkspace() {
        return inWorkspace;
    }

    public int getNumber() {
        return number;
    }

    public void setNumber(int number) {
        this.number = number;
    }

    /** The label of an agent to plan on. */
    public String getPlanningLabel() {
        return Settings.of(run().getParent()).agent();
    }

    private Run<?, ?> run() {
        Run<?, ?> found = Run.fromExternalizableId(run);
        if (found == null) {
            throw new IllegalStateException("the build " + run + " no longer exists");
        }
        return found;
    }

    /** The value of an environment variable where the script is; null if it is not set. */
    public String variable(String name) throws IOException {
        return EnvActionImpl.forRun(run()).getProperty(name);
    }

    private StepInvocation invocation() {
        return StepInvocations.of(run(), number);
    }

    private JobDispatcher dispatcher() {
        return invocation().dispatcher();
    }

    private BuildRecord record() {
        return invocation().record();
    }

    private PlannedJob job(String key) {
        return invocation().job(key);
    }

    private JobWorkspaces workspaces() {
        StepInvocation invocation = invocation();
        return new JobWorkspaces(
                invocation.record(),
                invocation.workspaces(),
                runningParts,
                invocation::job,
                job -> invocation.part(job, ""));
    }

    /** The names of the branches that run jobs. */
    public List<String> branches() {
        return new ArrayList<>(record().facts().branches().stream()
                .map(BuildFacts.Branch::name)
                .toList());
    }

    public boolean isFailFast() {
        return record().facts().failFast();
    }

    /** Whether the pipeline is Declarative, by the action that views use. */
    public boolean isDeclarative() {
        return run().getActions().stream()
                .anyMatch(action -> action.getClass().getSimpleName().equals("ExecutionModelAction"));
    }

    /** The branches of components that do not run: {@code [name, reason]} for each. */
    public List<Map<String, Object>> unstartedComponents() {
        return maps(unstarted().components());
    }

    /**
     * The proven and skipped jobs of a component with a branch of its own that come before one that runs, or all of them,
     * each only once: {@code [name, reason]} for each.
     *
     * @param before the job that runs; null for all
     */
    public List<Map<String, Object>> skippedJobs(String branch, String before) {
        List<UnstartedJobs.Stage> stages =
                before == null ? unstarted().skipped(branch) : unstarted().skippedBefore(branch, JobKey.parse(before));
        int shown = shownJobs.getOrDefault(branch, 0);
        if (stages.size() <= shown) {
            return new ArrayList<>();
        }
        shownJobs.put(branch, stages.size());
        return maps(stages.subList(shown, stages.size()));
    }

    /** The jobs of a component with a branch of its own that cannot run any more: {@code [name, reason]} for each. */
    public List<Map<String, Object>> blockedJobs(String branch) {
        return maps(unstarted().blocked(branch));
    }

    /** The jobs of components without a branch of their own that cannot run any more: {@code [name, reason]} for each. */
    public List<Map<String, Object>> blockedJobs() {
        return maps(unstarted().blocked());
    }

    private UnstartedJobs unstarted() {
        BuildRecord record = record();
        return new UnstartedJobs(record.plan(), record.facts().branches(), new BuildRecordStore(record));
    }

    private static List<Map<String, Object>> maps(List<UnstartedJobs.Stage> stages) {
        List<Map<String, Object>> maps = new ArrayList<>();
        stages.forEach(stage -> maps.add(new HashMap<>(Map.of("name", stage.name(), "reason", stage.reason()))));
        return maps;
    }

    /** What a branch does next. */
    public Map<String, Object> next(String branch) {
        invocation().outputs().workspaceReleased(branch);
        NextAction next = dispatcher().next(branch);
        Map<String, Object> answer = new HashMap<>();
        answer.put("kind", ScriptWord.of(next).text());
        if (next instanceof NextAction.Agent agent) {
            answer.put("label", agent.label());
        } else if (next instanceof NextAction.Isolated isolated) {
            answer.put("label", isolated.label());
        } else if (next instanceof NextAction.Platforms platforms) {
            answer.put("stage", UniqueNames.of(platformsStage(platforms.jobs()), number));
            answer.put("job", platforms.jobs().get(0).toString());
            answer.put(
                    "branches",
                    new ArrayList<>(
                            platforms.jobs().stream().map(StageNames::ofJob).toList()));
        }
        return answer;
    }

    /** The name of the stage around the platforms of a job; it lists them if they are not all that run. */
    private String platformsStage(List<JobKey> platforms) {
        JobKey first = platforms.get(0);
        String name = first.component() + ": " + first.job();
        long all = record().plan().component(first.component()).jobs().stream()
                .filter(job -> job.key().ref().equals(first.ref()) && job.state() == JobState.RUN)
                .count();
        return all == platforms.size()
                ? name
                : name + " on "
                        + String.join(
                                ", ",
                                platforms.stream()
                                        .map(job -> job.platform().orElse(""))
                                        .toList());
    }

    /** Whether a branch runs in the workspace in which the step was called. */
    public boolean isOnCallingAgent(String branch) {
        return record().facts().branches().stream()
                .anyMatch(known -> known.name().equals(branch) && known.onCallingAgent());
    }

    /** Whether to plan again, as the agent was lost or the step could not resume after a restart. */
    public boolean retriesPlanning(Throwable error) {
        boolean lost = AgentErrors.isAgentLost(error) && !AgentErrors.isCancelled(error) || isUnresumable(error);
        return lost && ++planningFailures < StepInvocation.MAX_AGENT_LOSSES;
    }

    /** Whether the next checkout is the first, the only one that records the changes of the build. */
    public boolean firstCheckout() {
        return checkouts++ == 0;
    }

    /** What to check out, for the jobs or, before there is a plan, to plan; null for nothing. */
    public Object scm() {
        return number == UNPLANNED ? ScmFile.read(run(), number) : invocation().scm();
    }

    /** Whether an agent runs Unix; null where only a step on it can find out. */
    public Boolean isUnix(String agent) {
        Jenkins jenkins = Jenkins.get();
        boolean builtIn = jenkins.getSelfLabel().getName().equals(agent);
        Computer computer = builtIn ? jenkins.toComputer() : agent == null ? null : jenkins.getComputer(agent);
        return computer == null ? null : computer.isUnix();
    }

    /**
     * A new taking of an agent.
     *
     * @param fresh whether its workspace is one that was empty
     */
    public String newTaking(boolean fresh) {
        return Taking.begin(fresh ? Taking.Kind.FRESH : Taking.Kind.REUSED).text();
    }

    /** The taking of the workspace in which the step was called. */
    public String getCallingTaking() {
        if (callingTaking == null) {
            Taking.Kind kind = options.clean() ? Taking.Kind.CALLING_CLEANED : Taking.Kind.CALLING;
            callingTaking = Taking.begin(kind).text();
        }
        return callingTaking;
    }

    /** The reason for leaving a workspace that cannot be cleaned for a fresh one; null for an error that is no such. */
    public String leavesWorkspace(String branch, Throwable error) {
        if (!(error instanceof UncleanWorkspaceException)) {
            return null;
        }
        dispatcher().workspaceLost(branch, error.getMessage());
        return error.getMessage();
    }

    /**
     * The next job for a branch on an agent, in a taking of its workspace, and those that run after it in the same step; empty
     * to release the agent.
     */
    public List<String> claim(String branch, String label, String agent, String taking, boolean unix) {
        List<String> claimed = new ArrayList<>();
        dispatcher().claim(branch, label, agent).ifPresent(job -> {
            invocation().jobStarted(branch);
            claimed.add(job.toString());
            if (unix) {
                dispatcher()
                        .claimMore(branch, label, agent, invocation().shortJobs())
                        .forEach(more -> claimed.add(more.toString()));
            }
        });
        claimed.forEach(job -> workspaces().claimed(job, Taking.parse(taking), unix));
        return claimed;
    }

    /** A job starts in its workspace; returns the keys of the preparations that have to run there first. */
    public List<String> preparations(String key) {
        return workspaces().preparations(key);
    }

    /** The next preparation of a job starts; returns the name of its stage. */
    public String preparationStarts(String preparation, String key) {
        return workspaces().preparationStarts(preparation, key);
    }

    /** A preparation of a job has ended. */
    public void preparationEnded(String preparation, String key, boolean passed) throws AbortException {
        String failure = workspaces().preparationEnded(preparation, key, passed);
        if (failure != null) {
            throw new AbortException(failure);
        }
    }

    /** The name of a job's stage. */
    public String jobStage(String key) {
        JobKey job = job(key).key();
        // A proven job that runs again has a stage already.
        int before = record().planned(job).state() == JobState.PROVEN ? 1 : 0;
        return UniqueNames.of(StageNames.ofJob(job), number, record().job(job).attempts() + before);
    }

    /**
     * Which steps a job needs around its commands: {@code restores}, {@code cleaning}, {@code reports}, {@code archives},
     * {@code captures}; {@code attempts} around the cleaning, if that is a step of its own; and the {@code label} of the
     * step of a job that consists only of commands in one step.
     */
    public Map<String, Object> stepsOf(String key) {
        PlannedJob job = job(key);
        JobSettings settings = job.definition().settings();
        Part program = invocation().part(job, "");
        boolean cleaning = workspaces().needsCleaning(key);
        boolean ofPlatforms = invocation().outputs().hasArtifactsOfPlatforms(job.key());
        Map<String, Object> steps = new HashMap<>();
        steps.put("restores", restoresOutputs(key));
        steps.put("cleaning", cleaning);
        steps.put("attempts", cleaning ? program.attempts().max() : 1);
        steps.put(
                "label",
                JobKinds.isOneScript(job, program) ? StageNames.label(((Part.Commands) program).commands()) : null);
        steps.put("reports", !settings.junit().isEmpty());
        steps.put("archives", !settings.artifacts().isEmpty() && !ofPlatforms);
        steps.put("captures", settings.files().hasOutputs() || ofPlatforms);
        return steps;
    }

    /** What surrounds a job: see {@link JobEnvironment}. */
    public Map<String, Object> environment(String key) throws IOException {
        return JobEnvironment.of(run(), record(), job(key).definition().settings());
    }

    /** The part of a job at a path; {@code ""} is the whole job. */
    public Map<String, Object> part(String key, String path) {
        Part part = invocation().part(job(key), path);
        Map<String, Object> answer = new HashMap<>();
        answer.put(
                "attempts",
                path.isEmpty() && workspaces().needsCleaning(key)
                        ? 1
                        : part.attempts().max());
        answer.put("timeout", part.attempts().timeoutMillis());
        answer.put("failureAllowed", part.attempts().failureAllowed());
        answer.put("kind", ScriptWord.of(part).text());
        if (part instanceof Part.Commands commands) {
            answer.put("label", StageNames.label(commands.commands()));
        } else if (part instanceof Part.Steps steps) {
            answer.put("count", steps.parts().size());
        } else if (part instanceof Part.Branches branches) {
            answer.put("width", branches.width());
            answer.put("failFast", branches.failFast());
        }
        return answer;
    }

    /** A parallel part starts; returns the names of the stage around it and of its branches, unique for each start. */
    public Map<String, Object> parallelNames(String key, String path) {
        PlannedJob job = job(key);
        Part.Branches branches = (Part.Branches) invocation().part(job, path);
        int attempt = runningParts.parallelStarted(key, path);
        String stage = StageNames.ofJob(job.key()) + ": " + branches.name();
        Map<String, Object> answer = new HashMap<>();
        answer.put("stage", UniqueNames.of(stage, number, attempt));
        answer.put(
                "branches",
                new ArrayList<>(branches.names().stream()
                        .map(name -> UniqueNames.of(stage + ": " + name, number, attempt))
                        .toList()));
        return answer;
    }

    /** Why a part of a job failed, for the mark of its stage or branch. */
    public String partFailed(String key, String path, String name) {
        PlannedJob job = job(key);
        return name + ": "
                + FailureReasons.describe(
                        record().job(job.key()),
                        JobProgram.positions(invocation().part(job, path)),
                        "it failed");
    }

    /** The name of a branch or stage in the pipeline. */
    public String uniqueName(String name) {
        return UniqueNames.of(name, number);
    }

    private JobScripts scripts() {
        return new JobScripts(invocation(), workspaces(), runningParts);
    }

    /** The script that runs the commands at a path, in the next step of this thread. */
    public String shellScript(String key, String path, boolean unix) {
        StepNodes.expect(node -> runningParts.commandsStarted(key, path, node));
        return scripts().of(key, path, unix);
    }

    /** Whether the tracked files have to be compared after a job that passed, by a step of its own. */
    public boolean needsComparing(String key) {
        return workspaces().needsComparing(key);
    }

    /** The path of a script that only cleans the workspace. */
    public String getCleaning() {
        return JobWorkspaces.CLEANING;
    }

    /** The path of a script that only compares the tracked files. */
    public String getComparing() {
        return JobWorkspaces.COMPARING;
    }

    /**
     * The step that ran the commands at a path has ended.
     *
     * @param output the standard output of its script
     * @return whether every command that counts passed; null if Jenkins stopped it with another part of its job
     * @throws AbortException if the output is not what the script writes
     * @throws UncleanWorkspaceException if no command ran, as the workspace could not be cleaned
     */
    public Boolean commandsEnded(String key, String path, String output)
            throws AbortException, UncleanWorkspaceException {
        boolean stopped =
                ScriptResults.killed(output) && runningParts.isSiblingStopping(key, path, System.currentTimeMillis());
        try {
            return stopped ? null : scripts().ended(key, path, output);
        } catch (ScriptOutputException e) {
            throw abort(e);
        }
    }

    private TogetherJobs together(List<String> keys) {
        return new TogetherJobs(invocation(), scripts(), runningParts, keys);
    }

    /** The script that runs jobs one after another, in the next step of this thread. */
    public String togetherScript(List<String> keys) {
        StepNodes.expect(node -> keys.forEach(key -> runningParts.commandsStarted(key, "", node)));
        keys.forEach(this::preparations); // they have none: each starts in a clean workspace
        return together(keys).script();
    }

    /** The label of the step that runs jobs one after another. */
    public String togetherLabel(List<String> keys) {
        return StageNames.together(keys);
    }

    /**
     * The step that ran several jobs has ended. Those of which it has no clear result run again, each by itself.
     *
     * @param output the standard output of its script
     * @return the jobs that passed or failed: {@code [key, passed]} for each
     */
    public List<Map<String, Object>> togetherEnded(List<String> keys, String output) {
        List<Map<String, Object>> ended = new ArrayList<>();
        together(keys)
                .ended(output)
                .forEach((key, passed) -> ended.add(new HashMap<>(Map.of("key", key, "passed", passed))));
        return ended;
    }

    /** Whether a failure of the step that ran several jobs is none of the build: each runs again, by itself. */
    public boolean separates(List<String> keys, Throwable error) {
        boolean separates = true;
        for (String key : keys) {
            separates &= isJobFailure(key, error);
        }
        if (separates) {
            together(keys).separate("the step that ran it with other jobs failed: " + error.getMessage());
        }
        return separates;
    }

    /** Those of several jobs that run again, each by itself. */
    public List<String> separated(List<String> keys) {
        return together(keys).separated();
    }

    /** The name of the stage in which several jobs run. */
    public String togetherStage(List<String> keys) {
        return UniqueNames.of(together(keys).stage(), number);
    }

    /** Where the log of a job is that ran together with others. */
    public String togetherLog(List<String> keys) {
        return "It ran in one step with other short jobs. Its log is in the stage " + togetherStage(keys) + ".";
    }

    /** The test reports of a job have been read. */
    public void recordTests(String key, int total, int failed, int skipped) {
        record().tests(job(key).key(), new TestCounts(total, failed, skipped));
    }

    /** The patterns of a job's test reports from the top of the repository, with commas between them. */
    public String reportPatterns(String key) throws AbortException {
        List<String> globs = job(key).definition().settings().junit();
        try {
            return AntPatternLists.reports(root(key), globs);
        } catch (AntPatternException e) {
            throw abort(e);
        }
    }

    /** The arguments of {@code archiveArtifacts} for a job. */
    public Map<String, Object> artifactPatterns(String key) throws AbortException {
        List<String> globs = job(key).definition().settings().artifacts();
        Map<String, Object> patterns = new HashMap<>();
        try {
            patterns.put("artifacts", AntPatternLists.includedArtifacts(root(key), globs));
            patterns.put("excludes", AntPatternLists.excludedArtifacts(root(key), globs));
        } catch (AntPatternException e) {
            throw abort(e);
        }
        patterns.put("defaultExcludes", false);
        return patterns;
    }

    /** The root of a job's component. */
    private String root(String key) {
        return record().plan()
                .component(job(key).key().component())
                .definition()
                .root();
    }

    private static AbortException abort(Exception cause) {
        AbortException abort = new AbortException(cause.getMessage());
        abort.initCause(cause);
        return abort;
    }

    /** Whether something has to be done in the workspace before a job runs: outputs removed, or restored. */
    public boolean restoresOutputs(String key) {
        return !Preparation.is(key) && invocation().outputs().isRestoring(job(key).key());
    }

    /** Whether a job that passed has outputs to capture, or artifacts of one of several platforms to archive. */
    public boolean capturesOutputs(String key) {
        return invocation().outputs().isCapturing(job(key).key());
    }

    /** Whether a job that was started waits again, as jobs that it needs run again before its next attempt. */
    public boolean waitsAgain(String key) {
        boolean waits = record().job(job(key).key()).status() == JobStatus.WAITING;
        if (waits) {
            runningParts.passedAfterFailure(key); // of which it has one, whatever comes
        }
        return waits;
    }

    /** Why a job that was started waits again. */
    public String waitingFor(String key) {
        return record().job(job(key).key()).reason();
    }

    /** A job has ended by itself; returns the remark for its stage, or null if it passed. */
    public String jobEnded(String key, boolean passed, String error) {
        workspaces().ended(key, passed && error == null);
        runningParts.jobEnded(key);
        return invocation()
                .jobEnded(
                        job(key),
                        passed,
                        runningParts.removePassedAfterFailure(key),
                        runningParts.removeFailedPreparation(key),
                        runningParts.removeTimeout(key),
                        error);
    }

    /** What may explain the failure of a job; null for nothing. */
    public String hint(String key) {
        List<String> hints = invocation().workspaces().hints(job(key).key());
        return hints.isEmpty() ? null : String.join("; ", hints);
    }

    /** Why the pass of a job is not proven; null if it is, or if nothing of the job itself prevents it. */
    public String unproven(String key) {
        return record().unproven(job(key).key()).orElse(null);
    }

    /** The mark of a job's stage. */
    public String mark(String key) {
        JobRecord now = record().job(job(key).key());
        return (now.failed() ? ScriptWord.FAILURE : ScriptWord.UNSTABLE).text();
    }

    /** Whether an error is a failure of the job itself, and not of its agent or an interruption. */
    public boolean isJobFailure(String key, Throwable error) {
        if (AgentErrors.isAgentLost(error)) {
            return false;
        }
        if (error instanceof UncleanWorkspaceException
                && workspaces().canLeave(key, invocation().scm() != null)) {
            return false;
        }
        if (error instanceof FlowInterruptedException) {
            invocation().jobInterrupted(job(key).key(), error.getMessage());
            return false;
        }
        return true;
    }

    /** Whether a step failed because it cannot resume after a restart of the controller. */
    public boolean isUnresumable(Throwable error) {
        return error instanceof SynchronousResumeNotSupportedException;
    }

    /** A part with a timeout starts. */
    public void timeoutStarted(String key, String path, long timeoutMillis) {
        runningParts.timeoutStarted(key, path, System.currentTimeMillis() + timeoutMillis);
    }

    /** A part with a timeout has ended in time. */
    public void timeoutEnded(String key, String path) {
        runningParts.timeoutEnded(key, path);
    }

    /** A first failure stops what else runs in a part. */
    public void stopping(String key, String path) {
        runningParts.stopping(key, path, System.currentTimeMillis());
    }

    /** Whether a step failed because Jenkins stopped another part of its job, in the same workspace. */
    public boolean isStoppedWithSibling(String key, String path, Throwable error) {
        return error instanceof AbortException && runningParts.isSiblingStopping(key, path, System.currentTimeMillis());
    }

    /** Whether the timeout of this part stopped it. */
    public boolean isTimedOut(String key, String path, Throwable error, long timeoutMillis) {
        boolean own =
                AgentErrors.isTimeout(error) && runningParts.isPastDeadline(key, path, System.currentTimeMillis());
        if (own) {
            String reason = FailureReasons.TIMED_OUT + " after " + DurationText.of(Duration.ofMillis(timeoutMillis));
            runningParts.timedOut(key, path, reason).forEach((stopped, node) -> {
                if (!JobWorkspaces.isWithoutCommands(stopped) && !Preparation.is(key)) {
                    invocation().commandsStopped(job(key), stopped, node);
                }
            });
        }
        return own;
    }

    /** Something in a job passed after it had failed. */
    public void passedAfterFailure(String key) {
        runningParts.passedAfterFailure(key);
    }

    /** Whether a branch goes on after it lost its agent, or could not get or prepare one. */
    public boolean recovers(String branch, String label, Throwable error) {
        return invocation().recovers(branch, label, error);
    }

    /** A branch of the pipeline has ended with an error. Returns the error to throw. */
    public Throwable branchFailed(String branch, Throwable error) {
        invocation().branchFailed(branch, error);
        return AgentErrors.ofBranch(error);
    }

    /** Whether only a first failure stopped the rest, and nothing outside the parallel step. */
    public boolean isFailFastStop(Throwable error) {
        return !AgentErrors.isFromOutside(error);
    }

    /** Whether a first failure has stopped the rest. */
    public boolean isStopped() {
        return dispatcher().isStopped();
    }

    /** Cancels the queue items of branches that no longer need an agent. */
    public void cancelQueueItems() {
        invocation().background().submit(() -> QueueItemCanceller.cancel(run(), number, dispatcher()));
    }
}
