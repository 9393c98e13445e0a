package io.jenkins.plugins.mergeability.engine.report;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * The content of a comment on a pull request, which {@link MergeCommentText} writes.
 *
 * @param verdict whether it can be merged
 * @param failures each command that failed
 * @param awaited jobs that have not ended
 * @param passed jobs that ran and passed
 * @param proven jobs proven by an earlier run
 * @param page the address of the page with details
 * @param reproduction how to run failed jobs again
 * @param queue the last failure in a merge queue, if the pull request was not queued again since
 */
public record MergeComment(
        Verdict verdict,
        List<Failure> failures,
        List<JobKey> awaited,
        List<JobKey> passed,
        List<JobKey> proven,
        Optional<String> page,
        Reproduction reproduction,
        Optional<QueueFailure> queue) {

    /**
     * A failure of a merge group that the pull request was part of. Its jobs and logs are soon gone.
     *
     * @param target the target branch of the queue
     * @param description of the failure, as in the commit status
     * @param failures each command that failed
     * @param page the address of the page with details, as long as the build exists
     */
    public record QueueFailure(String target, String description, List<Failure> failures, Optional<String> page) {

        public QueueFailure {
            failures = List.copyOf(failures);
        }
    }

    /**
     * How to run failed jobs again.
     *
     * @param map the path of the component map, if it is not the default one
     * @param again the address of a page that runs the failed jobs again
     * @param command the comment that runs the failed jobs again
     */
    public record Reproduction(Optional<String> map, Optional<String> again, Optional<String> command) {

        /** With the default component map, and without such a page or comment. */
        public static final Reproduction DEFAULT =
                new Reproduction(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A comment on a pull request that has not failed in a merge queue. */
    public MergeComment(
            Verdict verdict,
            List<Failure> failures,
            List<JobKey> awaited,
            List<JobKey> passed,
            List<JobKey> proven,
            Optional<String> page,
            Reproduction reproduction) {
        this(verdict, failures, awaited, passed, proven, page, reproduction, Optional.empty());
    }

    /** A comment on a plan with the default component map. */
    public MergeComment(
            Verdict verdict,
            List<Failure> failures,
            List<JobKey> awaited,
            List<JobKey> passed,
            List<JobKey> proven,
            Optional<String> page) {
        this(verdict, failures, awaited, passed, proven, page, Reproduction.DEFAULT);
    }

    /**
     * A command that failed.
     *
     * @param command its path in the job; empty if unknown
     * @param message how it failed; empty if unknown
     * @param tail the last lines of its log, with secrets masked; empty if there is none
     * @param allowed whether the job may fail
     * @param log the address of the whole log
     */
    public record Failure(
            JobKey job, String command, String message, List<String> tail, boolean allowed, Optional<String> log) {

        public Failure {
            tail = List.copyOf(tail);
        }
    }

    /** The comment with a failure in a merge queue. */
    public MergeComment with(Optional<QueueFailure> newQueue) {
        return new MergeComment(verdict, failures, awaited, passed, proven, page, reproduction, newQueue);
    }

    /** The comment without names of jobs, logs and addresses. */
    public MergeComment withoutDetails() {
        return new MergeComment(
                verdict.withoutDetails(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                new Reproduction(Optional.empty(), Optional.empty(), reproduction.command()),
                queue.map(failure -> new QueueFailure(
                        failure.target(), "the jobs of the merge group have not passed", List.of(), Optional.empty())));
    }

    public MergeComment {
        failures = List.copyOf(failures);
        awaited = List.copyOf(awaited);
        passed = List.copyOf(passed);
        proven = List.copyOf(proven);
    }
}
