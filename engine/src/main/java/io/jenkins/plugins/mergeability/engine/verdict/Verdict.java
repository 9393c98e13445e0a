package io.jenkins.plugins.mergeability.engine.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a pull request can be merged, and if not, what it waits for.
 *
 * @param cause the rule that decided
 * @param description one line for people, at most 140 characters, without control characters
 */
public record Verdict(Cause cause, String description) {

    /** The states of a commit status. */
    public enum State {
        SUCCESS,
        PENDING,
        FAILURE,
        ERROR;

        /** The name as GitHub writes it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rules of the decision, the first that holds decides. */
    public enum Cause {
        CONFLICT(State.ERROR),
        MERGE_STATUS_UNKNOWN(State.PENDING),
        PLAN_UNKNOWN(State.PENDING),
        PLAN_IMPOSSIBLE(State.ERROR),
        JOBS_FAILED(State.FAILURE),
        /** The build has ended (it was aborted, or its controller is gone) with jobs that will not finish any more. */
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

        /** What it makes of the pull request. */
        public State state() {
            return state;
        }
    }

    public Verdict {
        description = Description.of(description);
    }

    /** What the description's words come down to. */
    public State state() {
        return cause.state();
    }

    /** Decides. */
    public static Verdict of(PullRequest pullRequest, PlanOutcome outcome, MergeRules rules) {
        if (pullRequest.mergeability() == MergeableState.CONFLICT) {
            return new Verdict(Cause.CONFLICT, "there are merge conflicts");
        }
        if (pullRequest.mergeability() == MergeableState.UNKNOWN) {
            return new Verdict(Cause.MERGE_STATUS_UNKNOWN, "awaiting merge status");
        }
        if (outcome instanceof PlanOutcome.Impossible impossible) {
            return new Verdict(Cause.PLAN_IMPOSSIBLE, impossible.why());
        }
        if (outcome instanceof PlanOutcome.Known known) {
            return ofJobs(pullRequest, known, rules);
        }
        return new Verdict(Cause.PLAN_UNKNOWN, "preparing");
    }

    private static Verdict ofJobs(PullRequest pullRequest, PlanOutcome.Known outcome, MergeRules rules) {
        List<String> failed = outcome.names(JobProgress.FAILED);
        if (!failed.isEmpty()) {
            return new Verdict(Cause.JOBS_FAILED, Description.listing("", failed, " failed"));
        }
        List<String> unfinished = outcome.names(JobProgress.UNFINISHED);
        if (unfinished.isEmpty()) {
            return ofPeople(pullRequest, rules);
        }
        return outcome.over()
                ? new Verdict(Cause.JOBS_ABANDONED, Description.listing("the build ended before ", unfinished, ""))
                : new Verdict(Cause.JOBS_UNFINISHED, Description.listing("awaiting ", unfinished, ""));
    }

    private static Verdict ofPeople(PullRequest pullRequest, MergeRules rules) {
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
        if (rules.askForOwners()) {
            Ownership ownership = pullRequest.ownership();
            if (ownership.unknown().isPresent()) {
                return new Verdict(
                        Cause.APPROVAL_MISSING,
                        "the code owners are not known: " + ownership.unknown().get());
            }
            List<String> awaited = ownership.awaited(approvals.approvedBy());
            if (!awaited.isEmpty()) {
                return new Verdict(Cause.APPROVAL_MISSING, Description.listing("awaiting approval of ", awaited, ""));
            }
        }
        int approved = approvals.approvedBy().size();
        if (approved < rules.approvals()) {
            return new Verdict(
                    Cause.APPROVAL_MISSING, "awaiting approval (" + approved + " of " + rules.approvals() + ")");
        }
        if (rules.codeOwner() && !approvals.byCodeOwner()) {
            return new Verdict(Cause.APPROVAL_MISSING, "awaiting approval by a code owner");
        }
        return new Verdict(Cause.MERGEABLE, "pull request can be merged");
    }
}
