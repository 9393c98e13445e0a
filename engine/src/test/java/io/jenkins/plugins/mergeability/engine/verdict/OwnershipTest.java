package io.jenkins.plugins.mergeability.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import io.jenkins.plugins.mergeability.engine.verdict.Ownership.Share;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Code owners in verdicts: all combinations of the votes of three reviewers on two owned paths. */
class OwnershipTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static final Ownership TWO = new Ownership(
            List.of(
                    new Share("a", List.of("@bob", "@acme/a"), Set.of("Bob", "eve")),
                    new Share("b", List.of("@eve"), Set.of("eve"))),
            Optional.empty());

    @Test
    void shouldSucceedOnlyWithAnOwnerOfEverything() {
        for (boolean bob : new boolean[] {true, false}) {
            for (boolean eve : new boolean[] {true, false}) {
                for (boolean kim : new boolean[] {true, false}) {
                    for (int approvals = 0; approvals < 3; approvals++) {
                        List<Review> reviews = new ArrayList<>();
                        add(reviews, bob, "bob");
                        add(reviews, eve, "Eve");
                        add(reviews, kim, "kim");
                        MergeRules rules = new MergeRules(approvals, Counting.OWNERS, false, Set.of(), Set.of());
                        int writers = (bob ? 1 : 0) + (eve ? 1 : 0) + (kim ? 1 : 0);
                        String expected = !eve && !bob
                                ? "awaiting approval of @bob or @acme/a for a, @eve for b"
                                : !eve
                                        ? "awaiting approval of @eve for b"
                                        : writers < approvals
                                                ? "awaiting approval (" + writers + " of " + approvals + ")"
                                                : "pull request can be merged";

                        Verdict verdict = verdict(TWO, rules, reviews);

                        assertThat(verdict.description())
                                .as("%s %s", reviews, approvals)
                                .isEqualTo(expected);
                        assertThat(verdict.cause() == Verdict.Cause.MERGEABLE).isEqualTo(eve && writers >= approvals);
                    }
                }
            }
        }
    }

    @Test
    void shouldNotMatterUnlessTheRulesNeedOwners() {
        List<Review> reviews = new ArrayList<>();
        add(reviews, true, "kim");
        for (Ownership ownership : List.of(TWO, Ownership.unknown("why"))) {
            MergeRules rules = new MergeRules(1, Counting.WRITERS, false, Set.of(), Set.of());
            assertThat(verdict(ownership, rules, reviews).state()).isEqualTo(Verdict.State.SUCCESS);
        }
    }

    @Test
    void shouldNeverSucceedWithUnknownOwners() {
        List<Review> reviews = new ArrayList<>();
        add(reviews, true, "bob");
        for (int approvals = 0; approvals < 2; approvals++) {
            MergeRules rules = new MergeRules(approvals, Counting.OWNERS, true, Set.of(), Set.of());
            assertThat(verdict(Ownership.unknown("no\u001b file"), rules, reviews))
                    .isEqualTo(new Verdict(Verdict.Cause.APPROVAL_MISSING, "the code owners are unknown: no? file"));
        }
    }

    @Test
    void shouldSayWhyAnOwnersApprovalDoesNotCount() {
        MergeRules rules = new MergeRules(1, Counting.OWNERS, false, Set.of(), Set.of());
        Review unreadable = new Review("eve", Review.State.APPROVED, "c2", NOW, Review.Standing.UNKNOWN);

        assertThat(verdict(TWO, rules, List.of(unreadable)).description())
                .isEqualTo("awaiting approval of @bob or @acme/a for a, @eve for b:"
                        + " the permission of eve cannot be read");
    }

    @Test
    void shouldListAFewOwners() {
        assertThat(new Share("x", List.of("@a"), Set.of()).text()).isEqualTo("@a for x");
        assertThat(new Share("x", List.of("@a", "@b", "@c"), Set.of()).text()).isEqualTo("@a, @b or @c for x");
        assertThat(new Share("x", List.of("@a", "@b", "@c", "@d"), Set.of()).text())
                .isEqualTo("@a, @b or 2 others for x");
    }

    private static void add(List<Review> reviews, boolean approves, String reviewer) {
        if (approves) {
            reviews.add(new Review(
                    reviewer, Review.State.APPROVED, "c2", NOW.plusSeconds(reviews.size()), Review.Standing.WRITER));
        }
    }

    private static Verdict verdict(Ownership ownership, MergeRules rules, List<Review> reviews) {
        PullRequest pull = new PullRequest(MergeableState.CLEAN, false, Set.of(), "ann", "c2", reviews, ownership);
        return Verdict.of(pull, new PlanOutcome.Known(Map.of(), true), rules);
    }
}
