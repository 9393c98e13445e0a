package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.mergeability.config.ReportingOptions;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.verdict.Approvals;
import io.jenkins.plugins.mergeability.engine.verdict.JobProgress;
import io.jenkins.plugins.mergeability.engine.verdict.MergeableState;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The last known state of a pull request. It is stored as JSON in the directory of its job. Later versions may add
 * properties, but must keep the existing ones.
 *
 * @param open whether the pull request was open
 * @param github the data from GitHub; null before the first evaluation
 * @param decision the verdict; null before the first evaluation
 * @param outcome the result of the relevant build of the newest commit; null without a build
 * @param request the options of the step in its builds; null if none has called the step
 * @param commented whether there is a comment to update
 * @param error why the last evaluation failed; null if it succeeded
 * @param evaluated the time of the last evaluation in milliseconds since 1970; 0 before the first one
 * @param history the latest different decisions, the newest first
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
        List<Decision> history) {

    private static final int MAX_HISTORY = 20;

    /** The state before the first evaluation. */
    static final PullRequestState NEW = new PullRequestState(true, null, null, null, null, false, null, 0, List.of());

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

    /** The options of the newest build that called the step. */
    public record StepRequest(ReportingOptions options, int build) {}

    /** Why the evaluation fails, and since when, in milliseconds since 1970. */
    public record EvaluationError(HostException.Kind kind, String message, long since) {}

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
                        history);
    }

    PullRequestState closed() {
        return new PullRequestState(false, github, decision, outcome, request, false, null, evaluated, history);
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
                history);
    }

    PullRequestState withDecision(
            GithubData newGithub, Decision newDecision, BuildOutcome newOutcome, boolean newCommented) {
        List<Decision> newHistory = history;
        Decision kept = decision;
        if (!newDecision.isSameVerdict(decision)) {
            kept = newDecision;
            newHistory = new ArrayList<>(history);
            newHistory.add(0, newDecision);
            newHistory = newHistory.subList(0, Math.min(MAX_HISTORY, newHistory.size()));
        }
        return new PullRequestState(
                true, newGithub, kept, newOutcome, request, newCommented, null, System.currentTimeMillis(), newHistory);
    }

    private static <T> List<T> copy(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
