package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.config.CommentPolicy;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.MergeGroup;
import io.jenkins.plugins.mergeability.engine.outbox.HostConnector;
import io.jenkins.plugins.mergeability.engine.outbox.Outbox;
import io.jenkins.plugins.mergeability.engine.outbox.Report;
import io.jenkins.plugins.mergeability.engine.outbox.ReportSubject;
import io.jenkins.plugins.mergeability.engine.report.MergeComment;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.queue.QueueJob;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The evaluation of a branch of a merge queue: looks up its head at GitHub, computes the verdict from the build of that
 * commit alone, and reports it on the commit. A failure is reported to the pull requests of the group, too.
 */
final class QueueEvaluation {

    /** The number of evaluations in a row that await a branch, before the next event or sweep has to. */
    private static final int MAX_ATTEMPTS = 5;

    private final ReportedJob.Queued queued;
    private final QueueJob queue;
    private final RepositoryLocation location;
    private final Reporting reporting;
    private final CodeHost host;
    private final Outbox outbox;

    private QueueEvaluation(ReportedJob.Queued queued, Reporting reporting, CodeHost host, Outbox outbox) {
        this.queued = queued;
        this.queue = queued.queue();
        this.location = queued.location();
        this.reporting = reporting;
        this.host = host;
        this.outbox = outbox;
    }

    /**
     * Evaluates a branch.
     *
     * @param reasons the events since the last evaluation
     * @param unknownAttempts the number of previous evaluations in a row that did not find the branch
     * @throws HostException if a lookup at GitHub failed
     * @throws IOException if a state or a report could not be written
     */
    static Evaluation.Result of(
            ReportedJob.Queued queued, Set<String> reasons, int unknownAttempts, HostConnector hosts, Outbox outbox)
            throws IOException {
        Optional<Reporting> reporting = ReportingResolver.of(queued);
        if (reporting.isEmpty()) {
            return Evaluation.Result.SKIPPED;
        }
        CodeHost host = hosts.open(queued.location().toString());
        try {
            return new QueueEvaluation(queued, reporting.get(), host, outbox).evaluate(reasons, unknownAttempts);
        } finally {
            hosts.release(host);
        }
    }

    private Evaluation.Result evaluate(Set<String> reasons, int unknownAttempts) throws IOException {
        MergeGroup group = host.mergeGroup(queue.branch(), false);
        if (group.head().isEmpty()) {
            // The branch source says when a branch is gone: GitHub may not show a new one everywhere at once.
            return unknownAttempts < MAX_ATTEMPTS ? Evaluation.Result.RETRY : Evaluation.Result.SKIPPED;
        }
        String head = group.head().get();
        ReportSubject subject = subject(head);
        if (group.headOfPullRequest()) {
            outbox.forget(subject::equals);
            return Evaluation.Result.SKIPPED;
        }
        PullRequestState before = PullRequestStates.of(queued).orElse(PullRequestState.NEW);
        Optional<PullRequestState.BuildOutcome> stored = Optional.ofNullable(before.outcome())
                .filter(outcome -> outcome.ended() && outcome.head().equals(head));
        Optional<Run<?, ?>> run = BuildOutcomes.ofBranch(queue.job(), head)
                .filter(newest ->
                        stored.isEmpty() || newest.getNumber() >= stored.get().build());
        Optional<PullRequestState.BuildOutcome> outcome = run.isPresent() ? BuildOutcomes.of(run.get(), head) : stored;
        Verdict verdict = Verdict.ofQueue(BuildOutcomes.planOutcome(outcome));
        MergeComment comment = CommentComposer.of(verdict, run, outcome, reporting);
        PullRequestState.Decision decision = new PullRequestState.Decision(
                verdict.cause(),
                verdict.description(),
                reporting.context(),
                0,
                head,
                System.currentTimeMillis(),
                List.copyOf(reasons));
        if (!decision.isSameVerdict(before.decision())) {
            reportToPullRequests(head, comment);
        }
        PullRequestStates.update(queued, state -> state.withDecision(null, decision, outcome.orElse(null), false));
        VerdictListener.publish(before.decision(), decision);
        Optional<String> page = run.isPresent() ? ReportLinks.page(run.get()) : ReportLinks.page(queue.job());
        boolean hidden = reporting.hideDetails();
        CommitStatus status = hidden
                ? new CommitStatus(reporting.context(), verdict.withoutDetails(), Optional.empty())
                : new CommitStatus(reporting.context(), verdict, page);
        if (SharedCommit.report(queued, new Report.Status(subject, head, status), outbox)
                && run.isPresent()
                && outcome.isPresent()) {
            BuildReportPublisher.publishAll(run.get(), outcome.get(), hidden ? comment.withoutDetails() : comment);
        }
        return Evaluation.Result.DECIDED;
    }

    private ReportSubject subject(String commit) {
        return ReportSubject.ofCommit(queued.repository().account(), location.toString(), commit, reporting.context());
    }

    /** Adds a failure to the comments of the group, and removes an earlier one of a pull request that is queued again. */
    private void reportToPullRequests(String head, MergeComment comment) throws IOException {
        if (reporting.comment() == CommentPolicy.NEVER) {
            return;
        }
        Verdict.State state = comment.verdict().state();
        boolean failed = state == Verdict.State.FAILURE || state == Verdict.State.ERROR;
        Set<Integer> numbers =
                failed ? failedPullRequests() : Set.of(queue.branch().number());
        for (PullRequestJob pull : PullRequestJob.in(queue.project())) {
            if (numbers.contains(pull.number()) && pull.location().equals(location)) {
                PullRequestState before = PullRequestStates.of(pull).orElse(PullRequestState.NEW);
                PullRequestStates.update(
                        pull, known -> failed ? failed(known, head, pull.number(), comment) : known.with(null));
                PullRequestState after = PullRequestStates.of(pull).orElse(PullRequestState.NEW);
                if (!Objects.equals(before.queueFailure(), after.queueFailure())) {
                    Reporter.evaluateNow(pull, failed ? "failed in the merge queue" : "queued again");
                }
            }
        }
    }

    /** The pull requests of the group, without those whose own entries have passed: these are not why it failed. */
    private Set<Integer> failedPullRequests() throws HostException {
        Set<Integer> numbers =
                new HashSet<>(host.mergeGroup(queue.branch(), true).pullRequests());
        for (QueueJob other : QueueJob.in(queue.project())) {
            ReportedJob.Queued reported = new ReportedJob.Queued(other);
            if (other.branch().target().equals(queue.branch().target())
                    && reported.location().equals(location)
                    && other.branch().number() != queue.branch().number()
                    && PullRequestStates.of(reported)
                            .map(PullRequestState::decision)
                            .filter(decision -> decision.cause() == Verdict.Cause.MERGEABLE)
                            .isPresent()) {
                numbers.remove(other.branch().number());
            }
        }
        return numbers;
    }

    /** The state of a pull request after a failure. That of its own entry says more than one of an entry above. */
    private PullRequestState failed(PullRequestState known, String head, int number, MergeComment comment) {
        PullRequestState.Decision decision = known.decision();
        PullRequestState.QueueFailure failure = PullRequestState.QueueFailure.of(
                queue.branch().target(),
                queue.branch().number(),
                head,
                decision == null ? null : decision.head(),
                comment);
        PullRequestState.QueueFailure before = known.queueFailure();
        boolean ownBefore =
                before != null && before.number() == number && (decision == null || before.isOf(decision.head()));
        return ownBefore && failure.number() != number ? known : known.with(failure);
    }
}
