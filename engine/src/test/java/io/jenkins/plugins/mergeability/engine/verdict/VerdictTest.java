package io.jenkins.plugins.mergeability.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The decision table, with every combination of its conditions. */
class VerdictTest {

    private static final MergeRules RULES =
            new MergeRules(1, MergeRules.Counting.EVERYBODY, false, Set.of("wip"), Set.of());

    /** The rows, in the order in which they decide. */
    private static final List<Verdict> TABLE = List.of(
            new Verdict(Cause.CONFLICT, "there are merge conflicts"),
            new Verdict(Cause.MERGE_STATUS_UNKNOWN, "awaiting merge status"),
            new Verdict(Cause.PLAN_UNKNOWN, "preparing"),
            new Verdict(Cause.PLAN_IMPOSSIBLE, "components.yaml:3:5: unknown key `foo`"),
            new Verdict(Cause.JOBS_FAILED, "air/test@linux, cloak/compile failed"),
            new Verdict(Cause.JOBS_ABANDONED, "the build ended before air/test, cloak/test"),
            new Verdict(Cause.JOBS_UNFINISHED, "awaiting air/test, cloak/test"),
            new Verdict(Cause.DRAFT, "draft"),
            new Verdict(Cause.BLOCKED, "blocked by label `WIP`"),
            new Verdict(Cause.CHANGES_REQUESTED, "changes requested by eve"),
            new Verdict(Cause.APPROVAL_MISSING, "awaiting approval (0 of 1)"),
            new Verdict(Cause.MERGEABLE, "pull request can be merged"));

    /** The condition of a row, and whether it holds. */
    private record Condition(int row, boolean holds) {}

    private record Plan(PlanOutcome outcome, int firstRow) {}

    @Test
    void shouldDecideByTheFirstRowThatHolds() {
        Set<Integer> seen = new TreeSet<>();
        int combinations = 0;
        for (MergeableState mergeability : MergeableState.values()) {
            for (Plan plan : plans()) {
                for (int bits = 0; bits < 16; bits++) {
                    boolean draft = (bits & 1) != 0;
                    boolean blocked = (bits & 2) != 0;
                    boolean changes = (bits & 4) != 0;
                    boolean approved = (bits & 8) != 0;
                    int expected = first(List.of(
                            new Condition(0, mergeability == MergeableState.CONFLICT),
                            new Condition(1, mergeability == MergeableState.UNKNOWN),
                            new Condition(plan.firstRow(), plan.firstRow() < 7),
                            new Condition(7, draft),
                            new Condition(8, blocked),
                            new Condition(9, changes),
                            new Condition(10, !approved)));
                    PullRequest pullRequest = new PullRequest(
                            mergeability,
                            draft,
                            blocked ? Set.of("bug", "WIP") : Set.of("bug"),
                            "ann",
                            "c2",
                            reviews(changes, approved));

                    assertThat(Verdict.of(pullRequest, plan.outcome(), RULES))
                            .as("%s with %s", pullRequest, plan)
                            .isEqualTo(TABLE.get(expected));
                    seen.add(expected);
                    combinations++;
                }
            }
        }
        assertThat(seen).hasSize(TABLE.size());
        assertThat(combinations).isEqualTo(3 * 10 * 16);
    }

    @Test
    void shouldDecideAboutAMergeGroupByItsJobsAlone() {
        Set<Cause> seen = new TreeSet<>();
        for (Plan plan : plans()) {
            Verdict verdict = Verdict.ofQueue(plan.outcome());
            assertThat(verdict)
                    .isEqualTo(
                            plan.firstRow() == 11
                                    ? new Verdict(Cause.MERGEABLE, "merge group can be merged")
                                    : TABLE.get(plan.firstRow()));
            seen.add(verdict.cause());
        }
        assertThat(seen)
                .containsExactly(
                        Cause.PLAN_UNKNOWN,
                        Cause.PLAN_IMPOSSIBLE,
                        Cause.JOBS_FAILED,
                        Cause.JOBS_ABANDONED,
                        Cause.JOBS_UNFINISHED,
                        Cause.MERGEABLE);
    }

    @Test
    void shouldHaveTheStatesOfTheTable() {
        assertThat(TABLE.stream().map(row -> row.state().text()))
                .containsExactly(
                        "error", "pending", "pending", "error", "failure", "error", "pending", "pending", "pending",
                        "pending", "pending", "success");
        assertThat(TABLE.stream().map(Verdict::cause)).containsExactly(Cause.values());
    }

    @Test
    void shouldNameEveryBlockingLabelAsItIsSpelled() {
        MergeRules rules = new MergeRules(0, MergeRules.Counting.EVERYBODY, false, Set.of("wip", "hold"), Set.of());
        PullRequest pullRequest =
                new PullRequest(MergeableState.CLEAN, false, Set.of("WIP", "a", "Hold"), "ann", "c2", List.of());

        assertThat(Verdict.of(pullRequest, known(true), rules).description())
                .isEqualTo("blocked by labels `Hold`, `WIP`");
    }

    @Test
    void shouldTakeAPlanWithoutJobsAsPassed() {
        PullRequest pullRequest = new PullRequest(MergeableState.CLEAN, false, Set.of(), "ann", "c2", List.of());
        MergeRules none = new MergeRules(0, MergeRules.Counting.EVERYBODY, false, Set.of(), Set.of());

        assertThat(Verdict.of(pullRequest, known(false), none).state()).isEqualTo(Verdict.State.SUCCESS);
    }

    @Test
    void shouldRefuseNegativeApprovals() {
        assertThatThrownBy(() -> new MergeRules(-1, MergeRules.Counting.EVERYBODY, false, Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int first(List<Condition> conditions) {
        return conditions.stream()
                .filter(Condition::holds)
                .mapToInt(Condition::row)
                .min()
                .orElse(11);
    }

    private static List<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        plans.add(new Plan(new PlanOutcome.Unknown(), 2));
        plans.add(new Plan(new PlanOutcome.Impossible("components.yaml:3:5: unknown key `foo`"), 3));
        for (boolean over : new boolean[] {true, false}) {
            JobProgress done = JobProgress.PASSED;
            plans.add(new Plan(known(over), 11));
            plans.add(new Plan(known(over, done, done, done, done), 11));
            int unfinished = over ? 5 : 6;
            plans.add(new Plan(known(over, done, JobProgress.UNFINISHED, done, JobProgress.UNFINISHED), unfinished));
            plans.add(new Plan(
                    known(over, JobProgress.FAILED, JobProgress.UNFINISHED, JobProgress.FAILED, JobProgress.UNFINISHED),
                    4));
        }
        return plans;
    }

    private static PlanOutcome known(boolean over, JobProgress... results) {
        List<JobKey> keys = List.of(
                new JobKey("air", "test", Optional.of("linux")),
                new JobKey("air", "test", Optional.empty()),
                new JobKey("cloak", "compile", Optional.empty()),
                new JobKey("cloak", "test", Optional.empty()));
        Map<JobKey, JobProgress> jobs = new HashMap<>();
        for (int i = 0; i < results.length; i++) {
            jobs.put(keys.get(i), results[i]);
        }
        return new PlanOutcome.Known(jobs, over);
    }

    private static List<Review> reviews(boolean changes, boolean approved) {
        List<Review> reviews = new ArrayList<>();
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        if (changes) {
            reviews.add(new Review("eve", Review.State.CHANGES_REQUESTED, "c2", now, Review.Standing.WRITER));
        }
        if (approved) {
            reviews.add(new Review("bob", Review.State.APPROVED, "c2", now, Review.Standing.WRITER));
        }
        return reviews;
    }
}
