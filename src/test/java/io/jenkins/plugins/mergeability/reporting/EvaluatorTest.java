package io.jenkins.plugins.mergeability.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

    private static final Duration NONE = Duration.ZERO;
    private static final EvaluationTiming PACE = new EvaluationTiming(
            Duration.ofMillis(30),
            NONE,
            NONE,
            Duration.ofMillis(50),
            NONE,
            List.of(Duration.ofMillis(10), Duration.ofMillis(20)),
            List.of(Duration.ofMillis(10)));

    private final List<String> looks = Collections.synchronizedList(new ArrayList<>());
    private Evaluator evaluator;

    @AfterEach
    void close() {
        evaluator.close();
    }

    private void looking(Evaluator.Look look) {
        evaluator = new Evaluator(look, job -> job.replaceAll("/.*", ""), PACE);
    }

    private void finish() throws InterruptedException {
        Reported.await(() -> assertThat(evaluator.idle(Duration.ofMinutes(1))).isTrue());
    }

    @Test
    void shouldLookOnceForABurst() throws Exception {
        looking((job, why, patience) -> {
            looks.add(job + why);
            return Evaluation.End.DECIDED;
        });

        for (int i = 0; i < 100; i++) {
            evaluator.soon("a", i % 2 == 0 ? "label" : "review", PACE.event());
        }
        finish();

        assertThat(looks).containsExactly("a[label, review]");
    }

    @Test
    void shouldLookAgainForWhatHappensMeanwhileAndNeverTwiceAtATime() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        looking((job, why, patience) -> {
            looks.add(running.incrementAndGet() + job + why);
            begun.countDown();
            await(go);
            running.decrementAndGet();
            return Evaluation.End.DECIDED;
        });

        evaluator.now("a", "first");
        begun.await();
        evaluator.now("a", "second");
        evaluator.now("a", "third");
        go.countDown();
        finish();

        assertThat(looks).containsExactly("1a[first]", "1a[second, third]");
    }

    @Test
    void shouldLookAtSeveralAtATime() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        looking((job, why, patience) -> {
            both.countDown();
            await(both);
            looks.add(job);
            return Evaluation.End.DECIDED;
        });

        evaluator.now("a", "");
        evaluator.now("b", "");
        finish();

        assertThat(looks).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldLeaveAGapUnlessItIsUrgent() throws Exception {
        List<Long> at = Collections.synchronizedList(new ArrayList<>());
        looking((job, why, patience) -> {
            at.add(System.nanoTime());
            return Evaluation.End.DECIDED;
        });

        evaluator.now("a", "");
        Reported.await(() -> assertThat(at).hasSize(1));
        finish();
        evaluator.soon("a", "", NONE);
        finish();

        assertThat(at).hasSize(2);
        assertThat(Duration.ofNanos(at.get(1) - at.get(0))).isGreaterThanOrEqualTo(PACE.gap());
    }

    @Test
    void shouldAskAgainUntilGithubKnows() throws Exception {
        looking((job, why, patience) -> {
            looks.add(why + "" + patience);
            return patience < 3 ? Evaluation.End.ASK_AGAIN : Evaluation.End.DECIDED;
        });

        evaluator.now("a", "push");
        finish();
        evaluator.now("a", "label");
        finish();

        assertThat(looks).startsWith("[push]0", "[push]1", "[push]2", "[push]3", "[label]0");
    }

    @Test
    void shouldTryAgainAfterTrouble() throws Exception {
        looking((job, why, patience) -> {
            looks.add(job);
            switch (looks.size()) {
                case 1 -> throw new HostException(HostException.Kind.TRANSIENT, "no network", null, null);
                case 2 -> throw new IOException("disk full");
                case 3 -> throw new IllegalStateException("unexpected");
                case 4 ->
                    throw new HostException(HostException.Kind.RATE_LIMITED, "enough", Duration.ofMillis(100), null);
                default -> {
                    return Evaluation.End.DECIDED;
                }
            }
        });

        evaluator.now("a", "label");
        finish();

        assertThat(looks).hasSize(5);
    }

    @Test
    void shouldNotHaveOneAccountWaitForAnother() throws Exception {
        CountDownLatch limited = new CountDownLatch(1);
        looking((job, why, patience) -> {
            if (job.startsWith("slow")) {
                await(limited);
            }
            looks.add(job);
            return Evaluation.End.DECIDED;
        });

        for (int i = 0; i < 100; i++) {
            evaluator.now("slow/" + i, "sweep");
        }
        evaluator.now("fast/1", "review");
        Reported.await(() -> assertThat(looks).containsExactly("fast/1"));
        limited.countDown();
        finish();

        assertThat(looks).hasSize(101);
    }

    @Test
    void shouldAskForAnAccountWithFewThreadsAtATime() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        looking((job, why, patience) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            running.decrementAndGet();
            return Evaluation.End.DECIDED;
        });

        for (int i = 0; i < 100; i++) {
            evaluator.now("slow/" + i, "sweep");
        }
        finish();

        assertThat(most).hasValueBetween(1, 6);
    }

    @Test
    void shouldLookAtNothingAfterItsEnd() {
        looking((job, why, patience) -> {
            looks.add(job);
            return Evaluation.End.DECIDED;
        });

        evaluator.close();
        evaluator.now("a", "");

        assertThat(evaluator.idle(Duration.ofHours(1))).isTrue();
        assertThat(looks).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
