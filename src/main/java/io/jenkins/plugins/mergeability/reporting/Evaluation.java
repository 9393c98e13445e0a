package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.Freshness;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.outbox.Outbox;
import io.jenkins.plugins.mergeability.engine.outbox.Report;
import io.jenkins.plugins.mergeability.engine.report.MergeComment;
import io.jenkins.plugins.mergeability.engine.report.MergeCommentText;
import io.jenkins.plugins.mergeability.engine.verdict.Approvals;
import io.jenkins.plugins.mergeability.engine.verdict.MergeableState;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The evaluation of a pull request: looks it up at GitHub, computes the verdict from it and the builds, and reports it. */
final class Evaluation {

    /** The result of an evaluation. */
    enum Result {
        /** The verdict is final until the next event. */
        DECIDED,
        /** GitHub has not computed yet whether there are conflicts, or does not show a new branch yet. */
        RETRY,
        /** The pull request or branch is not reported, or not open any more. */
        SKIPPED
    }

    private final PullRequestJob pull;
    private final Reporting reporting;
    private final Outbox outbox;

    private Evaluation(PullRequestJob pull, Reporting reporting, Outbox outbox) {
        this.pull = pull;
        this.reporting = reporting;
        this.outbox = outbox;
    }

    /**
     * Evaluates a pull request.
     *
     * @param reasons the events since the last evaluation
     * @param unknownAttempts the number of previous evaluations in a row that returned {@link Result#RETRY}
     * @throws HostException if the lookup at GitHub failed
     * @throws IOException if the state or the report could not be written
     */
    static Result of(PullRequestJob pull, Set<String> reasons, int unknownAttempts, GithubHosts hosts, Outbox outbox)
            throws IOException {
        Optional<Reporting> reporting = ReportingResolver.of(pull);
        if (reporting.isEmpty()) {
            return Result.SKIPPED;
        }
        CodeHost host = hosts.open(pull.location().toString());
        try {
            HostedPullRequest hosted =
                    host.pullRequest(pull.number(), reporting.get().rules(), Freshness.KEPT);
            if (pull.isPlain() && hosted.open()) {
                PlainPullRequests.resolveBuilds(pull, hosted, hosts);
            }
            Evaluation evaluation = new Evaluation(pull, reporting.get(), outbox);
            if (hosted.open() && evaluation.isNewSuccess(hosted)) {
                // Somebody may merge because of it, so the permissions have to be those of now.
                hosted = host.pullRequest(pull.number(), reporting.get().rules(), Freshness.NEW);
            }
            if (!hosted.open()) {
                close(pull, outbox);
                return Result.SKIPPED;
            }
            Result result = evaluation.decide(hosted, reasons, unknownAttempts);
            if (reporting.get().rerunComments() && reasons.contains(RerunByComment.REASON)) {
                evaluation.rerun(hosted, hosts);
            }
            return result;
        } finally {
            hosts.release(host);
        }
    }

    private void rerun(HostedPullRequest hosted, GithubHosts hosts) throws IOException {
        Optional<Run<?, ?>> newest = builds(hosted, PullRequestStates.of(pull).orElse(PullRequestState.NEW))
                .run();
        RerunByComment.answer(pull, hosted.facts().head(), newest, hosts);
    }

    /** Whether a pull request can be merged that could not be merged when it was last evaluated. */
    private boolean isNewSuccess(HostedPullRequest hosted) {
        PullRequestState before = PullRequestStates.of(pull).orElse(PullRequestState.NEW);
        return verdict(hosted, builds(hosted, before)).state() == Verdict.State.SUCCESS
                && !(isDecided(before, hosted.facts().head())
                        && Objects.requireNonNull(before.decision()).cause() == Verdict.Cause.MERGEABLE);
    }

    private record Builds(Optional<Run<?, ?>> run, Optional<PullRequestState.BuildOutcome> outcome) {}

    private Builds builds(HostedPullRequest hosted, PullRequestState before) {
        String head = hosted.facts().head();
        String target = hosted.target();
        Optional<PullRequestState.BuildOutcome> stored = BuildOutcomes.stored(before, head, target);
        Optional<Run<?, ?>> run = BuildOutcomes.relevantBuild(pull, head, target, stored);
        return new Builds(run, run.isPresent() ? BuildOutcomes.of(run.get(), head) : stored);
    }

    private Verdict verdict(HostedPullRequest hosted, Builds builds) {
        return Verdict.of(hosted.facts(), BuildOutcomes.planOutcome(builds.outcome()), reporting.rules());
    }

    private static void close(PullRequestJob pull, Outbox outbox) throws IOException {
        String location = pull.location().toString();
        outbox.forgetVerdicts(subject -> subject.location().equals(location) && subject.number() == pull.number());
        PullRequestState before = PullRequestStates.of(pull).orElse(PullRequestState.NEW);
        PullRequestStates.update(pull, PullRequestState::closed);
        updatePreviousCommit(pull, before, null, outbox);
        if (pull.isPlain()) {
            PlainPullRequests.forget(pull);
        }
    }

    /** Updates the status of the commit that this pull request was at, which other pull requests may share. */
    private static void updatePreviousCommit(
            PullRequestJob pull, PullRequestState before, PullRequestState.Decision now, Outbox outbox)
            throws IOException {
        PullRequestState.Decision previous = before.decision();
        if (before.open()
                && previous != null
                && (now == null
                        || !now.head().equals(previous.head())
                        || !now.context().equals(previous.context()))) {
            SharedCommit.report(pull.project(), previous.head(), previous.context(), outbox);
        }
    }

    private Result decide(HostedPullRequest hosted, Set<String> reasons, int unknownAttempts) throws IOException {
        String head = hosted.facts().head();
        PullRequestState before = PullRequestStates.of(pull).orElse(PullRequestState.NEW);
        Builds builds = builds(hosted, before);
        Optional<Run<?, ?>> run = builds.run();
        Optional<PullRequestState.BuildOutcome> outcome = builds.outcome();
        Verdict verdict = verdict(hosted, builds);
        boolean unknown = hosted.facts().mergeability() == MergeableState.UNKNOWN;
        if (unknown && unknownAttempts < EvaluationTiming.MAX_UNKNOWN_ATTEMPTS && isDecided(before, head)) {
            return Result.RETRY; // GitHub usually knows after a few seconds: keep the reported status until then
        }
        Optional<PullRequestState.QueueFailure> queued =
                Optional.ofNullable(before.queueFailure()).filter(failure -> failure.isOf(head));
        boolean comments =
                CommentComposer.isWanted(reporting.comment(), verdict.cause(), before.commented(), queued.isPresent());
        PullRequestState.Decision decision = new PullRequestState.Decision(
                verdict.cause(),
                verdict.description(),
                reporting.context(),
                reporting.rules().approvals(),
                head,
                System.currentTimeMillis(),
                List.copyOf(reasons));
        PullRequestState.GithubData github =
                PullRequestState.GithubData.of(pull.number(), hosted, Approvals.of(hosted.facts(), reporting.rules()));
        PullRequestStates.update(
                pull,
                state -> state.withDecision(github, decision, outcome.orElse(null), state.commented() || comments));
        VerdictListener.publish(before.decision(), decision);
        updatePreviousCommit(pull, before, decision, outbox);
        MergeComment comment = CommentComposer.of(verdict, run, outcome, reporting)
                .with(queued.map(PullRequestState.QueueFailure::comment));
        comment = reporting.hideDetails() ? comment.withoutDetails() : comment;
        report(head, comment, comments);
        if (run.isPresent() && outcome.isPresent()) {
            BuildReportPublisher.publishAll(run.get(), outcome.get(), comment);
        }
        return unknown ? Result.RETRY : Result.DECIDED;
    }

    private boolean isDecided(PullRequestState before, String head) {
        PullRequestState.Decision decision = before.decision();
        return decision != null
                && decision.head().equals(head)
                && decision.context().equals(reporting.context())
                && decision.cause() != Verdict.Cause.MERGE_STATUS_UNKNOWN;
    }

    private void report(String head, MergeComment comment, boolean comments) throws IOException {
        SharedCommit.report(pull.project(), head, reporting.context(), outbox);
        if (comments) {
            outbox.offer(new Report.Comment(
                    pull.subject(reporting.context()), MergeCommentText.of(comment, CodeHost.MAX_COMMENT_LENGTH)));
        }
    }
}
