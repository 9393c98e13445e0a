package io.jenkins.plugins.mergeability.engine.outbox;

import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.comment;
import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.CommentPart;
import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import io.jenkins.plugins.mergeability.engine.github.Freshness;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.github.MemoryCodeHost;
import io.jenkins.plugins.mergeability.engine.github.MergeGroup;
import io.jenkins.plugins.mergeability.engine.github.QueueBranch;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An outbox with its own threads and the system clock. */
@Timeout(60)
class OutboxThreadsTest {

    private static final RetryPolicy QUICK = new RetryPolicy(
            Duration.ZERO,
            new RetryPolicy.Backoff(Duration.ofMillis(5), Duration.ofMillis(20)),
            new RetryPolicy.Backoff(Duration.ofMillis(5), Duration.ofMillis(20)));

    @TempDir
    private Path directory;

    private final MemoryCodeHost memory = new MemoryCodeHost();
    private final List<String> warnings = new ArrayList<>();

    /** A status waits for one of these before it is set. */
    private final Semaphore permits = new Semaphore(Integer.MAX_VALUE);

    private final Semaphore arrived = new Semaphore(0);
    private final AtomicInteger failures = new AtomicInteger();

    private Outbox open() throws IOException {
        return Outbox.open(directory, location -> new Slow(), QUICK, Clock.systemUTC(), warnings::add);
    }

    private static void await(Outbox outbox) throws InterruptedException {
        while (!outbox.pending().isEmpty()) {
            Thread.sleep(2);
        }
    }

    @Test
    void shouldDeliverWhatManyThreadsOffer() throws Exception {
        int threads = 6;
        try (Outbox outbox = open()) {
            CountDownLatch end = new CountDownLatch(threads);
            for (int thread = 0; thread < threads; thread++) {
                ReportSubject subject = new ReportSubject("robot " + thread % 2, "shop", thread, OutboxFixture.CONTEXT);
                new Thread(() -> {
                            for (int i = 0; i < 50; i++) {
                                offer(outbox, status(subject, "c" + subject.number(), "status " + i));
                                offer(outbox, new Report.Comment(subject, "comment " + i));
                                outbox.retryNow();
                            }
                            end.countDown();
                        })
                        .start();
            }
            end.await();
            await(outbox);
        }
        for (int thread = 0; thread < threads; thread++) {
            assertThat(memory.newest("c" + thread, OutboxFixture.CONTEXT)
                            .orElseThrow()
                            .verdict()
                            .description())
                    .isEqualTo("status 49");
            assertThat(memory.comment(thread, OutboxFixture.CONTEXT)).last().isEqualTo("comment 49");
        }
        assertThat(memory.statuses()).doesNotHaveDuplicates();
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldTakeANewerReportDuringADelivery() throws Exception {
        permits.drainPermits();
        try (Outbox outbox = open()) {
            outbox.offer(status(7, "one"));
            arrived.acquire();
            outbox.offer(status(7, "two"));
            outbox.offer(status(7, "three"));
            outbox.offer(status(8, "forgotten"));
            outbox.forget(subject -> subject.number() == 8);
            permits.release(9);
            await(outbox);
        }
        assertThat(memory.statuses())
                .extracting(posted -> posted.status().verdict().description())
                .containsExactly("one", "three");
    }

    @Test
    void shouldForgetDuringADelivery() throws Exception {
        permits.drainPermits();
        try (Outbox outbox = open()) {
            outbox.offer(status(7, "one"));
            arrived.acquire();
            outbox.forget(subject -> true);
            permits.release();
            assertThat(outbox.pending()).isEmpty();
        }
        try (Outbox outbox = open()) {
            assertThat(outbox.pending()).isEmpty();
        }
    }

    @Test
    void shouldWaitForARunningDeliveryWhenClosed() throws Exception {
        permits.drainPermits();
        Outbox outbox = open();
        outbox.offer(status(7, "one"));
        arrived.acquire();
        FutureTask<Void> close = new FutureTask<>(() -> {
            outbox.close(Duration.ofSeconds(50));
            return null;
        });
        Thread closing = new Thread(close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            assertThat(close).isNotDone();
            Thread.sleep(2);
        }
        assertThat(memory.statuses()).isEmpty();
        permits.release();
        close.get();

        assertThat(memory.statuses()).hasSize(1);
        try (Outbox again = open()) {
            assertThat(again.pending()).isEmpty();
        }
    }

    @Test
    void shouldInterruptASlowDeliveryWhenClosed() throws Exception {
        permits.drainPermits();
        Outbox outbox = open();
        outbox.offer(status(7, "one"));
        outbox.offer(comment(7, "one"));
        arrived.acquire();

        outbox.close(Duration.ofMillis(100));
        assertThatThrownBy(() -> outbox.offer(status(8, "two"))).hasMessageContaining("closed");
        permits.release(9);
        try (Outbox again = open()) {
            await(again);
        }
        assertThat(memory.statuses()).hasSize(1);
        assertThat(memory.comment(7, OutboxFixture.CONTEXT)).containsExactly("one");
    }

    @Test
    void shouldRetryOnItsOwn() throws Exception {
        failures.set(20);
        try (Outbox outbox = open()) {
            for (int i = 0; i < 20; i++) {
                outbox.offer(status(i, "one"));
            }
            await(outbox);
        }
        assertThat(memory.statuses()).hasSize(20);
        assertThat(failures).hasNonPositiveValue();
    }

    private static void offer(Outbox outbox, Report report) {
        try {
            outbox.offer(report);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for permits, and fails as long as there are failures left. */
    private final class Slow implements CodeHost {

        @Override
        public HostedPullRequest pullRequest(int number, MergeRules rules, Freshness freshness) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void report(String commit, CommitStatus status) throws HostException {
            arrived.release();
            try {
                permits.tryAcquire(50, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HostException(HostException.Kind.TRANSIENT, "interrupted", null, e);
            }
            if (failures.getAndDecrement() > 0) {
                throw new HostException(HostException.Kind.UNAUTHORIZED, "no", null, null);
            }
            memory.report(commit, status);
        }

        @Override
        public boolean isReported(String commit, CommitStatus status) {
            return memory.isReported(commit, status);
        }

        @Override
        public MergeGroup mergeGroup(QueueBranch branch, boolean all) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void comment(int number, String context, CommentPart part, String text) throws HostException {
            memory.pull(number, OutboxFixture.pull());
            memory.comment(number, context, part, text);
        }
    }
}
