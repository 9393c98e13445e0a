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

/**
 * What is known of a pull request since it was last looked at. It is kept as JSON beside the job; fields are only ever
 * added.
 *
 * @param open whether it was open
 * @param seen what GitHub told; null before it was looked at
 * @param decision what followed from that; null before
 * @param outcome what the newest build of its newest commit came to; null where there was none
 * @param asked what its builds ask for; null where none has called the step
 * @param commented whether there is a comment to be kept true
 * @param trouble why it could not be looked at the last time; null if it could
 * @param evaluated when it was looked at, in milliseconds since 1970; 0 before
 * @param history the latest decisions that differed from those before them, the newest first
 */
public record PullRequestState(
        boolean open,
        @CheckForNull Seen seen,
        @CheckForNull Decision decision,
        @CheckForNull Outcome outcome,
        @CheckForNull Asked asked,
        boolean commented,
        @CheckForNull Trouble trouble,
        long evaluated,
        List<Decision> history) {

    private static final int REMEMBERED = 20;

    /** One that nothing is known of yet. */
    static final PullRequestState NEW = new PullRequestState(true, null, null, null, null, false, null, 0, List.of());

    /** What GitHub told of it. */
    public record Seen(
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

        public Seen {
            labels = copy(labels);
            approvedBy = copy(approvedBy);
            staleBy = copy(staleBy);
            changesRequestedBy = copy(changesRequestedBy);
        }

        static Seen of(int number, HostedPullRequest pull, Approvals approvals) {
            return new Seen(
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
     * A verdict.
     *
     * @param context the context it is reported as
     * @param needed how many approvals are needed
     * @param head the commit it is about
     * @param at when it was reached first, in milliseconds since 1970
     * @param why what had happened
     */
    public record Decision(
            Verdict.Cause cause,
            String description,
            String context,
            int needed,
            String head,
            long at,
            List<String> why) {

        public Decision {
            why = copy(why);
        }

        /** The verdict itself. */
        public Verdict verdict() {
            return new Verdict(cause, description);
        }

        boolean same(Decision other) {
            return other != null
                    && cause == other.cause
                    && description.equals(other.description)
                    && context.equals(other.context)
                    && head.equals(other.head);
        }
    }

    /**
     * What a build came to.
     *
     * @param head the commit of the pull request it built
     * @param build its number
     * @param over whether it has ended
     * @param jobs the result of each job that has to pass, by the job as it is written
     * @param problem why no plan could be made; null if one was, or nobody has tried
     */
    public record Outcome(
            String head,
            int build,
            boolean over,
            Map<String, JobProgress> jobs,
            @CheckForNull String problem) {
        public Outcome {
            jobs = jobs == null ? Map.of() : new TreeMap<>(jobs);
        }
    }

    /** What the newest build that called the step asked for. */
    public record Asked(ReportingOptions options, int build) {}

    /** Why it could not be looked at, since when. */
    public record Trouble(HostException.Kind kind, String words, long since) {}

    public PullRequestState {
        history = copy(history);
    }

    PullRequestState asked(ReportingOptions options, int build) {
        return asked != null && asked.build() > build
                ? this
                : new PullRequestState(
                        open,
                        seen,
                        decision,
                        outcome,
                        new Asked(options, build),
                        commented,
                        trouble,
                        evaluated,
                        history);
    }

    PullRequestState closed() {
        return new PullRequestState(false, seen, decision, outcome, asked, false, null, evaluated, history);
    }

    PullRequestState troubled(HostException.Kind kind, String words, long now) {
        long since = trouble == null ? now : trouble.since();
        return new PullRequestState(
                open, seen, decision, outcome, asked, commented, new Trouble(kind, words, since), evaluated, history);
    }

    PullRequestState decided(Seen nowSeen, Decision now, Outcome nowOutcome, boolean nowCommented) {
        List<Decision> past = history;
        Decision kept = decision;
        if (!now.same(decision)) {
            kept = now;
            past = new ArrayList<>(history);
            past.add(0, now);
            past = past.subList(0, Math.min(REMEMBERED, past.size()));
        }
        return new PullRequestState(
                true, nowSeen, kept, nowOutcome, asked, nowCommented, null, System.currentTimeMillis(), past);
    }

    private static <T> List<T> copy(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
