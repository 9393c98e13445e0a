package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.outbox.HostConnector;
import io.jenkins.plugins.mergeability.engine.outbox.Outbox;
import io.jenkins.plugins.mergeability.engine.outbox.Report;
import io.jenkins.plugins.mergeability.engine.report.MergeComment;
import io.jenkins.plugins.mergeability.engine.report.MergeCommentText;
import io.jenkins.plugins.mergeability.engine.verdict.Approvals;
import io.jenkins.plugins.mergeability.engine.verdict.MergeableState;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One look at a pull request: what GitHub and the builds say, what follows, and what has to be told of it. */
final class Evaluation {

    /** What came of it. */
    enum End {
        /** It is decided. */
        DECIDED,
        /** GitHub has yet to find out whether there are conflicts. */
        ASK_AGAIN,
        /** There is nothing to be decided: it is not reported, or not open any more. */
        NOTHING
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
     * Looks at a pull request.
     *
     * @param why what has happened
     * @param patience how often it has been asked before, in a row, whether there are conflicts
     * @throws HostException if GitHub could not tell
     * @throws IOException if something could not be written
     */
    static End of(PullRequestJob pull, Set<String> why, int patience, HostConnector hosts, Outbox outbox) throws IOException {
        Optional<Reporting> reporting = ReportingResolver.of(pull);
        if (reporting.isEmpty()) {
            return End.NOTHING;
        }
        HostedPullRequest hosted = read(pull, reporting.get(), hosts);
        if (!hosted.open()) {
            close(pull, outbox);
            return End.NOTHING;
        }
        return new Evaluation(pull, reporting.get(), outbox).decide(hosted, why, patience);
    }

    private static HostedPullRequest read(PullRequestJob pull, Reporting reporting, HostConnector hosts) throws HostException {
        CodeHost host = hosts.open(pull.place().toString());
        try {
            return host.pullRequest(pull.number(), reporting.rules());
        } finally {
            hosts.release(host);
        }
    }

    private static void close(PullRequestJob pull, Outbox outbox) throws IOException {
        String place = pull.place().toString();
        outbox.forget(subject -> subject.location().equals(place) && subject.number() == pull.number());
        PullRequestState before = PullRequestStates.of(pull.job()).orElse(PullRequestState.NEW);
        PullRequestStates.update(pull.job(), PullRequestState::closed);
        leave(pull, before, null, outbox);
    }

    /** Those that share the commit it was at have one less to wait for. */
    private static void leave(
            PullRequestJob pull, PullRequestState before, PullRequestState.Decision now, Outbox outbox)
            throws IOException {
        PullRequestState.Decision left = before.decision();
        if (before.open()
                && left != null
                && (now == null
                        || !now.head().equals(left.head())
                        || !now.context().equals(left.context()))) {
            SharedCommit.tell(pull.project(), left.head(), left.context(), outbox);
        }
    }

    private End decide(HostedPullRequest hosted, Set<String> why, int patience) throws IOException {
        String head = hosted.facts().head();
        PullRequestState before = PullRequestStates.of(pull.job()).orElse(PullRequestState.NEW);
        String target = hosted.target();
        Optional<PullRequestState.Outcome> remembered = BuildOutcomes.remembered(before, head, target);
        Optional<Run<?, ?>> run = BuildOutcomes.counting(pull.job(), head, target, remembered);
        Optional<PullRequestState.Outcome> outcome = run.isPresent() ? BuildOutcomes.of(run.get(), head) : remembered;
        Verdict verdict = Verdict.of(hosted.facts(), BuildOutcomes.plan(outcome), reporting.rules());
        boolean unknown = hosted.facts().mergeability() == MergeableState.UNKNOWN;
        if (unknown && patience < EvaluationTiming.PATIENCE && isDecided(before, head)) {
            return End.ASK_AGAIN; // what was told stands until it is clear that this takes longer
        }
        boolean comments = CommentComposer.wanted(reporting.comment(), verdict.cause(), before.commented());
        PullRequestState.Decision decision = new PullRequestState.Decision(
                verdict.cause(),
                verdict.description(),
                reporting.context(),
                reporting.rules().approvals(),
                head,
                System.currentTimeMillis(),
                List.copyOf(why));
        PullRequestState.Seen seen =
                PullRequestState.Seen.of(pull.number(), hosted, Approvals.of(hosted.facts(), reporting.rules()));
        PullRequestStates.update(
                pull.job(),
                state -> state.decided(seen, decision, outcome.orElse(null), state.commented() || comments));
        leave(pull, before, decision, outbox);
        tell(head, verdict, run, outcome, comments);
        return unknown ? End.ASK_AGAIN : End.DECIDED;
    }

    private boolean isDecided(PullRequestState before, String head) {
        PullRequestState.Decision decision = before.decision();
        return decision != null
                && decision.head().equals(head)
                && decision.context().equals(reporting.context())
                && decision.cause() != Verdict.Cause.MERGE_STATUS_UNKNOWN;
    }

    private void tell(
            String head,
            Verdict verdict,
            Optional<Run<?, ?>> run,
            Optional<PullRequestState.Outcome> outcome,
            boolean comments)
            throws IOException {
        SharedCommit.tell(pull.project(), head, reporting.context(), outbox);
        MergeComment comment = CommentComposer.of(verdict, run, outcome);
        if (comments) {
            outbox.offer(new Report.Comment(
                    pull.subject(reporting.context()), MergeCommentText.of(comment, CodeHost.MAX_COMMENT_LENGTH)));
        }
        if (run.isPresent() && outcome.isPresent()) {
            RichReport.publish(run.get(), outcome.get(), comment);
        }
    }
}
