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

/** When it is tried again. */
class OutboxErrorTest {

    @TempDir
    private Path directory;

    private OutboxFixture scene;

    @BeforeEach
    void open() throws IOException {
        scene = new OutboxFixture(directory.resolve("outbox"));
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
    }

    /** The times between the calls, in seconds. */
    private List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < scene.calls.size(); i++) {
            gaps.add(Duration.between(
                            scene.calls.get(i - 1).at(), scene.calls.get(i).at())
                    .toSeconds());
        }
        gaps.removeIf(gap -> gap == 0); // asked first, then told
        return gaps;
    }

    private void failAlways(Fault fault) {
        scene.faults.addAll(Collections.nCopies(30, Optional.of(fault)));
    }

    @Test
    void shouldWaitLongerAndLonger() {
        failAlways(Fault.of(Kind.TRANSIENT));
        scene.offer(comment(7, "one"));
        scene.pass(Duration.ofHours(1));
        assertThat(gaps()).containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L);
    }

    @Test
    void shouldWaitForSomebodyToMendIt() {
        failAlways(Fault.of(Kind.FORBIDDEN));
        scene.offer(status(7, "one"));
        scene.pass(Duration.ofHours(6));
        assertThat(gaps()).containsExactly(60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L, 3600L, 3600L);
    }

    @Test
    void shouldLeaveTheHostAloneForLongerIfItAsksAgainAndAgain() {
        failAlways(Fault.limit(Duration.ofSeconds(60)));
        scene.offer(status(7, "one"));
        scene.offer(status(8, "one"));
        scene.pass(Duration.ofHours(1));
        assertThat(gaps()).startsWith(60L, 60L, 60L, 60L, 60L, 64L, 128L, 256L, 512L, 900L);
    }

    @Test
    void shouldNotAskWithEveryReportWhetherTheCredentialsAreAccepted() throws Exception {
        for (int i = 0; i < 20; i++) {
            scene.offer(status(i, "one"));
        }
        scene.offer(status(subject("garden", 1), "d1", "two"));
        failAlways(Fault.of(Kind.UNAUTHORISED));
        scene.pass(Duration.ofHours(1));
        assertThat(scene.calls.stream().filter(call -> call.place().equals("shop")))
                .hasSizeBetween(5, 6);
        assertThat(scene.outbox.waiting())
                .hasSize(21)
                .allSatisfy(waiting -> assertThat(waiting.next().orElseThrow()).isAfter(scene.now.minusSeconds(1)));

        scene.faults.clear();
        scene.outbox.hurry("shop");
        scene.pass(Duration.ofSeconds(20));
        assertThat(scene.statuses("shop")).hasSize(20);
    }

    @Test
    void shouldGoOnWhenThePlaceListensAgain() {
        for (int i = 0; i < 10; i++) {
            scene.fail(Fault.of(Kind.NOT_FOUND));
            scene.offer(status(i, "one"));
        }
        scene.pass(Duration.ofMinutes(6));
        scene.offer(status(100, "new"));
        scene.pass(Duration.ofSeconds(15));

        assertThat(scene.statuses("shop")).hasSize(11);
    }

    @Test
    void shouldKeepWaitingWithANewerReport() {
        scene.fail(Fault.of(Kind.TRANSIENT), Fault.of(Kind.TRANSIENT), Fault.of(Kind.TRANSIENT));
        scene.offer(comment(7, "one"));
        scene.pass(Duration.ofSeconds(7));
        assertThat(scene.calls).hasSize(3);
        scene.offer(comment(7, "two"));

        assertThat(scene.outbox.waiting())
                .containsExactly(new PendingReport(
                        comment(7, "two"),
                        OutboxFixture.START,
                        3,
                        Optional.of(OutboxFixture.START.plusSeconds(14)),
                        Optional.of(new DeliveryError(Kind.TRANSIENT, "cannot tell: TRANSIENT"))));
        scene.pass(Duration.ofSeconds(8));
        assertThat(scene.host("shop").comment(7, OutboxFixture.CONTEXT)).containsExactly("two");
    }

    @Test
    void shouldTellSomethingElseAfterARefusal() throws Exception {
        scene.fail(Fault.of(Kind.REFUSED));
        scene.offer(status(7, "one"));
        scene.pass(Duration.ofHours(3));
        scene.restart();
        scene.pass(Duration.ofHours(3));
        assertThat(scene.outbox.waiting()).singleElement().satisfies(waiting -> {
            assertThat(waiting.next()).isEmpty();
            assertThat(waiting.trouble()).contains(new DeliveryError(Kind.REFUSED, "cannot tell: REFUSED"));
            assertThat(waiting.attempts()).isEqualTo(1);
        });
        assertThat(scene.warnings)
                .containsExactly(
                        "status of pull request 7 of shop (ci/mergeable): cannot tell: REFUSED. This is not tried again.");

        Instant then = scene.now;
        scene.offer(status(7, "two"));
        assertThat(scene.outbox.waiting())
                .containsExactly(new PendingReport(status(7, "two"), then, 0, Optional.of(then), Optional.empty()));
        scene.pass(Duration.ofSeconds(2));
        assertThat(scene.statuses("shop")).containsExactly("two");
    }

    @Test
    void shouldAskBeforeItSaysAgainWhatMayHaveBeenHeard() throws Exception {
        for (boolean heard : List.of(true, false)) {
            for (boolean crash : List.of(true, false)) {
                String words = heard + " " + crash;
                scene.calls.clear();
                scene.fail(crash ? Fault.crash(heard) : new Fault(Kind.TRANSIENT, null, heard));
                scene.offer(status(7, words));
                scene.pass(Duration.ofMinutes(1));
                assertThat(scene.said())
                        .containsExactlyElementsOf(
                                heard
                                        ? List.of("report " + words, "ask " + words)
                                        : List.of("report " + words, "ask " + words, "report " + words));
            }
        }
        assertThat(scene.statuses("shop")).containsExactly("true true", "true false", "false true", "false false");
    }

    @Test
    void shouldSayAnOlderThingAgainIfANewerMayHaveBeenHeard() {
        scene.offer(status(7, "one"));
        scene.offer(comment(7, "one"));
        scene.pass(Duration.ofSeconds(5));
        scene.fail(Fault.lost(), Fault.lost());
        scene.offer(status(7, "two"));
        scene.offer(comment(7, "two"));
        scene.pass(Duration.ofMillis(1500));
        scene.offer(status(7, "one"));
        scene.offer(comment(7, "one"));
        scene.pass(Duration.ofMinutes(1));

        assertThat(scene.statuses("shop")).containsExactly("one", "two", "one");
        assertThat(scene.host("shop").comment(7, OutboxFixture.CONTEXT)).containsExactly("one", "two", "one");
    }

    @Test
    void shouldGetOverBrokenHosts() throws Exception {
        int[] times = new int[1];
        HostConnector broken = place -> {
            times[0]++;
            if (times[0] == 1) {
                throw new IllegalStateException("oops");
            }
            return times[0] == 2 ? null : scene.open(place);
        };
        try (OutboxFixture other = new OutboxFixture(directory.resolve("other"), broken)) {
            other.offer(status(7, "one"));
            other.pass(Duration.ofSeconds(1));
            assertThat(other.outbox.waiting().get(0).trouble())
                    .contains(new DeliveryError(Kind.TRANSIENT, "unexpected: java.lang.IllegalStateException: oops"));
            other.pass(Duration.ofMinutes(1));
            assertThat(other.outbox.waiting()).isEmpty();
        }
        assertThat(times[0]).isEqualTo(3);
    }

    @Test
    void shouldConnectOnceForWhatIsToldInARow() {
        for (int i = 0; i < 10; i++) {
            scene.offer(status(i, "one"));
            scene.openings.add(Optional.empty());
        }
        scene.pass(Duration.ofSeconds(20));
        assertThat(scene.openings).hasSize(9);
        assertThat(scene.connections).isZero();
        assertThat(scene.calls.stream().map(Call::place)).containsOnly("shop");
    }

    @Test
    void shouldWaitNoLongerWhenTheClockIsSetBack() {
        failAlways(Fault.of(Kind.FORBIDDEN));
        scene.offer(status(7, "one"));
        scene.pass(Duration.ofHours(4));
        scene.faults.clear();
        scene.now = scene.now.minus(Duration.ofDays(1));
        scene.pass(Duration.ofHours(1));
        assertThat(scene.statuses("shop")).containsExactly("one");

        scene.fail(Fault.limit(Duration.ofSeconds(90)));
        scene.offer(status(7, "two"));
        scene.pass(Duration.ofSeconds(10));
        scene.now = scene.now.minus(Duration.ofHours(5));
        scene.pass(Duration.ofSeconds(79));
        assertThat(scene.statuses("shop")).containsExactly("one");
        scene.pass(Duration.ofSeconds(12)); // the clock was looked at 10 seconds before it was set back
        assertThat(scene.statuses("shop")).containsExactly("one", "two");

        scene.fail(Fault.of(Kind.UNAUTHORISED));
        scene.offer(status(7, "three"));
        scene.pass(Duration.ofSeconds(10));
        scene.now = scene.now.minus(Duration.ofDays(400));
        scene.offer(status(7, "four"));
        assertThat(scene.outbox.next())
                .hasValueSatisfying(next -> assertThat(next).isBetween(scene.now, scene.now.plusSeconds(70)));
        scene.pass(Duration.ofSeconds(71));
        assertThat(scene.statuses("shop")).containsExactly("one", "two", "four");

        scene.offer(status(8, "five"));
        scene.now = scene.now.minus(Duration.ofHours(5));
        scene.pass(Duration.ofMinutes(2));
        assertThat(scene.statuses("shop")).endsWith("five");
    }
}
