package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Run;
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
import jenkins.branch.MultiBranchProject;

/**
 * What is told of a commit. It has one status for a context, however many pull requests it is the head of: that tells of
 * the one that is furthest from being mergeable, so that none is merged because another may be.
 */
final class SharedCommit {

    /** An open pull request at the commit. */
    private record Member(PullRequestJob pull, PullRequestState state, PullRequestState.Decision decision) {

        Verdict verdict() {
            return decision.verdict();
        }

        Optional<String> page(String commit) {
            String target = Optional.ofNullable(state.seen())
                    .map(PullRequestState.Seen::target)
                    .orElseGet(pull::target);
            Optional<Run<?, ?>> run =
                    BuildOutcomes.counting(pull.job(), commit, target, BuildOutcomes.remembered(state, commit, target));
            return run.isPresent() ? ReportLinks.page(run.get()) : ReportLinks.page(pull.job());
        }
    }

    /** What no push, time or person mends by itself comes first, then the rule that decided, then the older. */
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
     * Has the status of a commit told, as far as pull requests of a project are at it.
     *
     * @param commit which one of them is at, or has left
     */
    static void tell(MultiBranchProject<?, ?> project, String commit, String context, Outbox outbox)
            throws IOException {
        // Whoever is last in here has seen what all others have decided.
        synchronized (SharedCommit.class) {
            for (List<Member> members : members(project, commit, context)) {
                Member worst = members.stream().min(WORST_FIRST).orElseThrow();
                ReportSubject first = members.get(0).pull().subject(context);
                outbox.release(
                        other -> other.number() != first.number()
                                && other.location().equals(first.location())
                                && other.context().equals(context),
                        commit);
                Verdict verdict = members.size() == 1 ? worst.verdict() : named(worst);
                outbox.offer(new Report.Status(first, commit, new CommitStatus(context, verdict, worst.page(commit))));
            }
        }
    }

    /** Those of each repository, by their numbers. */
    private static Iterable<List<Member>> members(MultiBranchProject<?, ?> project, String commit, String context) {
        return PullRequestJob.in(project).stream()
                .filter(pull -> PullRequestStates.head(pull.job())
                        .filter(commit::equals)
                        .isPresent())
                .flatMap(pull -> member(pull).stream())
                .filter(member -> member.decision().context().equals(context))
                .sorted(Comparator.comparing(member -> member.pull().number()))
                .collect(Collectors.groupingBy(
                        member -> member.pull().place().toString(), TreeMap::new, Collectors.toList()))
                .values();
    }

    private static Optional<Member> member(PullRequestJob pull) {
        return PullRequestStates.of(pull.job())
                .flatMap(state -> Optional.ofNullable(state.decision()).map(it -> new Member(pull, state, it)));
    }

    private static Verdict named(Member worst) {
        Verdict verdict = worst.verdict();
        return verdict.state() == Verdict.State.SUCCESS
                ? verdict
                : new Verdict(verdict.cause(), "PR-" + worst.pull().number() + ": " + verdict.description());
    }
}
