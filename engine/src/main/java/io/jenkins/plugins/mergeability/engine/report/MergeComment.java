package io.jenkins.plugins.mergeability.engine.report;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a comment on a pull request tells. {@link MergeCommentText} writes it.
 *
 * @param verdict whether it can be merged
 * @param failures each command that failed
 * @param awaited jobs that have not ended
 * @param passed jobs that ran and passed
 * @param proven jobs that an earlier run has proven
 * @param page where there is more to see
 */
public record MergeComment(
        Verdict verdict,
        List<Failure> failures,
        List<JobKey> awaited,
        List<JobKey> passed,
        List<JobKey> proven,
        Optional<String> page) {

    /**
     * A command that failed.
     *
     * @param command its place in the job; empty where it is not known
     * @param message how it failed; empty where that is not known
     * @param tail the last lines of its log, secrets masked; empty where there is none
     * @param allowed whether the job may fail
     * @param log where the whole log is
     */
    public record Failure(
            JobKey job, String command, String message, List<String> tail, boolean allowed, Optional<String> log) {

        public Failure {
            tail = List.copyOf(tail);
        }
    }

    public MergeComment {
        failures = List.copyOf(failures);
        awaited = List.copyOf(awaited);
        passed = List.copyOf(passed);
        proven = List.copyOf(proven);
    }
}
