package io.jenkins.plugins.mergeability.step;

import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.config.Platform;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.dispatch.FailureReasons;
import io.jenkins.plugins.mergeability.dispatch.JobDispatcher;
import io.jenkins.plugins.mergeability.dispatch.RunningParts;
import io.jenkins.plugins.mergeability.dispatch.UnstartedJobs;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.text.DurationText;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.TestCounts;
import io.jenkins.plugins.mergeability.script.AntPatternLists;
import io.jenkins.plugins.mergeability.script.JobProgram;
import io.jenkins.plugins.mergeability.script.Part;
import io.jenkins.plugins.mergeability.script.PowerShellScript;
import io.jenkins.plugins.mergeability.script.ScriptResults;
import io.jenkins.plugins.mergeability.script.ShellScript;
import io.jenkins.plugins.mergeability.script.StageNames;
import io.jenkins.plugins.mergeability.script.UniqueNames;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.SynchronousResumeNotSupportedException;

/**
 * What the script of a call asks. It is part of the pipeline's program and written down with every step, so all it holds
 * itself is what the call asks for; everything else is in the record of the build. Nothing here waits for anything.
 */
public final class ScriptFacade implements Serializable {

    /** The number of a call that has no record yet. */
    static final int UNPLANNED = 0;

    private static final long serialVersionUID = 1L;

    private final String run;
    private final StepOptions asked;
    private final boolean planOnly;
    private final boolean inWorkspace;
    private int number = UNPLANNED;
    private int checkouts;
    private int plannersLost;

    private final RunningParts underway = new RunningParts();

    ScriptFacade(Run<?, ?> run, StepOptions asked, boolean planOnly, boolean inWorkspace) {
        this.run = run.getExternalizableId();
        this.asked = asked;
        this.planOnly = planOnly;
        this.inWorkspace = inWorkspace;
        this.checkouts = inWorkspace ? 1 : 0; // whoever called the step there has said what has changed
    }

    /** What is asked for, for the step that plans. */
    public Object getAsked() {
        return asked;
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
            throw new IllegalStateException("there is no build " + run + " any more");
        }
        return found;
    }

    private StepInvocation session() {
        return StepInvocations.of(run(), number);
    }

    private JobDispatcher work() {
        return session().work();
    }

    private PlannedJob job(String key) {
        return session().job(key);
    }

    /** The branches that run jobs. */
    public List<String> lanes() {
        return new ArrayList<>(
                work().record().facts().lanes().stream().map(BuildFacts.Lane::name).toList());
    }

    public boolean isFailFast() {
        return work().record().facts().failFast();
    }

    /** Whether the pipeline is a Declarative one, by what views tell it by. */
    public boolean isDeclarative() {
        return run().getActions().stream()
                .anyMatch(action -> action.getClass().getSimpleName().equals("ExecutionModelAction"));
    }

    /** What does not run, for the branches that say so: {@code [name, reason]} for each. */
    public List<Map<String, Object>> notRun() {
        return UnstartedJobs.branches(work().record());
    }

    /** Proven and skipped jobs of a component that has a branch of its own: {@code [name, reason]}. */
    public List<Map<String, Object>> notRun(String lane) {
        return UnstartedJobs.inLane(work().record(), lane);
    }

    /** Jobs of a component that has a branch of its own that will not run after all: {@code [name, reason]}. */
    public List<Map<String, Object>> given(String lane) {
        return UnstartedJobs.given(work().record(), lane);
    }

    /** The same of components that have none: {@code [name, reason]}. */
    public List<Map<String, Object>> given() {
        return UnstartedJobs.given(work().record());
    }

    /** What a branch is to do next. */
    public Map<String, Object> next(String lane) {
        JobDispatcher.Next next = work().next(lane);
        Map<String, Object> answer = new HashMap<>();
        answer.put("kind", next.getClass().getSimpleName());
        if (next instanceof JobDispatcher.Next.Agent agent) {
            answer.put("label", agent.label());
        } else if (next instanceof JobDispatcher.Next.Isolated isolated) {
            answer.put("label", isolated.label());
        } else if (next instanceof JobDispatcher.Next.Platforms platforms) {
            answer.put("stage", UniqueNames.of(stage(platforms.jobs()), number));
            answer.put(
                    "lanes",
                    new ArrayList<>(platforms.jobs().stream().map(StageNames::stage).toList()));
        }
        return answer;
    }

    /** The stage around the platforms of a job; where these are not all that run, it says which. */
    private String stage(List<JobKey> platforms) {
        JobKey first = platforms.get(0);
        String name = first.component() + ": " + first.job();
        long all = work().record().plan().component(first.component()).jobs().stream()
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

    /** Whether a branch runs where the step was called. */
    public boolean here(String lane) {
        return work().record().facts().lanes().stream()
                .anyMatch(known -> known.name().equals(lane) && known.here());
    }

    /** Whether planning is tried again after its agent vanished, or could not go on after a restart of the controller. */
    public boolean plansAgain(Throwable trouble) {
        boolean lost = AgentErrors.is(trouble) && !AgentErrors.cancelled(trouble) || restarted(trouble);
        return lost && ++plannersLost < StepInvocation.MOST_LOSSES;
    }

    /** Whether the next checkout is the first, which alone tells Jenkins what has changed. */
    public boolean firstCheckout() {
        return checkouts++ == 0;
    }

    /** What to check out, or null: for the jobs, or as long as there is no plan, to plan. */
    public Object scm() {
        return number == UNPLANNED ? ScmFile.read(run(), number) : session().scm();
    }

    /** Whether an agent is a Unix one; null where only a step on it can tell. */
    public Boolean unix(String agent) {
        Computer computer = agent == null ? null : Jenkins.get().getComputer(agent);
        return computer == null ? null : computer.isUnix();
    }

    /** The next job for a branch on an agent; null: give the agent back. */
    public String claim(String lane, String label, String agent) {
        Optional<JobKey> claimed = work().claim(lane, label, agent);
        claimed.ifPresent(job -> session().begun(lane));
        return claimed.map(JobKey::toString).orElse(null);
    }

    /** The name of a job's stage. */
    public String stage(String key) {
        return UniqueNames.of(
                StageNames.stage(job(key).key()),
                number,
                work().record().job(job(key).key()).attempts());
    }

    /** What the only step of a job that is nothing but commands is called; null for any other job. */
    public String plain(String key) {
        PlannedJob job = job(key);
        JobSettings settings = job.definition().settings();
        return settings.container().isEmpty()
                        && settings.credentials().isEmpty()
                        && session().part(job, "") instanceof Part.Commands commands
                        && commands.trial().equals(Part.Trial.ONCE)
                ? StageNames.of(commands.lines())
                : null;
    }

    /** What a job is wrapped in: credentials, a container. */
    public Map<String, Object> around(String key) throws AbortException {
        JobSettings settings = job(key).definition().settings();
        Map<String, Object> around = new HashMap<>();
        settings.container().ifPresent(image -> around.put("image", image));
        if (settings.container().isPresent() && Jenkins.get().getPlugin("docker-workflow") == null) {
            throw new AbortException("the job runs in the container "
                    + settings.container().get() + ", for which the Docker Pipeline plugin is needed: install it");
        }
        if (!settings.credentials().isEmpty()) {
            if (work().record().facts().untrusted() != null) {
                throw new AbortException(
                        "its credentials are not given to the pull request of somebody without write access");
            }
            around.put("bindings", CredentialBindings.of(run(), settings.credentials()));
        }
        return around;
    }

    /** The part of a job at a path; {@code ""} is the whole job. */
    public Map<String, Object> part(String key, String path) {
        Part part = session().part(job(key), path);
        Map<String, Object> answer = new HashMap<>();
        answer.put("attempts", part.trial().attempts());
        answer.put("timeout", part.trial().timeoutMillis());
        answer.put("allowed", part.trial().allowed());
        answer.put("kind", part.getClass().getSimpleName());
        if (part instanceof Part.Commands commands) {
            answer.put("label", StageNames.of(commands.lines()));
        } else if (part instanceof Part.Steps steps) {
            answer.put("count", steps.parts().size());
        } else if (part instanceof Part.Branches branches) {
            answer.put("width", branches.width());
            answer.put("failFast", branches.failFast());
        }
        return answer;
    }

    /** The names of a parallel at a path, each time others: of the stage around it, and of its branches. */
    public Map<String, Object> names(String key, String path) {
        PlannedJob job = job(key);
        Part.Branches branches = (Part.Branches) session().part(job, path);
        int attempt = underway.parallel(key, path);
        String stage = StageNames.stage(job.key()) + ": " + branches.name();
        Map<String, Object> answer = new HashMap<>();
        answer.put("stage", UniqueNames.of(stage, number, attempt));
        answer.put(
                "names",
                new ArrayList<>(branches.names().stream()
                        .map(name -> UniqueNames.of(stage + ": " + name, number, attempt))
                        .toList()));
        return answer;
    }

    /** What a branch or stage is called in the pipeline. */
    public String shown(String name) {
        return UniqueNames.of(name, number);
    }

    /** The script that runs the commands at a path. */
    public String script(String key, String path, boolean unix) {
        PlannedJob job = job(key);
        List<Part.Line> lines = ((Part.Commands) session().part(job, path)).lines();
        int total = JobProgram.commands(job.definition());
        return unix
                ? ShellScript.of(job.key(), lines, shell(job, Shell.SH), total)
                : PowerShellScript.of(job.key(), lines, shell(job, Shell.CMD), total);
    }

    private Shell shell(PlannedJob job, Shell standard) {
        Optional<String> platform = job.key().platform();
        Settings settings = Settings.of(run().getParent());
        return platform.map(settings::platform).flatMap(Platform::shell).orElse(standard);
    }

    /** The next step is the one that runs the commands at a path. */
    public void expect(String key, String path) {
        StepNodes.expect(node -> underway.begun(key, path, node));
    }

    /**
     * The step that ran the commands at a path has ended.
     *
     * @param output what its script wrote to the standard output; null if the step was ended
     * @return whether every command that counts passed
     */
    public boolean ran(String key, String path, String output) {
        return session().ran(job(key), path, output, underway.ended(key, path));
    }

    /** The job's test reports have been read. */
    public void tests(String key, int total, int failed, int skipped) {
        work().record().tests(job(key).key(), new TestCounts(total, failed, skipped));
    }

    /** The patterns of a job's test reports from the top of the repository, with commas between them; or null. */
    public String junit(String key) throws AbortException {
        Component component =
                work().record().plan().component(job(key).key().component()).definition();
        List<String> globs = job(key).definition().settings().junit();
        return globs.isEmpty() ? null : AntPatternLists.reports(component.root(), globs);
    }

    /** The patterns of what a job leaves behind: {@code artifacts} and {@code excludes}; or null. */
    public Map<String, Object> artifacts(String key) throws AbortException {
        List<String> globs = job(key).definition().settings().artifacts();
        if (globs.isEmpty()) {
            return null;
        }
        Map<String, Object> patterns = new HashMap<>();
        patterns.put("artifacts", AntPatternLists.joined("artifacts", globs, false));
        patterns.put("excludes", AntPatternLists.joined("artifacts", globs, true));
        patterns.put("defaultExcludes", false);
        return patterns;
    }

    /** A job has ended by itself; returns what is to be said of it in its stage, or null. */
    public String ended(String key, boolean passed, String trouble) {
        return session().finish(job(key), passed, underway.passedAfterFailure(key), underway.timeout(key), trouble);
    }

    /** How bad a job's end is for its stage. */
    public String severity(String key) {
        JobRecord now = work().record().job(job(key).key());
        return now.failed() ? Result.FAILURE.toString() : Result.UNSTABLE.toString();
    }

    /** An exception out of a job: whether it is the job's own failure, and not that of what is around it. */
    public boolean own(String key, Throwable trouble) {
        if (AgentErrors.is(trouble)) {
            return false;
        }
        if (trouble instanceof FlowInterruptedException) {
            session().interrupted(job(key).key(), trouble.getMessage());
            return false;
        }
        return true;
    }

    /** Whether a step failed because it cannot go on after a restart of the controller. */
    public boolean restarted(Throwable trouble) {
        return trouble instanceof SynchronousResumeNotSupportedException;
    }

    /** A part begins that has to end in time. */
    public void timed(String key, String path, long timeoutMillis) {
        underway.timed(key, path, System.currentTimeMillis() + timeoutMillis);
    }

    /** It has ended in time. */
    public void inTime(String key, String path) {
        underway.inTime(key, path);
    }

    /** The first failure in a parallel ends what else runs in it. */
    public void endsRest(String key, String path) {
        underway.ends(key, path, System.currentTimeMillis());
    }

    /** Whether a step did not fail by itself, but was ended with another of its job. */
    public boolean endedBeside(String key, String path, Throwable trouble) {
        return trouble instanceof AbortException && underway.isEndedBeside(key, path, System.currentTimeMillis());
    }

    /** Whether a step's commands, by what its script wrote to the standard output, were ended like that. */
    public boolean endedBeside(String key, String path, String output) {
        return ScriptResults.killed(output) && underway.isEndedBeside(key, path, System.currentTimeMillis());
    }

    /** Whether it was this part's own timeout that ended it. */
    public boolean timedOut(String key, String path, Throwable trouble, long timeoutMillis) {
        boolean own = AgentErrors.timeout(trouble) && underway.isTimeUp(key, path, System.currentTimeMillis());
        if (own) {
            String words = FailureReasons.TIMED_OUT + " after " + DurationText.of(Duration.ofMillis(timeoutMillis));
            underway.timedOut(key, path, words).forEach((cut, node) -> session().unfinished(job(key), cut, node));
        }
        return own;
    }

    /** Something in a job passed that had failed before. */
    public void passedAfterFailure(String key) {
        underway.again(key);
    }

    /**
     * A branch lost its agent, or could not get or prepare one: whether it may go on, and is not being ended itself.
     */
    public boolean goesOn(String lane, String label, Throwable trouble) {
        return session().trouble(lane, label, trouble);
    }

    /** A branch of the pipeline is gone, with what was thrown. */
    public void gone(String lane, Throwable trouble) {
        session().gone(lane, trouble);
    }

    /** Whether the first failure ended the rest, and nothing else did. */
    public boolean failedFast(Throwable trouble) {
        return !AgentErrors.fromOutside(trouble);
    }

    /** Whether the first failure has ended the rest. */
    public boolean isStopped() {
        return work().stopped();
    }

    /** Ends the waiting for agents that nobody needs any more. */
    public void spare() {
        session().background().submit(() -> QueueItemCanceller.cancel(run(), number, work()));
    }
}
