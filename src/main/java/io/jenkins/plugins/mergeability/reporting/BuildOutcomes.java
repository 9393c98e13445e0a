package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractBuild;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.verdict.JobProgress;
import io.jenkins.plugins.mergeability.engine.verdict.PlanOutcome;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.Replays;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.scm.api.SCMRevisionAction;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMHead;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMRevision;

/** The results of the builds of a pull request. */
final class BuildOutcomes {

    private static final Logger LOGGER = Logger.getLogger(BuildOutcomes.class.getName());

    /** Stands for the build itself, which must pass in addition to its jobs. */
    static final JobKey BUILD = new JobKey("build", "", Optional.empty());

    /** Stands for the rest of an aborted build, in the description "the build ended before ...". */
    private static final JobKey END = new JobKey("its end", "", Optional.empty());

    /** The number of newest builds that are searched for a commit. */
    private static final int MAX_BUILDS = 50;

    private BuildOutcomes() {}

    /** The newest build of a commit for a target branch. A build for another target branch has tested another merge. */
    private static Optional<Run<?, ?>> newest(PullRequestJob pull, String head, String target) {
        if (pull.isPlain()) {
            return PlainPullRequests.newest(pull, head, target);
        }
        return newest(
                pull.job(),
                run -> revision(run)
                        .filter(revision -> revision.getPullHash().equals(head))
                        .filter(revision -> target(revision).equals(target))
                        .isPresent());
    }

    /** A Replay does not count: its script may not be that of the repository. */
    private static Optional<Run<?, ?>> newest(Job<?, ?> job, Predicate<Run<?, ?>> filter) {
        for (Run<?, ?> run : job.getBuilds().limit(MAX_BUILDS)) {
            if (filter.test(run) && !Replays.isReplay(run)) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    /** The newest build of a branch for a commit. */
    static Optional<Run<?, ?>> ofBranch(Job<?, ?> job, String commit) {
        return newest(
                job,
                run -> run.getActions(SCMRevisionAction.class).stream()
                        .anyMatch(
                                action -> action.getRevision() instanceof AbstractGitSCMSource.SCMRevisionImpl revision
                                        && revision.getHash().equals(commit)));
    }

    /** The newest build of a commit; empty if the stored outcome is that of a newer build, which was deleted. */
    static Optional<Run<?, ?>> relevantBuild(
            PullRequestJob pull, String head, String target, Optional<PullRequestState.BuildOutcome> stored) {
        return newest(pull, head, target)
                .filter(newest ->
                        stored.isEmpty() || newest.getNumber() >= stored.get().build());
    }

    /**
     * The stored outcome of the last build of a commit for a target branch. It is empty if the build had not ended, because
     * the build may have been deleted since.
     */
    static Optional<PullRequestState.BuildOutcome> stored(PullRequestState state, String head, String target) {
        return Optional.ofNullable(state.github())
                .filter(github -> github.target().equals(target))
                .map(github -> state.outcome())
                .filter(PullRequestState.BuildOutcome::ended)
                .filter(outcome -> outcome.head().equals(head));
    }

    /** The revision of the pull request that a build built. */
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

    /** The records of the step in a build; empty if they cannot be read. */
    static Optional<List<BuildRecord>> records(Run<?, ?> run) {
        try {
            return Optional.of(
                    BuildRecords.of(run).exist() ? BuildRecords.of(run).all() : List.of());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot read the component results of " + run, e);
            return Optional.empty();
        }
    }

    /** The outcome of a build so far; empty before it has planned. */
    static Optional<PullRequestState.BuildOutcome> of(Run<?, ?> run, String head) {
        boolean ended = !run.isBuilding();
        Optional<List<BuildRecord>> read = records(run);
        if (read.isEmpty()) {
            // The result of the build is not sufficient: a build may succeed although jobs have failed.
            String error = Messages.BuildOutcomes_unreadable(Integer.toString(run.getNumber()));
            return Optional.of(new PullRequestState.BuildOutcome(head, run.getNumber(), ended, Map.of(), error));
        }
        List<BuildRecord> records = read.get();
        String error = records.isEmpty() ? BuildRecords.of(run).problem().orElse(null) : null;
        if (ended && run.getResult() == Result.SUCCESS && records.stream().anyMatch(record -> record.closed() == 0)) {
            error = Messages.BuildOutcomes_incomplete(Integer.toString(run.getNumber())); // its end is lost
        }
        boolean plans = !(run instanceof AbstractBuild<?, ?>);
        if (!ended && plans && records.isEmpty() && error == null) {
            return Optional.empty();
        }
        List<JobRecord> jobs = new ArrayList<>();
        records.forEach(record -> jobs.addAll(record.jobs()));
        Map<String, JobProgress> named = new TreeMap<>();
        results(jobs, ended, run.getResult()).forEach((key, result) -> named.put(key.toString(), result));
        return Optional.of(new PullRequestState.BuildOutcome(head, run.getNumber(), ended, named, error));
    }

    /**
     * The results of the required jobs. The build itself is added as a job if no job explains why it has not passed.
     *
     * @param ended whether the build has ended
     * @param end the result of the build, which is final only then; null if the build was cut off
     */
    static Map<JobKey, JobProgress> results(List<JobRecord> jobs, boolean ended, @CheckForNull Result end) {
        Map<JobKey, JobProgress> results = new TreeMap<>();
        for (JobRecord job : jobs) {
            result(job).ifPresent(result -> results.merge(job.key(), result, BuildOutcomes::worse));
        }
        if (!ended) {
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

    /** The result of a job; empty if it may fail, or does not run for this kind of build. */
    private static Optional<JobProgress> result(JobRecord job) {
        if (!job.counts()) {
            return Optional.empty();
        }
        return switch (job.status()) {
            case PASSED, PROVEN -> Optional.of(JobProgress.PASSED);
            case FAILED, UNSTABLE -> Optional.of(JobProgress.FAILED);
            case WAITING, RUNNING, NOT_RUN, INTERRUPTED -> Optional.of(JobProgress.UNFINISHED);
            case UNAFFECTED, SKIPPED -> Optional.empty();
        };
    }

    /** Merges the results of a job that several calls of the step have run. */
    private static JobProgress worse(JobProgress first, JobProgress second) {
        if (first == JobProgress.FAILED || second == JobProgress.FAILED) {
            return JobProgress.FAILED;
        }
        return first == JobProgress.UNFINISHED ? first : second;
    }

    /** The outcome as input of the verdict. */
    static PlanOutcome planOutcome(Optional<PullRequestState.BuildOutcome> outcome) {
        if (outcome.isEmpty()) {
            return new PlanOutcome.Unknown();
        }
        String error = outcome.get().error();
        if (error != null) {
            return new PlanOutcome.Impossible(error.lines().findFirst().orElse(""));
        }
        Map<JobKey, JobProgress> jobs = new TreeMap<>();
        outcome.get().jobs().forEach((name, result) -> jobs.put(JobKey.parse(name), result));
        return new PlanOutcome.Known(jobs, outcome.get().ended());
    }
}
