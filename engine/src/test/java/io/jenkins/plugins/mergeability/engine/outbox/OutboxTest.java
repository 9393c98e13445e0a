package io.jenkins.plugins.mergeability.engine.outbox;

import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.comment;
import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.status;
import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offers, deliveries and restarts of an outbox. */
class OutboxTest {

    @TempDir
    private Path directory;

    private OutboxFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new OutboxFixture(directory.resolve("outbox"));
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
        assertThat(fixture.connections).isZero();
    }

    @Test
    void shouldDeliverWhatItIsOffered() {
        fixture.offer(status(7, "awaiting air/test"));
        fixture.offer(comment(7, "Hello"));
        assertThat(fixture.outbox.pending()).hasSize(2);

        fixture.pass(Duration.ofSeconds(2));

        assertThat(fixture.sent()).containsExactlyInAnyOrder("report awaiting air/test", "comment Hello");
        assertThat(fixture.outbox.pending()).isEmpty();
        assertThat(fixture.statuses("shop")).containsExactly("awaiting air/test");
        assertThat(fixture.host("shop").comment(7, OutboxFixture.CONTEXT)).containsExactly("Hello");
    }

    @Test
    void shouldDeliverOnlyTheNewestReport() {
        for (int i = 1; i <= 5; i++) {
            fixture.offer(status(7, "status " + i));
            fixture.offer(status(8, "other " + i));
            fixture.offer(comment(7, "comment " + i));
        }
        fixture.pass(Duration.ofMinutes(1));

        assertThat(fixture.sent()).containsExactlyInAnyOrder("report status 5", "report other 5", "comment comment 5");
    }

    @Test
    void shouldNotDeliverTheSameReportTwice() throws Exception {
        for (int i = 0; i < 3; i++) {
            fixture.offer(status(7, "same"));
            fixture.offer(comment(7, "same"));
            fixture.pass(Duration.ofMinutes(1));
            fixture.restart();
        }

        assertThat(fixture.sent()).containsExactlyInAnyOrder("report same", "comment same");
    }

    @Test
    void shouldDropThePendingReportIfTheDeliveredOneHoldsAgain() {
        fixture.offer(status(7, "one"));
        fixture.pass(Duration.ofMillis(1));
        fixture.offer(status(7, "two"));
        fixture.offer(status(7, "one"));

        assertThat(fixture.outbox.pending()).isEmpty();
        fixture.pass(Duration.ofMinutes(1));
        assertThat(fixture.sent()).containsExactly("report one");
    }

    @Test
    void shouldDeliverAStatusForEveryCommit() {
        for (String commit : List.of("a1", "a2", "a1", "a2")) {
            fixture.offer(status(subject("shop", 7), commit, "same"));
            fixture.pass(Duration.ofSeconds(2));
        }

        assertThat(fixture.host("shop").statuses())
                .extracting(posted -> posted.commit())
                .containsExactly("a1", "a2");
    }

    @Test
    void shouldReleaseACommitToAnotherSubject() throws Exception {
        fixture.offer(status(7, "one"));
        fixture.offer(comment(7, "Hello"));
        fixture.offer(status(8, "of another"));
        fixture.outbox.release(subject -> subject.number() == 7, "c7");
        fixture.outbox.release(subject -> true, "c9");
        fixture.restart();
        fixture.pass(Duration.ofMinutes(1));
        assertThat(fixture.sent()).containsExactlyInAnyOrder("comment Hello", "report of another");

        // What other subjects have reported since is not known here.
        fixture.offer(status(7, "one"));
        fixture.pass(Duration.ofMinutes(1));
        fixture.outbox.release(subject -> true, "c7");
        fixture.offer(status(7, "one"));
        fixture.pass(Duration.ofMinutes(1));
        assertThat(fixture.sent().stream().filter("report one"::equals)).hasSize(2);
    }

    @Test
    void shouldDeliverAfterARestart() throws Exception {
        fixture.offer(status(7, "one"));
        fixture.offer(comment(7, "\ud83c\udf89 \ud83c and half of one"));
        fixture.restart();
        assertThat(fixture.outbox.pending()).hasSize(2).allSatisfy(pending -> {
            assertThat(pending.since()).isEqualTo(OutboxFixture.START);
            assertThat(pending.error()).isEmpty();
        });

        fixture.pass(Duration.ofSeconds(5));

        assertThat(fixture.sent())
                .containsExactlyInAnyOrder("report one", "comment \ud83c\udf89 \ud83c and half of one");
    }

    @Test
    void shouldWriteOnceASecondForAnAccount() {
        for (int i = 0; i < 10; i++) {
            fixture.offer(status(i, "one"));
            fixture.offer(status(new ReportSubject("other", "garden", i, OutboxFixture.CONTEXT), "d" + i, "two"));
        }
        fixture.pass(Duration.ofSeconds(20));

        for (String location : List.of("shop", "garden")) {
            List<Instant> times = fixture.calls.stream()
                    .filter(call -> call.location().equals(location))
                    .map(OutboxFixture.Call::at)
                    .toList();
            assertThat(times).hasSize(10);
            for (int i = 0; i < 10; i++) {
                assertThat(times.get(i)).isEqualTo(OutboxFixture.START.plusSeconds(i));
            }
        }
    }

    @Test
    void shouldPauseAnAccountUntilItsRateLimitEnds() throws Exception {
        fixture.fail(Fault.limit(Duration.ofSeconds(90)));
        fixture.offer(status(7, "one"));
        fixture.offer(status(8, "one"));
        fixture.outbox.deliverNext();
        fixture.offer(status(new ReportSubject("other", "garden", 1, OutboxFixture.CONTEXT), "d1", "two"));
        fixture.pass(Duration.ofSeconds(10));
        assertThat(fixture.statuses("garden")).containsExactly("two");
        assertThat(fixture.outbox.pending())
                .extracting(PendingReport::next)
                .containsOnly(Optional.of(OutboxFixture.START.plusSeconds(90)));

        fixture.outbox.retryNow();
        fixture.pass(Duration.ofSeconds(50));
        fixture.restart();
        fixture.outbox.retryNow();
        fixture.pass(Duration.ofSeconds(29));
        assertThat(fixture.statuses("shop")).isEmpty();
        assertThat(fixture.calls).hasSize(2);

        fixture.pass(Duration.ofSeconds(3));
        assertThat(fixture.statuses("shop")).hasSize(2);
    }

    @Test
    void shouldRecoverFromEveryError() throws Exception {
        for (boolean restart : List.of(false, true)) {
            for (Map.Entry<String, Fault> fault : OutboxFixture.everyFault().entrySet()) {
                for (Report report :
                        List.of(status(7, fault.getKey() + restart), comment(7, fault.getKey() + restart))) {
                    fixture.calls.clear();
                    fixture.fail(fault.getValue());
                    fixture.offer(report);
                    fixture.pass(Duration.ofMillis(1));

                    assertThat(fixture.outbox.pending()).singleElement().satisfies(pending -> {
                        assertThat(pending.report()).isEqualTo(report);
                        assertThat(pending.attempts()).isEqualTo(1);
                        assertThat(pending.error())
                                .contains(new DeliveryError(
                                        fault.getValue().kind(),
                                        "cannot send: " + fault.getValue().kind()));
                        assertThat(pending.next().isPresent())
                                .isEqualTo(fault.getValue().kind() != Kind.REFUSED);
                    });
                    if (restart) {
                        fixture.restart();
                        assertThat(fixture.outbox.pending()).hasSize(1);
                    }
                    fixture.pass(Duration.ofHours(2));
                    if (fault.getValue().kind() == Kind.REFUSED) {
                        fixture.offer(report);
                        fixture.pass(Duration.ofHours(2));
                        assertThat(fixture.calls).hasSize(1);
                        assertThat(fixture.outbox.pending()).hasSize(1);
                        assertThat(fixture.warnings).last().asString().contains("shop", "not retried");
                        fixture.outbox.retryNow();
                        fixture.pass(Duration.ofSeconds(2));
                    }
                    assertThat(fixture.outbox.pending()).isEmpty();
                    assertThat(fixture.calls)
                            .as("%s", fixture.calls)
                            .hasSize(
                                    fault.getValue().kind() == Kind.TRANSIENT
                                                    && report instanceof Report.Status
                                                    && !fault.getValue().processed()
                                            ? 3
                                            : 2);
                }
            }
        }
        assertThat(fixture.statuses("shop")).doesNotHaveDuplicates().hasSize(16);
        assertThat(fixture.host("shop").comment(7, OutboxFixture.CONTEXT))
                .doesNotHaveDuplicates()
                .hasSize(16);
    }

    @Test
    void shouldLockItsDirectory() {
        assertThatThrownBy(() -> new OutboxFixture(directory.resolve("outbox")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another process uses this outbox");
    }

    @Test
    void shouldRejectReportsWhenClosed() throws Exception {
        fixture.outbox.close();
        assertThatThrownBy(() -> fixture.outbox.offer(status(7, "one")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }
}
