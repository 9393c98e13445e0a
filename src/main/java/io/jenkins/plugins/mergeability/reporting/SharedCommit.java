package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import io.jenkins.plugins.mergeability.engine.outbox.Outbox;
import io.jenkins.plugins.mergeability.engine.outbox.Report;
import io.jenkins.plugins.mergeability.engine.outbox.ReportSubject;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reports the status of a commit that is the head of one or more pull requests. A commit has only one status per context,
 * so the status is that of the pull request with the worst verdict. Otherwise one pull request could be merged because
 * another one is mergeable.
 */
final class SharedCommit {

    /** An open pull request with the commit as its head. */
    private record Member(PullRequestJob pull, PullRequestState state, PullRequestState.Decision decision) {

        Verdict verdict() {
            return decision.verdict();
        }

        boolean isHidden() {
            return ReportingResolver.of(pull).filter(Reporting::hideDetails).isPresent();
        }

        Optional<String> page(String commit) {
            String target = Optional.ofNullable(state.github())
                    .map(PullRequestState.GithubData::target)
                    .orElseGet(pull::target);
            Optional<Run<?, ?>> run =
                    BuildOutcomes.relevantBuild(pull, commit, target, BuildOutcomes.stored(state, commit, target));
            return run.isPresent() ? ReportLinks.page(run.get()) : ReportLinks.page(pull.job());
        }
    }

    /** Orders failures and errors before pending verdicts, then by the cause, then by the number. */
    private static final Comparator<Member> WORST_FIRST = Comparator.<Member, Integer>comparing(
                    member -> switch (member.verdict().state()) {
                        case FAILURE, ERROR -> 0;
                        case PENDING -> 1;
                        case SUCCESS -> 2;
                    })
            .thenComparing(member -> member.verdict().cause())
            .thenComparing(member -> member.pull().number());

    private SharedCommit() {}

    /**
     * Reports the status of a commit for the open pull requests of a project.
     *
     * @param commit the current or previous head of one of them
     */
    static void report(Item project, String commit, String context, Outbox outbox) throws IOException {
        // The last thread in here sees the decisions of all others.
        synchronized (SharedCommit.class) {
            for (List<Member> members : members(project, commit, context)) {
                Member worst = members.stream().min(WORST_FIRST).orElseThrow();
                ReportSubject first = members.get(0).pull().subject(context);
                outbox.release(
                        other -> other.number() != first.number()
                                && other.location().equals(first.location())
                                && other.context().equals(context),
                        commit);
                boolean hidden = members.stream().anyMatch(Member::isHidden);
                Verdict shown = hidden ? worst.verdict().withoutDetails() : worst.verdict();
                Verdict verdict = members.size() == 1 ? shown : withNumber(worst, shown);
                Optional<String> page = hidden ? Optional.empty() : worst.page(commit);
                outbox.offer(new Report.Status(first, commit, new CommitStatus(context, verdict, page)));
            }
        }
    }

    /**
     * Reports the status of a commit of a merge queue, unless it is the head of a pull request of the project.
     *
     * @return whether it was reported
     */
    static boolean report(ReportedJob.Queued queued, Report.Status report, Outbox outbox) throws IOException {
        synchronized (SharedCommit.class) {
            boolean ofPullRequest = PullRequestJob.in(queued.project()).stream()
                    .anyMatch(pull -> PullRequestStates.head(pull)
                            .filter(report.commit()::equals)
                            .isPresent());
            if (ofPullRequest) {
                outbox.forget(report.subject()::equals);
            } else {
                outbox.offer(report);
            }
            return !ofPullRequest;
        }
    }

    /** The pull requests of each repository, by number. */
    private static Iterable<List<Member>> members(Item project, String commit, String context) {
        return PullRequestJob.in(project).stream()
                .filter(pull ->
                        PullRequestStates.head(pull).filter(commit::equals).isPresent())
                .flatMap(pull -> member(pull).stream())
                .filter(member -> member.decision().context().equals(context))
                .sorted(Comparator.comparing(member -> member.pull().number()))
                .collect(Collectors.groupingBy(
                        member -> member.pull().location().toString(), TreeMap::new, Collectors.toList()))
                .values();
    }

    private static Optional<Member> member(PullRequestJob pull) {
        return PullRequestStates.of(pull)
                .flatMap(state ->
                        Optional.ofNullable(state.decision()).map(decision -> new Member(pull, state, decision)));
    }

    private static Verdict withNumber(Member worst, Verdict verdict) {
        return verdict.state() == Verdict.State.SUCCESS
                ? verdict
                : new Verdict(verdict.cause(), "PR-" + worst.pull().number() + ": " + verdict.description());
    }
}
