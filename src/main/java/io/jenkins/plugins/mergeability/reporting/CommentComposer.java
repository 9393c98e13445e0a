package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.config.CommentPolicy;
import io.jenkins.plugins.mergeability.config.MapName;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.report.MergeComment;
import io.jenkins.plugins.mergeability.engine.verdict.JobProgress;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.LogEnd;
import io.jenkins.plugins.mergeability.record.RecordedLogTail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Composes the comment on a pull request. */
final class CommentComposer {

    private CommentComposer() {}

    /**
     * Whether to create or update the comment.
     *
     * @param commented whether there is a comment, which must be updated
     * @param failedInQueue whether the pull request has failed in a merge queue
     */
    static boolean isWanted(CommentPolicy policy, Verdict.Cause cause, boolean commented, boolean failedInQueue) {
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
            case FAILURES -> failed || failedInQueue || commented && settled;
            case OUTCOMES -> failed || failedInQueue || cause == Verdict.Cause.MERGEABLE || commented && settled;
            case ALWAYS -> settled || failedInQueue || cause == Verdict.Cause.JOBS_UNFINISHED;
        };
    }

    /**
     * The comment for a verdict.
     *
     * @param run the build; empty if it was deleted or there is none
     * @param outcome the outcome of the build
     */
    static MergeComment of(
            Verdict verdict,
            Optional<Run<?, ?>> run,
            Optional<PullRequestState.BuildOutcome> outcome,
            Reporting reporting) {
        Optional<String> command = reporting.rerunComments() ? Optional.of(RerunByComment.COMMAND) : Optional.empty();
        List<JobKey> awaited = new ArrayList<>();
        List<JobKey> passed = new ArrayList<>();
        List<JobKey> proven = new ArrayList<>();
        List<MergeComment.Failure> failures = new ArrayList<>();
        if (run.isEmpty()) {
            outcome.map(PullRequestState.BuildOutcome::jobs).orElse(Map.of()).forEach((name, result) -> {
                if (result != JobProgress.FAILED) {
                    (result == JobProgress.PASSED ? passed : awaited).add(JobKey.parse(name));
                }
            });
            return new MergeComment(
                    verdict,
                    failures,
                    awaited,
                    passed,
                    proven,
                    Optional.empty(),
                    new MergeComment.Reproduction(Optional.empty(), Optional.empty(), command));
        }
        List<BuildRecord> records = BuildOutcomes.records(run.get()).orElse(List.of());
        if (records.isEmpty() && verdict.cause() == Verdict.Cause.JOBS_FAILED) {
            failures.add(new MergeComment.Failure(
                    BuildOutcomes.BUILD,
                    "",
                    String.valueOf(run.get().getResult()),
                    LogEnd.lines(run.get().getLogText(), RecordedLogTail.MAX_LINES),
                    false,
                    ReportLinks.console(run.get())));
        }
        for (BuildRecord record : records) {
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
        return new MergeComment(
                verdict,
                failures,
                awaited,
                passed,
                proven,
                ReportLinks.page(run.get()),
                reproduction(run.get(), command));
    }

    /** The page of the components has the button, once the build has ended. */
    private static MergeComment.Reproduction reproduction(Run<?, ?> run, Optional<String> command) {
        Optional<String> map = BuildOutcomes.records(run).orElse(List.of()).stream()
                .map(record -> record.facts().mapName())
                .filter(name -> !name.equals(MapName.DEFAULT) && !name.equals(MapName.INLINE))
                .findFirst();
        return run.isBuilding()
                ? new MergeComment.Reproduction(map, Optional.empty(), Optional.empty())
                : new MergeComment.Reproduction(map, ReportLinks.page(run), command);
    }

    /** The commands that failed a job, in their order, then the remaining logs. */
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
                                ? Messages.CommentComposer_noExitCode()
                                : Messages.CommentComposer_exitCode(Integer.toString(command.exitCode())),
                        tail == null ? List.of() : tail.lines(),
                        job.allowed(),
                        ReportLinks.log(run, tail == null ? command.node() : tail.node())));
            }
        }
        tails.forEach((name, tail) -> failures.add(new MergeComment.Failure(
                job.key(), name, "", tail.lines(), job.allowed(), ReportLinks.log(run, tail.node()))));
        if (failures.isEmpty() || job.status() == JobStatus.UNSTABLE) {
            failures.add(new MergeComment.Failure(
                    job.key(), "", job.reason(), List.of(), job.allowed(), ReportLinks.page(run)));
        }
        return failures;
    }
}
