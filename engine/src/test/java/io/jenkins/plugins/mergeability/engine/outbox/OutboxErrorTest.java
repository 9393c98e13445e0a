package io.jenkins.plugins.mergeability.engine.outbox;

import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.comment;
import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.status;
import static io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.Call;
import io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a report is retried after an error. */
class OutboxErrorTest {

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
    }

    /** The times between the calls, in seconds. */
    private List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < fixture.calls.size(); i++) {
            gaps.add(Duration.between(
                            fixture.calls.get(i - 1).at(), fixture.calls.get(i).at())
                    .toSeconds());
        }
        gaps.removeIf(gap -> gap == 0); // the query and the write of one attempt
        return gaps;
    }

    private void failAlways(Fault fault) {
        fixture.faults.addAll(Collections.nCopies(30, Optional.of(fault)));
    }

    @Test
    void shouldDoubleTheWait() {
        failAlways(Fault.of(Kind.TRANSIENT));
        fixture.offer(comment(7, "one"));
        fixture.pass(Duration.ofHours(1));
        assertThat(gaps()).containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L);
    }

    @Test
    void shouldRetryPersistentErrorsLessOften() {
        failAlways(Fault.of(Kind.FORBIDDEN));
        fixture.offer(status(7, "one"));
        fixture.pass(Duration.ofHours(6));
        assertThat(gaps()).containsExactly(60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L, 3600L, 3600L);
    }

    @Test
    void shouldBackOffFromRepeatedRateLimits() {
        failAlways(Fault.limit(Duration.ofSeconds(60)));
        fixture.offer(status(7, "one"));
        fixture.offer(status(8, "one"));
        fixture.pass(Duration.ofHours(1));
        assertThat(gaps()).startsWith(60L, 60L, 60L, 60L, 60L, 64L, 128L, 256L, 512L, 900L);
    }

    @Test
    void shouldNotTryRejectedCredentialsWithEveryReport() throws Exception {
        for (int i = 0; i < 20; i++) {
            fixture.offer(status(i, "one"));
        }
        fixture.offer(status(subject("garden", 1), "d1", "two"));
        failAlways(Fault.of(Kind.UNAUTHORIZED));
        fixture.pass(Duration.ofHours(1));
        assertThat(fixture.calls.stream().filter(call -> call.location().equals("shop")))
                .hasSizeBetween(5, 6);
        assertThat(fixture.outbox.pending())
                .hasSize(21)
                .allSatisfy(pending -> assertThat(pending.next().orElseThrow()).isAfter(fixture.now.minusSeconds(1)));

        fixture.faults.clear();
        fixture.outbox.retryNow();
        fixture.pass(Duration.ofSeconds(20));
        assertThat(fixture.statuses("shop")).hasSize(20);
    }

    @Test
    void shouldRetrySoonOnceTheLocationAcceptsReports() {
        for (int i = 0; i < 10; i++) {
            fixture.fail(Fault.of(Kind.NOT_FOUND));
            fixture.offer(status(i, "one"));
        }
        fixture.pass(Duration.ofMinutes(6));
        fixture.offer(status(100, "new"));
        fixture.pass(Duration.ofSeconds(15));

        assertThat(fixture.statuses("shop")).hasSize(11);
    }

    @Test
    void shouldKeepTheScheduleForANewerReport() {
        fixture.fail(Fault.of(Kind.TRANSIENT), Fault.of(Kind.TRANSIENT), Fault.of(Kind.TRANSIENT));
        fixture.offer(comment(7, "one"));
        fixture.pass(Duration.ofSeconds(7));
        assertThat(fixture.calls).hasSize(3);
        fixture.offer(comment(7, "two"));

        assertThat(fixture.outbox.pending())
                .containsExactly(new PendingReport(
                        comment(7, "two"),
                        OutboxFixture.START,
                        3,
                        Optional.of(OutboxFixture.START.plusSeconds(14)),
                        Optional.of(new DeliveryError(Kind.TRANSIENT, "cannot send: TRANSIENT"))));
        fixture.pass(Duration.ofSeconds(8));
        assertThat(fixture.host("shop").comment(7, OutboxFixture.CONTEXT)).containsExactly("two");
    }

    @Test
    void shouldDeliverANewerReportAfterARefusal() throws Exception {
        fixture.fail(Fault.of(Kind.REFUSED));
        fixture.offer(status(7, "one"));
        fixture.pass(Duration.ofHours(3));
        fixture.restart();
        fixture.pass(Duration.ofHours(3));
        assertThat(fixture.outbox.pending()).singleElement().satisfies(pending -> {
            assertThat(pending.next()).isEmpty();
            assertThat(pending.error()).contains(new DeliveryError(Kind.REFUSED, "cannot send: REFUSED"));
            assertThat(pending.attempts()).isEqualTo(1);
        });
        assertThat(fixture.warnings)
                .containsExactly(
                        "status of pull request 7 of shop (ci/mergeable): cannot send: REFUSED. It is not retried.");

        Instant then = fixture.now;
        fixture.offer(status(7, "two"));
        assertThat(fixture.outbox.pending())
                .containsExactly(new PendingReport(status(7, "two"), then, 0, Optional.of(then), Optional.empty()));
        fixture.pass(Duration.ofSeconds(2));
        assertThat(fixture.statuses("shop")).containsExactly("two");
    }

    @Test
    void shouldQueryBeforeItRepeatsAnUnconfirmedStatus() throws Exception {
        for (boolean processed : List.of(true, false)) {
            for (boolean crash : List.of(true, false)) {
                String message = processed + " " + crash;
                fixture.calls.clear();
                fixture.fail(crash ? Fault.crash(processed) : new Fault(Kind.TRANSIENT, null, processed));
                fixture.offer(status(7, message));
                fixture.pass(Duration.ofMinutes(1));
                assertThat(fixture.sent())
                        .containsExactlyElementsOf(
                                processed
                                        ? List.of("report " + message, "ask " + message)
                                        : List.of("report " + message, "ask " + message, "report " + message));
            }
        }
        assertThat(fixture.statuses("shop")).containsExactly("true true", "true false", "false true", "false false");
    }

    @Test
    void shouldRepeatAnOlderReportIfANewerIsUnconfirmed() {
        fixture.offer(status(7, "one"));
        fixture.offer(comment(7, "one"));
        fixture.pass(Duration.ofSeconds(5));
        fixture.fail(Fault.lost(), Fault.lost());
        fixture.offer(status(7, "two"));
        fixture.offer(comment(7, "two"));
        fixture.pass(Duration.ofMillis(1500));
        fixture.offer(status(7, "one"));
        fixture.offer(comment(7, "one"));
        fixture.pass(Duration.ofMinutes(1));

        assertThat(fixture.statuses("shop")).containsExactly("one", "two", "one");
        assertThat(fixture.host("shop").comment(7, OutboxFixture.CONTEXT)).containsExactly("one", "two", "one");
    }

    @Test
    void shouldRecoverFromBrokenConnectors() throws Exception {
        int[] times = new int[1];
        HostConnector broken = location -> {
            times[0]++;
            if (times[0] == 1) {
                throw new IllegalStateException("oops");
            }
            return times[0] == 2 ? null : fixture.open(location);
        };
        try (OutboxFixture other = new OutboxFixture(directory.resolve("other"), broken)) {
            other.offer(status(7, "one"));
            other.pass(Duration.ofSeconds(1));
            assertThat(other.outbox.pending().get(0).error())
                    .contains(new DeliveryError(Kind.TRANSIENT, "unexpected: java.lang.IllegalStateException: oops"));
            other.pass(Duration.ofMinutes(1));
            assertThat(other.outbox.pending()).isEmpty();
        }
        assertThat(times[0]).isEqualTo(3);
    }

    @Test
    void shouldReuseTheConnectionForReportsInARow() {
        for (int i = 0; i < 10; i++) {
            fixture.offer(status(i, "one"));
            fixture.connectFaults.add(Optional.empty());
        }
        fixture.pass(Duration.ofSeconds(20));
        assertThat(fixture.connectFaults).hasSize(9);
        assertThat(fixture.connections).isZero();
        assertThat(fixture.calls.stream().map(Call::location)).containsOnly("shop");
    }

    @Test
    void shouldNotWaitLongerWhenTheClockIsSetBack() {
        failAlways(Fault.of(Kind.FORBIDDEN));
        fixture.offer(status(7, "one"));
        fixture.pass(Duration.ofHours(4));
        fixture.faults.clear();
        fixture.now = fixture.now.minus(Duration.ofDays(1));
        fixture.pass(Duration.ofHours(1));
        assertThat(fixture.statuses("shop")).containsExactly("one");

        fixture.fail(Fault.limit(Duration.ofSeconds(90)));
        fixture.offer(status(7, "two"));
        fixture.pass(Duration.ofSeconds(10));
        fixture.now = fixture.now.minus(Duration.ofHours(5));
        fixture.pass(Duration.ofSeconds(79));
        assertThat(fixture.statuses("shop")).containsExactly("one");
        fixture.pass(Duration.ofSeconds(12)); // the clock was read 10 seconds before it was set back
        assertThat(fixture.statuses("shop")).containsExactly("one", "two");

        fixture.fail(Fault.of(Kind.UNAUTHORIZED));
        fixture.offer(status(7, "three"));
        fixture.pass(Duration.ofSeconds(10));
        fixture.now = fixture.now.minus(Duration.ofDays(400));
        fixture.offer(status(7, "four"));
        assertThat(fixture.outbox.next())
                .hasValueSatisfying(next -> assertThat(next).isBetween(fixture.now, fixture.now.plusSeconds(70)));
        fixture.pass(Duration.ofSeconds(71));
        assertThat(fixture.statuses("shop")).containsExactly("one", "two", "four");

        fixture.offer(status(8, "five"));
        fixture.now = fixture.now.minus(Duration.ofHours(5));
        fixture.pass(Duration.ofMinutes(2));
        assertThat(fixture.statuses("shop")).endsWith("five");
    }
}
