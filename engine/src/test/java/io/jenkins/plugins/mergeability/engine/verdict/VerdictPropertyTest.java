package io.jenkins.plugins.mergeability.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What holds of verdicts whatever the pull request. */
class VerdictPropertyTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    @Property(tries = 500)
    void shouldAlwaysFitACommitStatus(
            @ForAll("pullRequests") PullRequest pullRequest,
            @ForAll("outcomes") PlanOutcome outcome,
            @ForAll("rules") MergeRules rules) {
        Verdict verdict = Verdict.of(pullRequest, outcome, rules);

        assertThat(verdict.description().length()).isLessThanOrEqualTo(140);
        assertThat(verdict.description().chars()).noneMatch(Character::isISOControl);
    }

    @Property(tries = 500)
    void shouldSucceedOnlyIfEveryJobPassed(
            @ForAll("pullRequests") PullRequest pullRequest,
            @ForAll("outcomes") PlanOutcome outcome,
            @ForAll("rules") MergeRules rules) {
        if (Verdict.of(pullRequest, outcome, rules).state() == State.SUCCESS) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            PlanOutcome.Known.class,
                            known -> assertThat(known.jobs().values())
                                    .containsOnly(
                                            known.jobs().isEmpty()
                                                    ? new JobProgress[0]
                                                    : new JobProgress[] {JobProgress.PASSED}));
        }
    }

    @Property(tries = 1000)
    void shouldNeverBecomeWorseByAnApproval(
            @ForAll("pullRequests") PullRequest pullRequest,
            @ForAll("reviews") Review review,
            @ForAll("outcomes") PlanOutcome outcome,
            @ForAll("rules") MergeRules rules) {
        List<Review> more = new ArrayList<>(pullRequest.reviews());
        more.add(new Review(
                review.reviewer(),
                Review.State.APPROVED,
                review.commit(),
                review.submitted(),
                review.writeAccess(),
                review.codeOwner()));

        Verdict before = Verdict.of(pullRequest, outcome, rules);
        Verdict after = Verdict.of(with(pullRequest, more), outcome, rules);

        assertThat(after.cause()).isGreaterThanOrEqualTo(before.cause());
        assertThat(Approvals.of(with(pullRequest, more), rules).approvedBy())
                .hasSizeGreaterThanOrEqualTo(
                        Approvals.of(pullRequest, rules).approvedBy().size());
    }

    @Property(tries = 500)
    void shouldNotDependOnTheOrderOfReviewers(
            @ForAll("pullRequests") PullRequest pullRequest, @ForAll("rules") MergeRules rules, @ForAll Random random) {
        Map<String, List<Review>> byReviewer = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Review review : pullRequest.reviews()) {
            byReviewer
                    .computeIfAbsent(review.reviewer(), reviewer -> new ArrayList<>())
                    .add(review);
        }
        List<Review> mixed = new ArrayList<>();
        List<List<Review>> left = new ArrayList<>(byReviewer.values());
        while (!left.isEmpty()) {
            List<Review> next = left.get(random.nextInt(left.size()));
            mixed.add(next.remove(0));
            left.removeIf(List::isEmpty);
        }
        PlanOutcome passed = new PlanOutcome.Known(Map.of(), true);

        assertThat(Verdict.of(with(pullRequest, mixed), passed, rules))
                .isEqualTo(Verdict.of(pullRequest, passed, rules));
    }

    @Property(tries = 500)
    void shouldNotHearWhatDecidesNothing(
            @ForAll("pullRequests") PullRequest pullRequest,
            @ForAll("rules") MergeRules rules,
            @ForAll @IntRange(max = 5) int which) {
        List<Review> deciding = new ArrayList<>(pullRequest.reviews());
        deciding.removeIf(review -> review.state() == Review.State.COMMENTED || review.state() == Review.State.PENDING);
        if (which > 3) {
            deciding.removeIf(review -> review.reviewer().equalsIgnoreCase(pullRequest.author()));
        }

        assertThat(Approvals.of(with(pullRequest, deciding), rules)).isEqualTo(Approvals.of(pullRequest, rules));
    }

    private static PullRequest with(PullRequest pullRequest, List<Review> reviews) {
        return new PullRequest(
                pullRequest.mergeability(),
                pullRequest.draft(),
                pullRequest.labels(),
                pullRequest.author(),
                pullRequest.head(),
                reviews,
                pullRequest.ownership());
    }

    @Property(tries = 1000)
    void shouldSucceedOnlyIfAnOwnerOfEverythingApproved(
            @ForAll("pullRequests") PullRequest pullRequest, @ForAll("rules") MergeRules rules) {
        Verdict verdict = Verdict.of(pullRequest, new PlanOutcome.Known(Map.of(), true), rules);

        if (verdict.state() == State.SUCCESS && rules.needsOwners()) {
            assertThat(pullRequest.ownership().unknown()).isEmpty();
            List<String> approvedBy = Approvals.of(pullRequest, rules).approvedBy();
            assertThat(pullRequest.ownership().shares())
                    .allMatch(share -> approvedBy.stream().anyMatch(share.reviewers()::contains));
        }
    }

    @Provide
    Arbitrary<Ownership> ownerships() {
        Arbitrary<Ownership.Share> shares = Combinators.combine(
                        Arbitraries.strings().ofMaxLength(150),
                        Arbitraries.strings()
                                .ofMaxLength(50)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(5),
                        Arbitraries.of("bob", "eve", "BOB").set().ofMaxSize(2))
                .as(Ownership.Share::new);
        Arbitrary<Ownership> known = Combinators.combine(
                        shares.list().ofMaxSize(3),
                        Arbitraries.of("eve", "kim").set().ofMaxSize(1))
                .as((all, doubtful) -> new Ownership(all, doubtful, Optional.empty()));
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(Ownership.NONE)),
                Tuple.of(4, known),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(300).map(Ownership::unknown)));
    }

    @Provide
    Arbitrary<PullRequest> pullRequests() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(1, MergeableState.UNKNOWN),
                                Tuple.of(1, MergeableState.CONFLICT),
                                Tuple.of(8, MergeableState.CLEAN)),
                        Arbitraries.frequency(Tuple.of(1, true), Tuple.of(6, false)),
                        Arbitraries.strings().ofMaxLength(180).set().ofMaxSize(2),
                        reviews().list().ofMaxSize(9),
                        ownerships())
                .as((mergeability, draft, labels, reviews, ownership) ->
                        new PullRequest(mergeability, draft, labels, "ann", "c2", reviews, ownership));
    }

    /** Each reviewer may write, or owns code, throughout: these are facts of the reviewer. */
    @Provide
    Arbitrary<Review> reviews() {
        return Combinators.combine(
                        Arbitraries.of("ann", "bob", "Bob", "eve", "kim", "z".repeat(150), "\u001b[31m"),
                        Arbitraries.of(Review.State.values()),
                        Arbitraries.of("c1", "c2"),
                        Arbitraries.integers().between(0, 4))
                .as((reviewer, state, commit, minute) -> new Review(
                        reviewer,
                        state,
                        commit,
                        START.plusSeconds(60L * minute),
                        !reviewer.equals("kim"),
                        reviewer.equalsIgnoreCase("bob")));
    }

    @Provide
    Arbitrary<PlanOutcome> outcomes() {
        Arbitrary<JobKey> keys = Combinators.combine(
                        Arbitraries.strings().alpha().ofMaxLength(100), Arbitraries.of("test", "compile"))
                .as((component, job) -> new JobKey(component, job, Optional.empty()));
        Arbitrary<PlanOutcome> known = Combinators.combine(
                        Arbitraries.maps(
                                        keys,
                                        Arbitraries.frequency(
                                                Tuple.of(9, JobProgress.PASSED),
                                                Tuple.of(1, JobProgress.FAILED),
                                                Tuple.of(1, JobProgress.UNFINISHED)))
                                .ofMaxSize(8),
                        Arbitraries.of(true, false))
                .as(PlanOutcome.Known::new);
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(new PlanOutcome.Unknown())),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(300).map(PlanOutcome.Impossible::new)),
                Tuple.of(8, known));
    }

    @Provide
    Arbitrary<MergeRules> rules() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(MergeRules.Counting.values()),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.strings().ofMaxLength(2).set().ofMaxSize(2))
                .as(MergeRules::new);
    }
}
