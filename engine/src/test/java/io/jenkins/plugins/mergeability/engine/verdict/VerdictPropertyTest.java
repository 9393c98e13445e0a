package io.jenkins.plugins.mergeability.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict.Cause;
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
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Properties of the verdict of any pull request. Each test counts the cases in which its assertion can fail, and fails
 * if they are rare. Edge cases are off: they are mostly pull requests whose merge status is unknown.
 */
class VerdictPropertyTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final PlanOutcome PASSED = new PlanOutcome.Known(Map.of(), true);

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void shouldAlwaysFitACommitStatus(
            @ForAll("pullRequests") PullRequest pullRequest,
            @ForAll("outcomes") PlanOutcome outcome,
            @ForAll("rules") MergeRules rules) {
        Verdict verdict = Verdict.of(pullRequest, outcome, rules);

        assertThat(verdict.description().length()).isLessThanOrEqualTo(140);
        assertThat(verdict.description().chars()).noneMatch(Character::isISOControl);

        Statistics.label("cause").collect(verdict.cause()).coverage(coverage -> {
            for (Cause cause : Cause.values()) {
                coverage.check(cause).percentage(percentage -> percentage >= 0.5);
            }
        });
        Statistics.label("cut")
                .collect(verdict.description().contains("\u2026"))
                .coverage(coverage -> coverage.check(true).percentage(percentage -> percentage >= 1));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void shouldSucceedOnlyIfEveryJobPassed(
            @ForAll("approvedPullRequests") PullRequest pullRequest,
            @ForAll("outcomes") PlanOutcome outcome,
            @ForAll("rules") MergeRules rules) {
        boolean success = Verdict.of(pullRequest, outcome, rules).state() == State.SUCCESS;
        boolean withJobs =
                outcome instanceof PlanOutcome.Known known && !known.jobs().isEmpty();
        boolean passed = outcome instanceof PlanOutcome.Known known
                && known.jobs().values().stream().allMatch(JobProgress.PASSED::equals);

        if (success) {
            assertThat(passed).as("%s", outcome).isTrue();
        }

        boolean withoutJobsSuccess = Verdict.of(pullRequest, PASSED, rules).state() == State.SUCCESS;
        Statistics.label("result")
                .collect(
                        success && withJobs ? "success" : withoutJobsSuccess && !passed ? "prevented by jobs" : "other")
                .coverage(coverage -> {
                    coverage.check("success").percentage(percentage -> percentage >= 8);
                    coverage.check("prevented by jobs").percentage(percentage -> percentage >= 5);
                });
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void shouldNeverBecomeWorseByAnApproval(
            @ForAll("reviewedPullRequests") PullRequest pullRequest,
            @ForAll("approvals") Review approval,
            @ForAll("outcomes") PlanOutcome outcome,
            @ForAll("rules") MergeRules rules) {
        List<Review> more = new ArrayList<>(pullRequest.reviews());
        more.add(approval);

        Verdict before = Verdict.of(pullRequest, outcome, rules);
        Verdict after = Verdict.of(with(pullRequest, more), outcome, rules);
        int approvedBefore = Approvals.of(pullRequest, rules).approvedBy().size();
        int approvedAfter =
                Approvals.of(with(pullRequest, more), rules).approvedBy().size();

        assertThat(after.cause()).isGreaterThanOrEqualTo(before.cause());
        assertThat(approvedAfter).isGreaterThanOrEqualTo(approvedBefore);

        Statistics.label("approvals")
                .collect(approvedAfter > approvedBefore)
                .coverage(coverage -> coverage.check(true).percentage(percentage -> percentage >= 20));
        Statistics.label("transition")
                .collect(before.cause() + " to " + after.cause())
                .coverage(coverage -> {
                    coverage.check(Cause.CHANGES_REQUESTED + " to " + Cause.APPROVAL_MISSING)
                            .percentage(percentage -> percentage >= 1);
                    coverage.check(Cause.CHANGES_REQUESTED + " to " + Cause.MERGEABLE)
                            .percentage(percentage -> percentage >= 1);
                    coverage.check(Cause.APPROVAL_MISSING + " to " + Cause.MERGEABLE)
                            .percentage(percentage -> percentage >= 2);
                });
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
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

        Verdict verdict = Verdict.of(pullRequest, PASSED, rules);
        assertThat(Verdict.of(with(pullRequest, mixed), PASSED, rules)).isEqualTo(verdict);

        boolean mixedUp = !mixed.equals(pullRequest.reviews());
        Statistics.label("mixed")
                .collect(mixedUp ? verdict.cause() : "unchanged order")
                .coverage(coverage -> {
                    for (Cause cause : List.of(Cause.CHANGES_REQUESTED, Cause.APPROVAL_MISSING, Cause.MERGEABLE)) {
                        coverage.check(cause).percentage(percentage -> percentage >= 3);
                    }
                });
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void shouldIgnoreReviewsThatDecideNothing(
            @ForAll("pullRequests") PullRequest pullRequest,
            @ForAll("rules") MergeRules rules,
            @ForAll boolean withoutAuthor) {
        List<Review> deciding = new ArrayList<>(pullRequest.reviews());
        deciding.removeIf(review -> review.state() == Review.State.COMMENTED || review.state() == Review.State.PENDING);
        boolean comments = deciding.size() < pullRequest.reviews().size();
        boolean ofAuthor =
                withoutAuthor && deciding.removeIf(review -> review.reviewer().equalsIgnoreCase(pullRequest.author()));

        Approvals approvals = Approvals.of(pullRequest, rules);
        assertThat(Approvals.of(with(pullRequest, deciding), rules)).isEqualTo(approvals);

        boolean votes = !approvals.approvedBy().isEmpty()
                || !approvals.changesRequestedBy().isEmpty();
        Statistics.label("comments")
                .collect(comments && votes)
                .coverage(coverage -> coverage.check(true).percentage(percentage -> percentage >= 15));
        Statistics.label("author")
                .collect(ofAuthor && votes)
                .coverage(coverage -> coverage.check(true).percentage(percentage -> percentage >= 2));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void shouldSucceedOnlyIfAnOwnerOfEverythingApproved(
            @ForAll("approvedPullRequests") PullRequest pullRequest, @ForAll("rules") MergeRules rules) {
        Verdict verdict = Verdict.of(pullRequest, PASSED, rules);
        boolean success = verdict.state() == State.SUCCESS && rules.needsOwners();
        List<String> approvedBy = Approvals.of(pullRequest, rules).approvedBy();
        List<Ownership.Share> shares = pullRequest.ownership().shares();
        boolean known = pullRequest.ownership().unknown().isEmpty();
        boolean owned = shares.stream().allMatch(share -> approvedBy.stream().anyMatch(share.reviewers()::contains));

        if (success) {
            assertThat(known).isTrue();
            assertThat(owned).as("%s approved %s", approvedBy, shares).isTrue();
        }

        boolean withoutOwners =
                Verdict.of(with(pullRequest, Ownership.NONE), PASSED, rules).state() == State.SUCCESS;
        String prevented = known ? "prevented by a share" : "prevented by unknown owners";
        Statistics.label("owners")
                .collect(
                        success && !shares.isEmpty()
                                ? "success"
                                : rules.needsOwners() && withoutOwners && !(known && owned) ? prevented : "other")
                .coverage(coverage -> {
                    coverage.check("success").percentage(percentage -> percentage >= 1.5);
                    coverage.check("prevented by a share").percentage(percentage -> percentage >= 2);
                    coverage.check("prevented by unknown owners").percentage(percentage -> percentage >= 1);
                });
    }

    private static PullRequest with(PullRequest pullRequest, List<Review> reviews) {
        return with(pullRequest, reviews, pullRequest.ownership());
    }

    private static PullRequest with(PullRequest pullRequest, Ownership ownership) {
        return with(pullRequest, pullRequest.reviews(), ownership);
    }

    private static PullRequest with(PullRequest pullRequest, List<Review> reviews, Ownership ownership) {
        return new PullRequest(
                pullRequest.mergeability(),
                pullRequest.draft(),
                pullRequest.labels(),
                pullRequest.author(),
                pullRequest.head(),
                reviews,
                ownership);
    }

    private static Arbitrary<Ownership> ownerships() {
        Arbitrary<Ownership.Share> shares = Combinators.combine(
                        Arbitraries.strings().ofMaxLength(150),
                        Arbitraries.strings()
                                .ofMaxLength(50)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(5),
                        Arbitraries.frequency(Tuple.of(3, "bob"), Tuple.of(2, "eve"), Tuple.of(1, "BOB"))
                                .set()
                                .ofMaxSize(3))
                .as(Ownership.Share::new);
        Arbitrary<Ownership> known =
                shares.list().ofMinSize(1).ofMaxSize(3).map(all -> new Ownership(all, Optional.empty()));
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Ownership.NONE)),
                Tuple.of(5, known),
                Tuple.of(2, Arbitraries.strings().ofMaxLength(300).map(Ownership::unknown)));
    }

    @Provide
    Arbitrary<PullRequest> pullRequests() {
        return pullRequests(reviews().list().ofMaxSize(5));
    }

    /** Few reviews, many of them requests for changes, so that an approval often makes a difference. */
    @Provide
    Arbitrary<PullRequest> reviewedPullRequests() {
        Arbitrary<Review> requests = Combinators.combine(
                        Arbitraries.of("bob", "eve"), Arbitraries.integers().between(0, 4))
                .as((reviewer, minute) -> review(reviewer, Review.State.CHANGES_REQUESTED, "c1", minute));
        return pullRequests(Arbitraries.frequencyOf(Tuple.of(1, requests), Tuple.of(1, reviews()))
                .list()
                .ofMaxSize(2));
    }

    /** Mostly of the newest commit, and later than other reviews. */
    @Provide
    Arbitrary<Review> approvals() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(4, "bob"), Tuple.of(4, "eve"), Tuple.of(2, "kim"), Tuple.of(1, "ann")),
                        Arbitraries.frequency(Tuple.of(1, "c1"), Tuple.of(6, "c2")),
                        Arbitraries.integers().between(0, 12))
                .as((reviewer, commit, minute) -> review(reviewer, Review.State.APPROVED, commit, minute));
    }

    /** Some random reviews, and approvals of the newest commit. */
    @Provide
    Arbitrary<PullRequest> approvedPullRequests() {
        Arbitrary<List<Review>> approvals = Arbitraries.subsetOf("bob", "eve", "kim")
                .map(reviewers -> reviewers.stream()
                        .map(reviewer -> review(reviewer, Review.State.APPROVED, "c2", 5))
                        .toList());
        return pullRequests(
                Combinators.combine(reviews().list().ofMaxSize(3), approvals).as((some, more) -> {
                    List<Review> all = new ArrayList<>(some);
                    all.addAll(more);
                    return all;
                }));
    }

    private static Arbitrary<PullRequest> pullRequests(Arbitrary<List<Review>> reviews) {
        Arbitrary<String> labels = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of("bug", "docs")),
                Tuple.of(2, Arbitraries.of("wip", "WIP", "hold")),
                Tuple.of(2, Arbitraries.strings().ofMaxLength(180)));
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(1, MergeableState.UNKNOWN),
                                Tuple.of(1, MergeableState.CONFLICT),
                                Tuple.of(20, MergeableState.CLEAN)),
                        Arbitraries.frequency(Tuple.of(1, true), Tuple.of(12, false)),
                        labels.set().ofMaxSize(2),
                        reviews,
                        ownerships())
                .as((mergeability, draft, names, list, ownership) ->
                        new PullRequest(mergeability, draft, names, "ann", "c2", list, ownership));
    }

    private static Arbitrary<Review> reviews() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.of("ann", "bob", "Bob", "eve", "kim", "lea", "robot[bot]")),
                                Tuple.of(1, Arbitraries.of("z".repeat(150), "\u001b[31m"))),
                        Arbitraries.frequency(
                                Tuple.of(4, Review.State.APPROVED),
                                Tuple.of(2, Review.State.CHANGES_REQUESTED),
                                Tuple.of(1, Review.State.COMMENTED),
                                Tuple.of(1, Review.State.DISMISSED),
                                Tuple.of(1, Review.State.PENDING),
                                Tuple.of(1, Review.State.UNKNOWN)),
                        Arbitraries.frequency(Tuple.of(1, "c1"), Tuple.of(4, "c2")),
                        Arbitraries.integers().between(0, 4))
                .as(VerdictPropertyTest::review);
    }

    /** Each reviewer always has the same standing: it is a fact of the reviewer, not of the review. */
    private static Review review(String reviewer, Review.State state, String commit, int minute) {
        Review.Standing standing =
                switch (reviewer) {
                    case "kim" -> Review.Standing.OTHER;
                    case "lea" -> Review.Standing.UNKNOWN;
                    case "robot[bot]" -> Review.Standing.APP;
                    default -> Review.Standing.WRITER;
                };
        return new Review(reviewer, state, commit, START.plusSeconds(60L * minute), standing);
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
                                                Tuple.of(30, JobProgress.PASSED),
                                                Tuple.of(1, JobProgress.FAILED),
                                                Tuple.of(2, JobProgress.UNFINISHED)))
                                .ofMaxSize(8),
                        Arbitraries.of(true, false))
                .as(PlanOutcome.Known::new);
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(new PlanOutcome.Unknown())),
                Tuple.of(
                        1,
                        Arbitraries.strings().ofMinLength(150).ofMaxLength(300).map(PlanOutcome.Impossible::new)),
                Tuple.of(20, known));
    }

    @Provide
    Arbitrary<MergeRules> rules() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(1, 0), Tuple.of(4, 1), Tuple.of(2, 2), Tuple.of(1, 3)),
                        Arbitraries.frequency(
                                Tuple.of(2, MergeRules.Counting.EVERYBODY),
                                Tuple.of(1, MergeRules.Counting.WRITERS),
                                Tuple.of(2, MergeRules.Counting.OWNERS)),
                        Arbitraries.of(true, false),
                        Arbitraries.subsetOf("wip", "hold", ""),
                        Arbitraries.subsetOf("robot[bot]"))
                .as(MergeRules::new);
    }
}
