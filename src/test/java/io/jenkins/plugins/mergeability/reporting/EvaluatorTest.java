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
    private static final EvaluationTiming TIMING = new EvaluationTiming(
            Duration.ofMillis(30),
            NONE,
            NONE,
            Duration.ofMillis(50),
            NONE,
            List.of(Duration.ofMillis(10), Duration.ofMillis(20)),
            List.of(Duration.ofMillis(10)));

    private final List<String> evaluations = Collections.synchronizedList(new ArrayList<>());
    private Evaluator evaluator;

    @AfterEach
    void close() {
        evaluator.close();
    }

    private void create(Evaluator.Task task) {
        evaluator = new Evaluator(task, job -> job.replaceAll("/.*", ""), TIMING);
    }

    private void finish() throws InterruptedException {
        ReportingFixture.await(
                () -> assertThat(evaluator.isIdle(Duration.ofMinutes(1))).isTrue());
    }

    @Test
    void shouldEvaluateOnceForManyRequests() throws Exception {
        create((job, reasons, unknownAttempts) -> {
            evaluations.add(job + reasons);
            return Evaluation.Result.DECIDED;
        });

        for (int i = 0; i < 100; i++) {
            evaluator.evaluateAfter("a", i % 2 == 0 ? "label" : "review", TIMING.event());
        }
        finish();

        assertThat(evaluations).containsExactly("a[label, review]");
    }

    @Test
    void shouldBoundEvaluationsThatAreCausedFromOutside() throws Exception {
        EvaluationTiming paced = new EvaluationTiming(
                NONE, NONE, NONE, NONE, Duration.ofMillis(50), List.of(Duration.ofMillis(10)), TIMING.errorRetries());
        evaluator = new Evaluator(
                (job, reasons, unknownAttempts) -> {
                    evaluations.add(job);
                    return Evaluation.Result.DECIDED;
                },
                job -> "account",
                paced);
        long start = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            evaluator.evaluatePaced("job" + i % 5000, "push", NONE);
        }
        Thread.sleep(1000);
        int count = evaluations.size();
        long milliseconds = (System.nanoTime() - start) / 1_000_000;

        assertThat(count).isBetween(EvaluationTiming.BURST, EvaluationTiming.BURST + 1 + (int) milliseconds / 50);
        evaluator.evaluateNow("job4999", "build ended");
        ReportingFixture.await(
                () -> assertThat(evaluations).as("a build does not wait").contains("job4999"));
        assertThat(evaluations).doesNotHaveDuplicates();
    }

    @Test
    void shouldEvaluateAgainForRequestsDuringAnEvaluation() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        create((job, reasons, unknownAttempts) -> {
            evaluations.add(running.incrementAndGet() + job + reasons);
            begun.countDown();
            await(go);
            running.decrementAndGet();
            return Evaluation.Result.DECIDED;
        });

        evaluator.evaluateNow("a", "first");
        begun.await();
        evaluator.evaluateNow("a", "second");
        evaluator.evaluateNow("a", "third");
        go.countDown();
        finish();

        assertThat(evaluations).containsExactly("1a[first]", "1a[second, third]");
    }

    @Test
    void shouldEvaluateSeveralJobsAtTheSameTime() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        create((job, reasons, unknownAttempts) -> {
            both.countDown();
            await(both);
            evaluations.add(job);
            return Evaluation.Result.DECIDED;
        });

        evaluator.evaluateNow("a", "");
        evaluator.evaluateNow("b", "");
        finish();

        assertThat(evaluations).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldKeepTheIntervalUnlessTheRequestIsUrgent() throws Exception {
        List<Long> at = Collections.synchronizedList(new ArrayList<>());
        create((job, reasons, unknownAttempts) -> {
            at.add(System.nanoTime());
            return Evaluation.Result.DECIDED;
        });

        evaluator.evaluateNow("a", "");
        ReportingFixture.await(() -> assertThat(at).hasSize(1));
        finish();
        evaluator.evaluateAfter("a", "", NONE);
        finish();

        assertThat(at).hasSize(2);
        assertThat(Duration.ofNanos(at.get(1) - at.get(0))).isGreaterThanOrEqualTo(TIMING.interval());
    }

    @Test
    void shouldRetryUntilGithubKnows() throws Exception {
        create((job, reasons, unknownAttempts) -> {
            evaluations.add(reasons + "" + unknownAttempts);
            return unknownAttempts < 3 ? Evaluation.Result.RETRY : Evaluation.Result.DECIDED;
        });

        evaluator.evaluateNow("a", "push");
        finish();
        evaluator.evaluateNow("a", "label");
        finish();

        assertThat(evaluations).startsWith("[push]0", "[push]1", "[push]2", "[push]3", "[label]0");
    }

    @Test
    void shouldRetryAfterErrors() throws Exception {
        create((job, reasons, unknownAttempts) -> {
            evaluations.add(job);
            switch (evaluations.size()) {
                case 1 -> throw new HostException(HostException.Kind.TRANSIENT, "no network", null, null);
                case 2 -> throw new IOException("disk full");
                case 3 -> throw new IllegalStateException("unexpected");
                case 4 ->
                    throw new HostException(HostException.Kind.RATE_LIMITED, "enough", Duration.ofMillis(100), null);
                default -> {
                    return Evaluation.Result.DECIDED;
                }
            }
        });

        evaluator.evaluateNow("a", "label");
        finish();

        assertThat(evaluations).hasSize(5);
    }

    @Test
    void shouldNotBlockOtherAccounts() throws Exception {
        CountDownLatch limited = new CountDownLatch(1);
        create((job, reasons, unknownAttempts) -> {
            if (job.startsWith("slow")) {
                await(limited);
            }
            evaluations.add(job);
            return Evaluation.Result.DECIDED;
        });

        for (int i = 0; i < 100; i++) {
            evaluator.evaluateNow("slow/" + i, "sweep");
        }
        evaluator.evaluateNow("fast/1", "review");
        ReportingFixture.await(() -> assertThat(evaluations).containsExactly("fast/1"));
        limited.countDown();
        finish();

        assertThat(evaluations).hasSize(101);
    }

    @Test
    void shouldLimitTheThreadsOfAnAccount() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        create((job, reasons, unknownAttempts) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            running.decrementAndGet();
            return Evaluation.Result.DECIDED;
        });

        for (int i = 0; i < 100; i++) {
            evaluator.evaluateNow("slow/" + i, "sweep");
        }
        finish();

        assertThat(most).hasValueBetween(1, 6);
    }

    @Test
    void shouldNotEvaluateAfterClose() {
        create((job, reasons, unknownAttempts) -> {
            evaluations.add(job);
            return Evaluation.Result.DECIDED;
        });

        evaluator.close();
        evaluator.evaluateNow("a", "");

        assertThat(evaluator.isIdle(Duration.ofHours(1))).isTrue();
        assertThat(evaluations).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
