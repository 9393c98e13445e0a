package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.verdict.JobProgress;
import io.jenkins.plugins.mergeability.engine.verdict.PlanOutcome;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.record.JobRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.scm.api.SCMRevisionAction;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMHead;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMRevision;

/** What the builds of a pull request came to. */
final class BuildOutcomes {

    private static final Logger LOGGER = Logger.getLogger(BuildOutcomes.class.getName());

    /** A build that has to end well itself, whatever its components did. */
    private static final JobKey BUILD = new JobKey("build", "", Optional.empty());

    /** What an aborted build did not come to. Words for "the build ended before ...". */
    private static final JobKey END = new JobKey("its end", "", Optional.empty());

    /** How far back a build for a commit is looked for. */
    private static final int LOOKED_AT = 50;

    private BuildOutcomes() {}

    /** The newest build of a commit of a pull request, to be merged into a branch: for another one something else is tested. */
    private static Optional<Run<?, ?>> newest(Job<?, ?> job, String head, String target) {
        for (Run<?, ?> run : job.getBuilds().limit(LOOKED_AT)) {
            if (revision(run)
                    .filter(revision -> revision.getPullHash().equals(head))
                    .filter(revision -> target(revision).equals(target))
                    .isPresent()) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    /** The build of a commit that counts: the newest, unless a newer one has been deleted, of which is known what it came to. */
    static Optional<Run<?, ?>> counting(
            Job<?, ?> job, String head, String target, Optional<PullRequestState.Outcome> remembered) {
        return newest(job, head, target)
                .filter(newest -> remembered.isEmpty()
                        || newest.getNumber() >= remembered.get().build());
    }

    /**
     * What a build of a commit, to be merged into the same branch, came to that may have been deleted since; of one that had
     * not ended, nobody will ever know.
     */
    static Optional<PullRequestState.Outcome> remembered(PullRequestState state, String head, String target) {
        return Optional.ofNullable(state.seen())
                .filter(seen -> seen.target().equals(target))
                .map(seen -> state.outcome())
                .filter(PullRequestState.Outcome::over)
                .filter(outcome -> outcome.head().equals(head));
    }

    /** What of the pull request a build is of. */
    static Optional<PullRequestSCMRevision> revision(Run<?, ?> run) {
        for (SCMRevisionAction action : run.getActions(SCMRevisionAction.class)) {
            if (action.getRevision() instanceof PullRequestSCMRevision revision) {
                return Optional.of(revision);
            }
        }
        return Optional.empty();
    }

    private static String target(PullRequestSCMRevision revision) {
        return ((PullRequestSCMHead) revision.getHead()).getTarget().getName();
    }

    /** The calls of the step in a build; nothing if they cannot be read. */
    static Optional<List<BuildRecord>> records(Run<?, ?> run) {
        try {
            return Optional.of(
                    BuildRecords.of(run).exist() ? BuildRecords.of(run).all() : List.of());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "what became of the components of " + run + " cannot be read", e);
            return Optional.empty();
        }
    }

    /** What a build came to so far; nothing as long as it is not known what it has to do. */
    static Optional<PullRequestState.Outcome> of(Run<?, ?> run, String head) {
        boolean over = !run.isBuilding();
        Optional<List<BuildRecord>> read = records(run);
        if (read.isEmpty()) {
            // The result of the build alone is no proof: it may go on after failures.
            String unread = Messages.BuildOutcomes_unread(Integer.toString(run.getNumber()));
            return Optional.of(new PullRequestState.Outcome(head, run.getNumber(), over, Map.of(), unread));
        }
        List<BuildRecord> records = read.get();
        String problem = records.isEmpty() ? BuildRecords.of(run).problem().orElse(null) : null;
        if (!over && records.isEmpty() && problem == null) {
            return Optional.empty();
        }
        List<JobRecord> jobs = new ArrayList<>();
        records.forEach(record -> jobs.addAll(record.jobs()));
        Map<String, JobProgress> named = new TreeMap<>();
        results(jobs, over, run.getResult()).forEach((key, result) -> named.put(key.toString(), result));
        return Optional.of(new PullRequestState.Outcome(head, run.getNumber(), over, named, problem));
    }

    /**
     * The results that count. The build itself is among them unless it went well, or a job says already what it came to.
     *
     * @param over whether the build has ended
     * @param end its result, which is final only then; null for one that was cut off
     */
    static Map<JobKey, JobProgress> results(List<JobRecord> jobs, boolean over, @CheckForNull Result end) {
        Map<JobKey, JobProgress> results = new TreeMap<>();
        for (JobRecord job : jobs) {
            result(job).ifPresent(result -> results.merge(job.key(), result, BuildOutcomes::worse));
        }
        if (!over) {
            if (!results.containsValue(JobProgress.UNFINISHED)) {
                results.put(BUILD, JobProgress.UNFINISHED);
            }
        } else if (end == null || end.isWorseThan(Result.FAILURE)) {
            if (!results.containsValue(JobProgress.UNFINISHED)) {
                results.put(END, JobProgress.UNFINISHED);
            }
        } else if (end.isWorseThan(Result.SUCCESS) && !results.containsValue(JobProgress.FAILED)) {
            results.put(BUILD, JobProgress.FAILED);
        }
        return results;
    }

    /** What a job contributes; nothing if it may fail, or has nothing to do with this occasion. */
    private static Optional<JobProgress> result(JobRecord job) {
        if (job.allowed()) {
            return Optional.empty();
        }
        return switch (job.status()) {
            case PASSED, PROVEN -> Optional.of(JobProgress.PASSED);
            case FAILED, UNSTABLE -> Optional.of(JobProgress.FAILED);
            case WAITING, RUNNING, NOT_RUN, INTERRUPTED -> Optional.of(JobProgress.UNFINISHED);
            case UNAFFECTED, SKIPPED -> Optional.empty();
        };
    }

    /** A build may call the step more than once. */
    private static JobProgress worse(JobProgress one, JobProgress other) {
        if (one == JobProgress.FAILED || other == JobProgress.FAILED) {
            return JobProgress.FAILED;
        }
        return one == JobProgress.UNFINISHED ? one : other;
    }

    /** The outcome as a verdict needs it. */
    static PlanOutcome plan(Optional<PullRequestState.Outcome> outcome) {
        if (outcome.isEmpty()) {
            return new PlanOutcome.Unknown();
        }
        String problem = outcome.get().problem();
        if (problem != null) {
            return new PlanOutcome.Impossible(problem.lines().findFirst().orElse(""));
        }
        Map<JobKey, JobProgress> jobs = new TreeMap<>();
        outcome.get().jobs().forEach((name, result) -> jobs.put(key(name), result));
        return new PlanOutcome.Known(jobs, outcome.get().over());
    }

    /** Reads a job as it is written; names have neither a slash nor an at sign. */
    static JobKey key(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return new JobKey(name, "", Optional.empty());
        }
        int at = name.indexOf('@', slash);
        return at < 0
                ? new JobKey(name.substring(0, slash), name.substring(slash + 1), Optional.empty())
                : new JobKey(
                        name.substring(0, slash), name.substring(slash + 1, at), Optional.of(name.substring(at + 1)));
    }
}
