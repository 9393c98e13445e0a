package io.jenkins.plugins.mergeability.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import io.jenkins.plugins.mergeability.engine.verdict.Review.Standing;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** What a Jenkinsfile requests never lets a pull request be merged that the configured rules hold back. */
class MergeRulesPropertyTest {

    private static final PlanOutcome PASSED = new PlanOutcome.Known(Map.of(), true);
    private static final List<Optional<Counting>> REVIEWERS = List.of(
            Optional.empty(),
            Optional.of(Counting.EVERYBODY),
            Optional.of(Counting.WRITERS),
            Optional.of(Counting.OWNERS));

    /** Each pull request is evaluated by every combination of configured and requested rules. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void shouldOnlyBecomeStricterByWhatABuildRequests(@ForAll("pullRequests") PullRequest pull) {
        int prevented = 0;
        int succeeded = 0;
        for (MergeRules configured : configured()) {
            State before = Verdict.of(pull, PASSED, configured).state();
            for (OptionalInt approvals : List.of(OptionalInt.empty(), OptionalInt.of(0), OptionalInt.of(2))) {
                for (Optional<Counting> reviewers : REVIEWERS) {
                    for (Optional<Boolean> stale :
                            List.of(Optional.<Boolean>empty(), Optional.of(true), Optional.of(false))) {
                        for (Set<String> labels : List.of(Set.<String>of(), Set.of("WIP"))) {
                            MergeRules tightened = configured.tightenedBy(approvals, reviewers, stale, labels);
                            State after = Verdict.of(pull, PASSED, tightened).state();
                            if (after == State.SUCCESS) {
                                succeeded++;
                                assertThat(before)
                                        .as(
                                                "%s tightened by %s %s %s %s",
                                                configured, approvals, reviewers, stale, labels)
                                        .isEqualTo(State.SUCCESS);
                            } else if (before == State.SUCCESS) {
                                prevented++;
                            }
                        }
                    }
                }
            }
        }
        Statistics.label("effect")
                .collect(prevented > 0 && succeeded > 0 ? "both" : "other")
                .coverage(coverage -> coverage.check("both").percentage(percentage -> percentage >= 10));
    }

    private static List<MergeRules> configured() {
        List<MergeRules> all = new ArrayList<>();
        for (int approvals = 0; approvals < 3; approvals++) {
            for (Counting counting : Counting.values()) {
                for (boolean stale : new boolean[] {true, false}) {
                    for (Set<String> labels : List.of(Set.<String>of(), Set.of("hold"))) {
                        all.add(new MergeRules(approvals, counting, stale, labels, Set.of("robot[bot]")));
                    }
                }
            }
        }
        return all;
    }

    @Provide
    Arbitrary<PullRequest> pullRequests() {
        Arbitrary<Review> reviews = Combinators.combine(
                        Arbitraries.of("bob", "eve", "kim", "lea", "robot[bot]", "other[bot]", "ghost"),
                        Arbitraries.frequency(
                                Tuple.of(6, Review.State.APPROVED),
                                Tuple.of(1, Review.State.CHANGES_REQUESTED),
                                Tuple.of(1, Review.State.DISMISSED),
                                Tuple.of(1, Review.State.UNKNOWN)),
                        Arbitraries.frequency(Tuple.of(1, "c1"), Tuple.of(3, "c2")),
                        Arbitraries.integers().between(0, 5))
                .as((reviewer, state, commit, second) ->
                        new Review(reviewer, state, commit, Instant.EPOCH.plusSeconds(second), standing(reviewer)));
        Arbitrary<Ownership> ownerships = Arbitraries.of(
                Ownership.NONE,
                Ownership.unknown("why"),
                new Ownership(List.of(new Ownership.Share("a", List.of("@bob"), Set.of("bob"))), Optional.empty()));
        return Combinators.combine(
                        Arbitraries.subsetOf("wip", "hold"),
                        reviews.list().ofMinSize(1).ofMaxSize(5),
                        ownerships)
                .as((labels, list, ownership) ->
                        new PullRequest(MergeableState.CLEAN, false, labels, "ann", "c2", list, ownership));
    }

    private static Standing standing(String reviewer) {
        return switch (reviewer) {
            case "bob", "eve" -> Standing.WRITER;
            case "kim" -> Standing.OTHER;
            case "lea" -> Standing.UNKNOWN;
            case "ghost" -> Standing.DELETED;
            default -> Standing.APP;
        };
    }
}
