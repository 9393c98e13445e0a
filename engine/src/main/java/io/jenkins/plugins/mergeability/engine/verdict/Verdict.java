package io.jenkins.plugins.mergeability.engine.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a pull request or a merge group can be merged, and if not, what is missing.
 *
 * @param cause the rule that decides
 * @param description one line for people, at most 140 characters, without control characters
 */
public record Verdict(Cause cause, String description) {

    private static final String OWNERS_UNKNOWN = "the code owners are unknown";

    /** The states of a commit status. */
    public enum State {
        SUCCESS,
        PENDING,
        FAILURE,
        ERROR;

        /** The name at GitHub. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rules of the decision table, in order; the first that applies decides. */
    public enum Cause {
        CONFLICT(State.ERROR),
        MERGE_STATUS_UNKNOWN(State.PENDING),
        PLAN_UNKNOWN(State.PENDING),
        PLAN_IMPOSSIBLE(State.ERROR),
        JOBS_FAILED(State.FAILURE),
        /** The build has ended (aborted, or lost with its controller) before all jobs finished. */
        JOBS_ABANDONED(State.ERROR),
        JOBS_UNFINISHED(State.PENDING),
        DRAFT(State.PENDING),
        BLOCKED(State.PENDING),
        CHANGES_REQUESTED(State.PENDING),
        APPROVAL_MISSING(State.PENDING),
        MERGEABLE(State.SUCCESS);

        private final State state;

        Cause(State state) {
            this.state = state;
        }

        /** The state that the rule results in. */
        public State state() {
            return state;
        }
    }

    public Verdict {
        description = Description.of(description);
    }

    /** The state of the commit status. */
    public State state() {
        return cause.state();
    }

    /** The verdict without names of jobs, and without errors that may contain paths and addresses. */
    public Verdict withoutDetails() {
        return switch (cause) {
            case PLAN_IMPOSSIBLE -> new Verdict(cause, "the plan could not be computed");
            case JOBS_FAILED -> new Verdict(cause, "jobs failed");
            case JOBS_ABANDONED -> new Verdict(cause, "the build ended too early");
            case JOBS_UNFINISHED -> new Verdict(cause, "awaiting jobs");
            case APPROVAL_MISSING -> description.startsWith(OWNERS_UNKNOWN) ? new Verdict(cause, OWNERS_UNKNOWN) : this;
            default -> this;
        };
    }

    /** Evaluates a pull request. */
    public static Verdict of(PullRequest pullRequest, PlanOutcome outcome, MergeRules rules) {
        if (pullRequest.mergeability() == MergeableState.CONFLICT) {
            return new Verdict(Cause.CONFLICT, "there are merge conflicts");
        }
        if (pullRequest.mergeability() == MergeableState.UNKNOWN) {
            return new Verdict(Cause.MERGE_STATUS_UNKNOWN, "awaiting merge status");
        }
        return ofJobs(outcome).orElseGet(() -> ofReviews(pullRequest, rules));
    }

    /**
     * Evaluates a commit of a merge queue by its jobs alone: the code host has checked reviews, drafts and labels before
     * it let the pull requests in, and has made the merge.
     *
     * @param outcome of the jobs that are affected since the target branch
     */
    public static Verdict ofQueue(PlanOutcome outcome) {
        return ofJobs(outcome).orElseGet(() -> new Verdict(Cause.MERGEABLE, "merge group can be merged"));
    }

    /** The verdict if the jobs decide; empty if all of them passed. */
    private static Optional<Verdict> ofJobs(PlanOutcome outcome) {
        if (outcome instanceof PlanOutcome.Impossible impossible) {
            return Optional.of(new Verdict(Cause.PLAN_IMPOSSIBLE, impossible.why()));
        }
        if (!(outcome instanceof PlanOutcome.Known known)) {
            return Optional.of(new Verdict(Cause.PLAN_UNKNOWN, "preparing"));
        }
        List<String> failed = known.names(JobProgress.FAILED);
        if (!failed.isEmpty()) {
            return Optional.of(new Verdict(Cause.JOBS_FAILED, Description.listing("", failed, " failed")));
        }
        List<String> unfinished = known.names(JobProgress.UNFINISHED);
        if (unfinished.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                known.over()
                        ? new Verdict(
                                Cause.JOBS_ABANDONED, Description.listing("the build ended before ", unfinished, ""))
                        : new Verdict(Cause.JOBS_UNFINISHED, Description.listing("awaiting ", unfinished, "")));
    }

    private static Verdict ofReviews(PullRequest pullRequest, MergeRules rules) {
        if (pullRequest.draft()) {
            return new Verdict(Cause.DRAFT, "draft");
        }
        List<String> blocking = new ArrayList<>();
        for (String label : pullRequest.labels()) {
            if (rules.blockingLabels().contains(label)) {
                blocking.add("`" + label + "`");
            }
        }
        if (!blocking.isEmpty()) {
            String before = blocking.size() == 1 ? "blocked by label " : "blocked by labels ";
            return new Verdict(Cause.BLOCKED, Description.listing(before, blocking, ""));
        }
        Approvals approvals = Approvals.of(pullRequest, rules);
        if (!approvals.changesRequestedBy().isEmpty()) {
            return new Verdict(
                    Cause.CHANGES_REQUESTED,
                    Description.listing("changes requested by ", approvals.changesRequestedBy(), ""));
        }
        String doubts = approvals.doubts().isEmpty() ? "" : ": " + String.join(", ", approvals.doubts());
        if (rules.needsOwners()) {
            Ownership ownership = pullRequest.ownership();
            if (ownership.unknown().isPresent()) {
                return new Verdict(
                        Cause.APPROVAL_MISSING,
                        OWNERS_UNKNOWN + ": " + ownership.unknown().get());
            }
            List<String> missing = ownership.missingApprovals(approvals.approvedBy());
            if (!missing.isEmpty()) {
                return new Verdict(
                        Cause.APPROVAL_MISSING,
                        Description.listing("awaiting approval of ", missing, firstHalf(doubts)));
            }
        }
        int approved = approvals.approvedBy().size();
        if (approved < rules.approvals()) {
            return new Verdict(
                    Cause.APPROVAL_MISSING,
                    "awaiting approval (" + approved + " of " + rules.approvals() + ")" + doubts);
        }
        return new Verdict(Cause.MERGEABLE, "pull request can be merged");
    }

    /** At most half of a description, so that there is room for what it follows. */
    private static String firstHalf(String text) {
        return text.substring(0, Math.min(text.length(), Description.MAX_LENGTH / 2));
    }
}
