package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.config.CommentPolicy;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.report.MergeComment;
import io.jenkins.plugins.mergeability.engine.verdict.JobProgress;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.RecordedLogTail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said on a pull request, and when. */
final class CommentComposer {

    private CommentComposer() {}

    /**
     * Whether to say something.
     *
     * @param commented whether something has been said before, which then has to be kept true
     */
    static boolean wanted(CommentPolicy policy, Verdict.Cause cause, boolean commented) {
        boolean settled =
                switch (cause) {
                    case PLAN_UNKNOWN, MERGE_STATUS_UNKNOWN, JOBS_UNFINISHED -> false;
                    default -> true;
                };
        boolean failed =
                switch (cause) {
                    case PLAN_IMPOSSIBLE, JOBS_FAILED, JOBS_ABANDONED -> true;
                    default -> false;
                };
        return switch (policy) {
            case NEVER -> false;
            case FAILURES -> failed || commented && settled;
            case ALWAYS -> settled || cause == Verdict.Cause.JOBS_UNFINISHED;
        };
    }

    /**
     * What to say.
     *
     * @param run the build it is about; empty if that is gone or there was none
     * @param outcome what it came to
     */
    static MergeComment of(Verdict verdict, Optional<Run<?, ?>> run, Optional<PullRequestState.Outcome> outcome) {
        List<JobKey> awaited = new ArrayList<>();
        List<JobKey> passed = new ArrayList<>();
        List<JobKey> proven = new ArrayList<>();
        List<MergeComment.Failure> failures = new ArrayList<>();
        if (run.isEmpty()) {
            outcome.map(PullRequestState.Outcome::jobs).orElse(Map.of()).forEach((name, result) -> {
                if (result != JobProgress.FAILED) {
                    (result == JobProgress.PASSED ? passed : awaited).add(BuildOutcomes.key(name));
                }
            });
            return new MergeComment(verdict, failures, awaited, passed, proven, Optional.empty());
        }
        for (BuildRecord record : BuildOutcomes.records(run.get()).orElse(List.of())) {
            for (JobRecord job : record.jobs()) {
                switch (job.status()) {
                    case PASSED -> passed.add(job.key());
                    case PROVEN -> proven.add(job.key());
                    case FAILED, UNSTABLE -> failures.addAll(failures(run.get(), job));
                    case WAITING, RUNNING, NOT_RUN, INTERRUPTED -> {
                        if (!job.allowed()) {
                            awaited.add(job.key());
                        }
                    }
                    default -> {}
                }
            }
        }
        return new MergeComment(verdict, failures, awaited, passed, proven, ReportLinks.page(run.get()));
    }

    /** The commands that made a job fail, in their order, and then what else there is a log of. */
    private static List<MergeComment.Failure> failures(Run<?, ?> run, JobRecord job) {
        Map<Integer, CommandRecord> last = new LinkedHashMap<>();
        job.commands().forEach(command -> last.put(command.position(), command));
        Map<String, RecordedLogTail> tails = new LinkedHashMap<>();
        job.tails().forEach(tail -> tails.put(tail.command(), tail));
        List<MergeComment.Failure> failures = new ArrayList<>();
        for (CommandRecord command : last.values()) {
            if (!command.passed() && !command.allowed()) {
                RecordedLogTail tail = tails.remove(command.name());
                failures.add(new MergeComment.Failure(
                        job.key(),
                        command.name(),
                        command.exitCode() == null
                                ? Messages.Comments_ended()
                                : Messages.Comments_exitCode(Integer.toString(command.exitCode())),
                        tail == null ? List.of() : tail.lines(),
                        job.allowed(),
                        ReportLinks.log(run, tail == null ? command.node() : tail.node())));
            }
        }
        tails.forEach((name, tail) -> failures.add(new MergeComment.Failure(
                job.key(), name, "", tail.lines(), job.allowed(), ReportLinks.log(run, tail.node()))));
        if (failures.isEmpty() || job.status() == JobStatus.UNSTABLE) {
            failures.add(
                    new MergeComment.Failure(job.key(), "", job.reason(), List.of(), job.allowed(), ReportLinks.page(run)));
        }
        return failures;
    }
}
