package io.jenkins.plugins.mergeability.engine.proof;

import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.AIR_TEST;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.NOON;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.failed;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.hash;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.outcome;
import static io.jenkins.plugins.mergeability.engine.proof.Outcomes.passed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ProofStore} promises. */
abstract class ProofStoreContract {

    private ProofStore store;

    /** A store without outcomes, for which it is now what {@code clock} says. */
    abstract ProofStore empty(InstantSource clock) throws IOException;

    @BeforeEach
    void open() throws IOException {
        store = empty(InstantSource.fixed(NOON.plus(Duration.ofDays(1))));
    }

    @Test
    void shouldFindNothingWhenEmpty() throws IOException {
        assertThat(store.find(Set.of(hash(1)))).isEmpty();
        assertThat(store.find(Set.of())).isEmpty();
        assertThat(store.latest(AIR_TEST, 10)).isEmpty();
        assertThat(store.latest(Set.of(AIR_TEST))).isEmpty();
        assertThat(store.prune(Duration.ZERO, 0)).isZero();
    }

    @Test
    void shouldFindWhatIsAskedForAndNothingElse() throws IOException {
        store.record(List.of(passed(1), failed(2), passed(3)));

        assertThat(store.find(Set.of(hash(1), hash(2), hash(4))))
                .isEqualTo(Map.of(hash(1), new Evidence(passed(1), 1, 0), hash(2), new Evidence(failed(2), 0, 1)));
    }

    @Test
    void shouldProveWhatPassedLast() throws IOException {
        store.record(List.of(failed(1)));
        assertThat(evidence(1).proven()).isFalse();
        assertThat(evidence(1).flaky()).isFalse();

        store.record(List.of(outcome(1, true, NOON.plusSeconds(60))));
        assertThat(evidence(1).proven()).isTrue();
        assertThat(evidence(1).flaky()).isTrue();
    }

    @Test
    void shouldNotProveWhatFailedAfterItPassed() throws IOException {
        store.record(List.of(passed(1)));
        assertThat(evidence(1).proven()).isTrue();
        assertThat(evidence(1).flaky()).isFalse();

        store.record(List.of(outcome(1, false, NOON.plusSeconds(60))));
        assertThat(evidence(1).proven()).isFalse();
        assertThat(evidence(1).flaky()).isTrue();
    }

    @Test
    void shouldGoByWhenOutcomesEndedNotByWhenTheyWereRecorded() throws IOException {
        store.record(List.of(outcome(1, false, NOON.plusSeconds(60))));
        store.record(List.of(outcome(1, true, NOON)));

        assertThat(evidence(1)).isEqualTo(new Evidence(outcome(1, false, NOON.plusSeconds(60)), 1, 1));
    }

    @Test
    void shouldTakeTheOneRecordedLaterOfTwoThatEndedTogether() throws IOException {
        store.record(List.of(outcome(1, true, NOON), outcome(1, false, NOON)));
        assertThat(evidence(1).proven()).isFalse();
        assertThat(store.latest(AIR_TEST, 1)).containsExactly(outcome(1, false, NOON));

        store.record(List.of(outcome(1, true, NOON)));
        assertThat(evidence(1)).isEqualTo(new Evidence(outcome(1, true, NOON), 2, 1));
        assertThat(store.latest(AIR_TEST, 1)).containsExactly(outcome(1, true, NOON));
    }

    @Test
    void shouldCountAnOutcomeAsOftenAsItIsRecorded() throws IOException {
        store.record(List.of(passed(1), passed(1)));
        assertThat(evidence(1)).isEqualTo(new Evidence(passed(1), 2, 0));
    }

    @Test
    void shouldListTheNewestOutcomesOfAJobOnItsPlatform() throws IOException {
        JobKey onFreebsd = new JobKey("air", "test", Optional.of("freebsd"));
        JobKey anywhere = new JobKey("air", "test", Optional.empty());
        JobKey longer = new JobKey("air", "test2", Optional.of("linux"));
        List<Outcome> others = new ArrayList<>();
        for (JobKey other : List.of(onFreebsd, anywhere, longer)) {
            others.add(outcome(other, 1, true, NOON));
        }
        store.record(List.of(passed(5), passed(1)));
        store.record(others);
        store.record(List.of(failed(3)));

        assertThat(store.latest(AIR_TEST, 10)).containsExactly(passed(5), failed(3), passed(1));
        assertThat(store.latest(AIR_TEST, 2)).containsExactly(passed(5), failed(3));
        assertThat(store.latest(AIR_TEST, 0)).isEmpty();
        assertThat(store.latest(anywhere, 10)).containsExactly(outcome(anywhere, 1, true, NOON));
        assertThat(store.latest(onFreebsd, Integer.MAX_VALUE)).containsExactly(outcome(onFreebsd, 1, true, NOON));
        assertThatThrownBy(() -> store.latest(AIR_TEST, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldFindTheNewestOutcomeOfEachOfManyJobs() throws IOException {
        JobKey anywhere = new JobKey("air", "test", Optional.empty());
        JobKey odd = new JobKey("a\tb", "\udc80\n", Optional.of("-"));
        JobKey never = new JobKey("air", "test", Optional.of("freebsd"));
        JobKey ancient = new JobKey("old", "test", Optional.empty());
        store.record(List.of(
                passed(5),
                failed(9),
                passed(7),
                outcome(anywhere, 1, true, NOON),
                outcome(anywhere, 2, false, NOON),
                outcome(odd, 3, true, NOON),
                outcome(ancient, 4, true, Instant.parse("2026-01-01T00:00:00Z")),
                outcome(ancient, 5, true, Instant.parse("-0044-03-15T00:00:00Z")),
                outcome(new JobKey("other", "test", Optional.empty()), 6, true, NOON)));

        assertThat(store.latest(Set.of(AIR_TEST, anywhere, odd, never, ancient)))
                .isEqualTo(Map.of(
                        AIR_TEST, failed(9),
                        anywhere, outcome(anywhere, 2, false, NOON),
                        odd, outcome(odd, 3, true, NOON),
                        ancient, outcome(ancient, 4, true, Instant.parse("2026-01-01T00:00:00Z"))));
        assertThat(store.latest(Set.of())).isEmpty();
    }

    @Test
    void shouldPruneByAge() throws IOException {
        store.record(List.of(passed(0), passed(1), passed(2), failed(3)));

        assertThat(store.prune(Duration.ofDays(1).minusSeconds(2), 100)).isEqualTo(2);
        assertThat(store.latest(AIR_TEST, 10)).containsExactly(failed(3), passed(2));
        assertThat(store.find(Set.of(hash(0), hash(2)))).containsOnlyKeys(hash(2));
    }

    @Test
    void shouldPruneTheOldestOfWhatIsTooMany() throws IOException {
        store.record(List.of(passed(3), passed(0), outcome(1, true, NOON), outcome(2, true, NOON)));

        assertThat(store.prune(ChronoUnit.FOREVER.getDuration(), 2)).isEqualTo(2);
        assertThat(store.latest(AIR_TEST, 10)).containsExactly(passed(3), outcome(2, true, NOON));
        assertThat(store.prune(ChronoUnit.FOREVER.getDuration(), 2)).isZero();
    }

    @Test
    void shouldPruneEverything() throws IOException {
        store.record(List.of(passed(0), passed(1)));

        assertThat(store.prune(Duration.ofDays(400), 0)).isEqualTo(2);
        assertThat(store.find(Set.of(hash(0), hash(1)))).isEmpty();

        store.record(List.of(passed(2)));
        assertThat(store.find(Set.of(hash(0), hash(2)))).containsOnlyKeys(hash(2));
    }

    @Test
    void shouldRefuseNegativeBounds() {
        assertThatThrownBy(() -> store.prune(Duration.ofDays(-1), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.prune(Duration.ZERO, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldLoseAndDoubleNothingAmongThreads() throws Exception {
        int threads = 6;
        int batches = 20;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> ends = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * batches * 3;
                Callable<Void> work = () -> {
                    for (int i = first; i < first + batches * 3; i += 3) {
                        store.record(List.of(passed(i), failed(i + 1), passed(i + 2)));
                        assertThat(store.find(Set.of(hash(i), hash(i + 2)))).hasSize(2);
                        store.prune(Duration.ofDays(400), 10_000);
                    }
                    return null;
                };
                ends.add(pool.submit(work));
            }
            for (Future<Void> end : ends) {
                end.get();
            }
        } finally {
            pool.shutdownNow();
        }

        Set<InputHash> all = new HashSet<>();
        for (int i = 0; i < threads * batches * 3; i++) {
            all.add(hash(i));
        }
        Map<InputHash, Evidence> found = store.find(all);
        assertThat(found).hasSize(all.size());
        assertThat(found.values()).allMatch(evidence -> evidence.passes() + evidence.failures() == 1);
    }

    private Evidence evidence(long number) throws IOException {
        return store.find(Set.of(hash(number))).get(hash(number));
    }
}
