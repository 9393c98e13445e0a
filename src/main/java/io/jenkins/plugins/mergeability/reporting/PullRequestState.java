package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.mergeability.config.ReportingOptions;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.report.MergeComment;
import io.jenkins.plugins.mergeability.engine.verdict.Approvals;
import io.jenkins.plugins.mergeability.engine.verdict.JobProgress;
import io.jenkins.plugins.mergeability.engine.verdict.MergeableState;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The last known state of a pull request, or of a branch of a merge queue. It is stored as JSON in the directory of its
 * job. Later versions may add properties, but must keep the existing ones.
 *
 * @param open whether the pull request was open
 * @param github the data of a pull request from GitHub; null before the first evaluation
 * @param decision the verdict; null before the first evaluation
 * @param outcome the result of the relevant build of the newest commit; null without a build
 * @param request the options of the step in its builds; null if none has called the step
 * @param commented whether there is a comment to update
 * @param error why the last evaluation failed; null if it succeeded
 * @param evaluated the time of the last evaluation in milliseconds since 1970; 0 before the first one
 * @param history the latest different decisions, the newest first
 * @param queueFailure the last failure of the pull request in a merge queue; null if there is none, or the pull request was
 *     queued again since
 * @param reruns the newest commit, and the comments on it that ask to run failed jobs again; null before the first evaluation
 */
@Restricted(NoExternalUse.class)
public record PullRequestState(
        boolean open,
        @CheckForNull GithubData github,
        @CheckForNull Decision decision,
        @CheckForNull BuildOutcome outcome,
        @CheckForNull StepRequest request,
        boolean commented,
        @CheckForNull EvaluationError error,
        long evaluated,
        List<Decision> history,
        @CheckForNull QueueFailure queueFailure,
        @CheckForNull Reruns reruns) {

    private static final int MAX_HISTORY = 20;

    /** The state before the first evaluation. */
    static final PullRequestState NEW =
            new PullRequestState(true, null, null, null, null, false, null, 0, List.of(), null, null);

    /** The data of a pull request from GitHub. */
    public record GithubData(
            int number,
            String address,
            String head,
            String target,
            String author,
            MergeableState mergeability,
            boolean draft,
            List<String> labels,
            List<String> approvedBy,
            List<String> staleBy,
            List<String> changesRequestedBy) {

        public GithubData {
            labels = copy(labels);
            approvedBy = copy(approvedBy);
            staleBy = copy(staleBy);
            changesRequestedBy = copy(changesRequestedBy);
        }

        static GithubData of(int number, HostedPullRequest pull, Approvals approvals) {
            return new GithubData(
                    number,
                    pull.address(),
                    pull.facts().head(),
                    pull.target(),
                    pull.facts().author(),
                    pull.facts().mergeability(),
                    pull.facts().draft(),
                    List.copyOf(pull.facts().labels()),
                    approvals.approvedBy(),
                    approvals.staleBy(),
                    approvals.changesRequestedBy());
        }
    }

    /**
     * A verdict with its time and reasons.
     *
     * @param context the context of the commit status
     * @param requiredApprovals the number of required approvals
     * @param head the commit of the pull request
     * @param since the time of the first evaluation with this verdict, in milliseconds since 1970
     * @param reasons the events that led to the evaluation
     */
    public record Decision(
            Verdict.Cause cause,
            String description,
            String context,
            int requiredApprovals,
            String head,
            long since,
            List<String> reasons) {

        public Decision {
            reasons = copy(reasons);
        }

        public Verdict verdict() {
            return new Verdict(cause, description);
        }

        /** Whether the verdict waits neither for GitHub nor for a build. */
        boolean isFinal() {
            return switch (cause) {
                case MERGE_STATUS_UNKNOWN, PLAN_UNKNOWN, JOBS_UNFINISHED -> false;
                default -> true;
            };
        }

        boolean isSameVerdict(Decision other) {
            return other != null
                    && cause == other.cause
                    && description.equals(other.description)
                    && context.equals(other.context)
                    && head.equals(other.head);
        }
    }

    /**
     * The result of a build so far.
     *
     * @param head the commit of the pull request that it built
     * @param build the number of the build
     * @param ended whether the build has ended
     * @param jobs the result of each required job by its name, such as {@code air/test@linux}
     * @param error why the build could not be planned; null if it could, or has not been planned yet
     */
    public record BuildOutcome(
            String head,
            int build,
            boolean ended,
            Map<String, JobProgress> jobs,
            @CheckForNull String error) {
        public BuildOutcome {
            jobs = jobs == null ? Map.of() : new TreeMap<>(jobs);
        }
    }

    /**
     * The comments that ask to run failed jobs again.
     *
     * @param head the newest commit
     * @param since when it was evaluated first, in milliseconds since 1970
     * @param comment the number of the last comment that was handled; 0 for none
     * @param answered when a comment last started a build, in milliseconds since 1970; 0 for never
     */
    public record Reruns(String head, long since, long comment, long answered) {

        private static Reruns of(@CheckForNull Reruns before, String head) {
            if (before != null && before.head().equals(head)) {
                return before;
            }
            long now = System.currentTimeMillis();
            return before == null
                    ? new Reruns(head, now, 0, 0)
                    : new Reruns(head, now, before.comment(), before.answered());
        }
    }

    /** The options of the newest build that called the step. */
    public record StepRequest(ReportingOptions options, int build) {}

    /** Why the evaluation fails, and since when, in milliseconds since 1970. */
    public record EvaluationError(HostException.Kind kind, String message, long since) {}

    /**
     * A failure of a merge group, as it is kept for the comments on its pull requests: the job of the group and its logs are
     * soon deleted.
     *
     * @param target the target branch of the queue
     * @param number the pull request of the entry that failed
     * @param commit the head of the branch of the queue
     * @param pullHead the head of the pull request at that time; null if it was unknown
     * @param description of the failure
     * @param page the page of the build; null if the URL of Jenkins is not configured
     * @param commands the commands that failed
     */
    public record QueueFailure(
            String target,
            int number,
            String commit,
            @CheckForNull String pullHead,
            String description,
            @CheckForNull String page,
            List<Command> commands) {

        /** The number of commands that are kept; the comment has no room for more. */
        private static final int MAX_COMMANDS = 20;

        /**
         * A command that failed.
         *
         * @param job the name of its job, such as {@code air/test@linux}
         * @param log the address of its log; null if unknown
         */
        public record Command(
                String job,
                String command,
                String message,
                List<String> tail,
                boolean allowed,
                @CheckForNull String log) {

            public Command {
                tail = tail == null ? List.of() : List.copyOf(tail);
            }
        }

        public QueueFailure {
            commands = commands == null ? List.of() : List.copyOf(commands);
        }

        /** The failure of an entry, for a pull request of its group. */
        static QueueFailure of(
                String target, int number, String commit, @CheckForNull String pullHead, MergeComment comment) {
            List<Command> commands = comment.failures().stream()
                    .limit(MAX_COMMANDS)
                    .map(failure -> new Command(
                            failure.job().toString(),
                            failure.command(),
                            failure.message(),
                            failure.tail(),
                            failure.allowed(),
                            failure.log().orElse(null)))
                    .toList();
            return new QueueFailure(
                    target,
                    number,
                    commit,
                    pullHead,
                    comment.verdict().description(),
                    comment.page().orElse(null),
                    commands);
        }

        /** Whether the failure is of a pull request with this head. */
        boolean isOf(String head) {
            return pullHead == null || pullHead.equals(head);
        }

        /** The failure as a part of a comment. */
        MergeComment.QueueFailure comment() {
            List<MergeComment.Failure> failures = commands.stream()
                    .map(each -> new MergeComment.Failure(
                            JobKey.parse(each.job()),
                            each.command(),
                            each.message(),
                            each.tail(),
                            each.allowed(),
                            Optional.ofNullable(each.log())))
                    .toList();
            return new MergeComment.QueueFailure(target, description, failures, Optional.ofNullable(page));
        }
    }

    public PullRequestState {
        history = copy(history);
    }

    PullRequestState withRequest(ReportingOptions options, int build) {
        return request != null && request.build() > build
                ? this
                : new PullRequestState(
                        open,
                        github,
                        decision,
                        outcome,
                        new StepRequest(options, build),
                        commented,
                        error,
                        evaluated,
                        history,
                        queueFailure,
                        reruns);
    }

    PullRequestState closed() {
        return new PullRequestState(
                false, github, decision, outcome, request, false, null, evaluated, history, null, reruns);
    }

    PullRequestState withError(HostException.Kind kind, String message, long now) {
        long since = error == null ? now : error.since();
        return new PullRequestState(
                open,
                github,
                decision,
                outcome,
                request,
                commented,
                new EvaluationError(kind, message, since),
                evaluated,
                history,
                queueFailure,
                reruns);
    }

    PullRequestState withDecision(
            @CheckForNull GithubData newGithub,
            Decision newDecision,
            @CheckForNull BuildOutcome newOutcome,
            boolean newCommented) {
        List<Decision> newHistory = history;
        Decision kept = decision;
        if (!newDecision.isSameVerdict(decision)) {
            kept = newDecision;
            newHistory = new ArrayList<>(history);
            newHistory.add(0, newDecision);
            newHistory = newHistory.subList(0, Math.min(MAX_HISTORY, newHistory.size()));
        }
        QueueFailure newFailure = queueFailure == null || queueFailure.isOf(newDecision.head()) ? queueFailure : null;
        return new PullRequestState(
                true,
                newGithub,
                kept,
                newOutcome,
                request,
                newCommented,
                null,
                System.currentTimeMillis(),
                newHistory,
                newFailure,
                Reruns.of(reruns, newDecision.head()));
    }

    /** The state with another failure in a merge queue, or without one if it is null. */
    PullRequestState with(@CheckForNull QueueFailure newFailure) {
        return new PullRequestState(
                open, github, decision, outcome, request, commented, error, evaluated, history, newFailure, reruns);
    }

    /** The state after a comment was answered. */
    PullRequestState answered(long comment, long time) {
        return new PullRequestState(
                open,
                github,
                decision,
                outcome,
                request,
                commented,
                error,
                evaluated,
                history,
                queueFailure,
                reruns == null ? null : new Reruns(reruns.head(), reruns.since(), comment, time));
    }

    private static <T> List<T> copy(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
