package io.jenkins.plugins.mergeability.step;

import hudson.model.Run;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.dispatch.FailureReasons;
import io.jenkins.plugins.mergeability.dispatch.JobDispatcher;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.schedule.PastDurations;
import io.jenkins.plugins.mergeability.engine.schedule.Urgency;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.script.JobProgram;
import io.jenkins.plugins.mergeability.script.Part;
import io.jenkins.plugins.mergeability.script.ScriptResults;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** One call of the step while it goes on: its work, and what becomes of the jobs that run. */
final class StepInvocation {

    private static final Logger LOGGER = Logger.getLogger(StepInvocation.class.getName());

    /** How often a job, or planning, may lose its agent before that is its end. */
    static final int MOST_LOSSES = 3;

    private final Run<?, ?> run;
    private final BuildRecord record;
    private final JobDispatcher work;
    private final BackgroundTasks background = new BackgroundTasks();
    private final Map<String, PlannedJob> jobs = new HashMap<>();
    private SCM scm;
    private final Map<JobKey, Part> programs = new ConcurrentHashMap<>();
    private final Map<String, Integer> losses = new ConcurrentHashMap<>();

    StepInvocation(Run<?, ?> run, BuildRecord record) {
        this.run = run;
        this.record = record;
        this.work = new JobDispatcher(record, Settings.of(run.getParent()), Urgency.of(record.plan(), durations(record)));
        record.plan()
                .components()
                .forEach(component ->
                        component.jobs().forEach(job -> jobs.put(job.key().toString(), job)));
        // After a restart: what had ended, but perhaps was not recorded as a proof any more.
        for (JobRecord job : record.jobs()) {
            if (job.state().ran()) {
                background.submit(() -> ProofWriter.recordUnlessKnown(run, record, job.key()));
            }
        }
    }

    private static Map<JobKey, Duration> durations(BuildRecord record) {
        if (record.facts().repository().isEmpty()) {
            return Map.of();
        }
        try {
            return PastDurations.of(record.plan(), ProofWriter.store(record));
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, "how long jobs took in the past cannot be read; their order will be arbitrary", e);
            return Map.of();
        }
    }

    BuildRecord record() {
        return record;
    }

    /** What the jobs check out; null where they run in the workspace that is there already. */
    synchronized SCM scm() {
        if (scm == null) {
            scm = ScmFile.read(run, record.number());
        }
        return scm;
    }

    JobDispatcher work() {
        return work;
    }

    BackgroundTasks background() {
        return background;
    }

    PlannedJob job(String key) {
        PlannedJob job = jobs.get(key);
        if (job == null) {
            throw new IllegalArgumentException("the plan has no job " + key);
        }
        return job;
    }

    /** The part of a job at a path: numbers from 0, with dots between them; the empty path is the whole. */
    Part part(PlannedJob job, String path) {
        Part part = programs.computeIfAbsent(
                job.key(),
                key -> JobProgram.of(record.plan().component(key.component()).definition(), job.definition()));
        if (!path.isEmpty()) {
            for (String number : path.split("\\.")) {
                int at = Integer.parseInt(number);
                part = part instanceof Part.Steps steps
                        ? steps.parts().get(at)
                        : ((Part.Branches) part).parts().get(at);
            }
        }
        return part;
    }

    /**
     * The step that ran the commands at a path has ended, with this on its standard output.
     *
     * @param node the id of the step's flow node, or null
     * @return whether every command that counts passed
     */
    boolean ran(PlannedJob job, String path, String output, String node) {
        JobKey key = job.key();
        List<Part.Line> lines = ((Part.Commands) part(job, path)).lines();
        List<CommandRecord> before = record.job(key).commands();
        ScriptResults results = ScriptResults.read(
                output == null ? "" : output,
                lines,
                position -> (int) before.stream()
                        .filter(command -> command.position() == position)
                        .count(),
                node);
        // After a crash the same end of a step may be seen once more.
        if (!results.commands().isEmpty()
                && !record.job(key).state().finished()
                && before.stream().noneMatch(results::tellsOf)) {
            record.commands(key, results.commands());
        }
        if (!results.passed() && node != null) {
            background.submit(() -> LogTailRecorder.record(run, record, job, results));
        }
        return results.passed();
    }

    /**
     * A job has come to an end.
     *
     * @param again whether something in it passed that had failed before
     * @param ended what to say if no command failed, as something was ended in the middle
     * @param trouble what kept it from being carried out; null if nothing did
     * @return what is to be said of it where people look, or null if it passed
     */
    String finish(PlannedJob job, boolean passed, boolean again, String ended, String trouble) {
        JobKey key = job.key();
        JobRecord now = record.job(key);
        if (now.state().finished()) {
            work.ended(key, now.state(), now.reason(), now.flaky());
            return now.state() == JobStatus.PASSED ? null : key + ": " + now.reason();
        }
        JobStatus state = JobStatus.PASSED;
        String why = "";
        if (trouble != null) {
            state = JobStatus.FAILED;
            why = trouble;
        } else if (!passed) {
            state = JobStatus.FAILED;
            why = FailureReasons.failure(now, ended);
        } else if (now.tests().isPresent() && now.tests().get().failed() > 0) {
            state = JobStatus.UNSTABLE;
            int failed = now.tests().get().failed();
            why = failed == 1 ? "1 test failed" : failed + " tests failed";
        }
        work.ended(key, state, why, passed && (again || FailureReasons.flaky(now)));
        background.submit(() -> ProofWriter.record(run, record, key));
        return state == JobStatus.PASSED ? null : key + ": " + why;
    }

    /** A job was ended before it had come to an end. */
    void interrupted(JobKey job, String why) {
        work.ended(job, JobStatus.INTERRUPTED, why == null || why.isEmpty() ? "the build was aborted" : why, false);
    }

    /** A step that runs the commands at a path was ended as their time was up. */
    void unfinished(PlannedJob job, String path, String node) {
        List<Part.Line> lines = ((Part.Commands) part(job, path)).lines();
        background.submit(() -> LogTailRecorder.recordUnfinished(run, record, job, node, lines));
    }

    /** A branch of the pipeline is gone, and nothing more will run in it. */
    void gone(String lane, Throwable trouble) {
        String words = trouble.getMessage();
        work.gone(lane, words == null || words.isEmpty() ? trouble.toString() : words);
    }

    /** A branch has begun with a job: what troubled its agents is over. */
    void begun(String lane) {
        losses.remove(lane);
    }

    /**
     * A branch lost its agent, or could not get or prepare one.
     *
     * @return whether the branch may go on
     */
    boolean trouble(String lane, String label, Throwable trouble) {
        boolean waited = work.held(lane).isEmpty();
        if (AgentErrors.notWaitedFor(trouble) && waited && (work.isSpare(lane) || work.drained(label))) {
            return true;
        }
        boolean lost = AgentErrors.is(trouble) && !(waited && AgentErrors.cancelled(trouble));
        if (!lost && trouble instanceof FlowInterruptedException) {
            work.held(lane).ifPresent(job -> interrupted(job, trouble.getMessage()));
            return false;
        }
        int times = losses.merge(work.held(lane).map(JobKey::toString).orElse(lane), 1, Integer::sum);
        if (times < MOST_LOSSES) {
            work.lost(lane);
            return true;
        }
        String why = lost
                ? "its agent vanished " + MOST_LOSSES + " times, the last time with: " + trouble.getMessage()
                : "no agent could be prepared for it: " + trouble.getMessage();
        if (work.held(lane).isPresent()) {
            work.ended(work.held(lane).get(), JobStatus.FAILED, why, false);
        } else {
            work.giveUp(lane).forEach(job -> work.ended(job, JobStatus.FAILED, why, false));
        }
        return true;
    }
}
