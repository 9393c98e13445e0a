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
            Set.of(),
            Optional.empty());

    @Test
    void shouldSucceedOnlyWithAnOwnerOfEverything() {
        for (boolean bob : new boolean[] {true, false}) {
            for (boolean eve : new boolean[] {true, false}) {
                for (boolean kim : new boolean[] {true, false}) {
                    for (int approvals = 0; approvals < 3; approvals++) {
                        List<Review> reviews = new ArrayList<>();
                        add(reviews, bob, "bob", true);
                        add(reviews, eve, "Eve", true);
                        add(reviews, kim, "kim", false);
                        MergeRules rules = new MergeRules(approvals, Counting.OWNERS, false, false, Set.of());
                        int owners = (bob ? 1 : 0) + (eve ? 1 : 0);
                        String expected = !eve && !bob
                                ? "awaiting approval of @bob or @acme/a for a, @eve for b"
                                : !eve
                                        ? "awaiting approval of @eve for b"
                                        : owners < approvals
                                                ? "awaiting approval (" + owners + " of " + approvals + ")"
                                                : "pull request can be merged";

                        Verdict verdict = verdict(TWO, rules, reviews);

                        assertThat(verdict.description())
                                .as("%s %s", reviews, approvals)
                                .isEqualTo(expected);
                        assertThat(verdict.cause() == Verdict.Cause.MERGEABLE).isEqualTo(eve && owners >= approvals);
                    }
                }
            }
        }
    }

    @Test
    void shouldNotMatterUnlessTheRulesNeedOwners() {
        List<Review> reviews = new ArrayList<>();
        add(reviews, true, "kim", false);
        for (Ownership ownership : List.of(TWO, Ownership.unknown("why"))) {
            MergeRules rules = new MergeRules(1, Counting.EVERYBODY, false, false, Set.of());
            assertThat(verdict(ownership, rules, reviews).state()).isEqualTo(Verdict.State.SUCCESS);
        }
    }

    @Test
    void shouldNeverSucceedWithUnknownOwners() {
        List<Review> reviews = new ArrayList<>();
        add(reviews, true, "bob", true);
        for (Counting counting : Counting.values()) {
            for (int approvals = 0; approvals < 2; approvals++) {
                MergeRules rules = new MergeRules(approvals, counting, counting != Counting.OWNERS, true, Set.of());
                assertThat(verdict(Ownership.unknown("no\u001b file"), rules, reviews))
                        .isEqualTo(
                                new Verdict(Verdict.Cause.APPROVAL_MISSING, "the code owners are unknown: no? file"));
            }
        }
    }

    @Test
    void shouldCountRequestsOfPossibleOwnersButNotTheirApprovals() {
        Ownership possible = new Ownership(List.of(), Set.of("Kim"), Optional.empty());
        MergeRules rules = new MergeRules(1, Counting.OWNERS, false, false, Set.of());
        List<Review> reviews = new ArrayList<>();
        add(reviews, true, "bob", true);
        reviews.add(new Review("kim", Review.State.CHANGES_REQUESTED, "c1", NOW, true, false));
        assertThat(verdict(possible, rules, reviews).description()).isEqualTo("changes requested by kim");

        add(reviews, true, "kim", false);
        assertThat(verdict(possible, rules, reviews).state()).isEqualTo(Verdict.State.SUCCESS);
        reviews.remove(0);
        assertThat(verdict(possible, rules, reviews).description()).isEqualTo("awaiting approval (0 of 1)");
    }

    @Test
    void shouldListAFewOwners() {
        assertThat(new Share("x", List.of("@a"), Set.of()).text()).isEqualTo("@a for x");
        assertThat(new Share("x", List.of("@a", "@b", "@c"), Set.of()).text()).isEqualTo("@a, @b or @c for x");
        assertThat(new Share("x", List.of("@a", "@b", "@c", "@d"), Set.of()).text())
                .isEqualTo("@a, @b or 2 others for x");
    }

    private static void add(List<Review> reviews, boolean approves, String reviewer, boolean owner) {
        if (approves) {
            reviews.add(
                    new Review(reviewer, Review.State.APPROVED, "c2", NOW.plusSeconds(reviews.size()), true, owner));
        }
    }

    private static Verdict verdict(Ownership ownership, MergeRules rules, List<Review> reviews) {
        PullRequest pull = new PullRequest(MergeableState.CLEAN, false, Set.of(), "ann", "c2", reviews, ownership);
        return Verdict.of(pull, new PlanOutcome.Known(Map.of(), true), rules);
    }
}
