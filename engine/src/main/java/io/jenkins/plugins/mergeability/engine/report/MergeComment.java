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

    public MergeComment {
        failures = List.copyOf(failures);
        awaited = List.copyOf(awaited);
        passed = List.copyOf(passed);
        proven = List.copyOf(proven);
    }
}
