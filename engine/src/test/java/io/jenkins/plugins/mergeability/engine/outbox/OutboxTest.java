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

class OutboxTest {

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
        assertThat(scene.connections).isZero();
    }

    @Test
    void shouldTellWhatItIsOffered() {
        scene.offer(status(7, "awaiting air/test"));
        scene.offer(comment(7, "Hello"));
        assertThat(scene.outbox.waiting()).hasSize(2);

        scene.pass(Duration.ofSeconds(2));

        assertThat(scene.said()).containsExactlyInAnyOrder("report awaiting air/test", "comment Hello");
        assertThat(scene.outbox.waiting()).isEmpty();
        assertThat(scene.statuses("shop")).containsExactly("awaiting air/test");
        assertThat(scene.host("shop").comment(7, OutboxFixture.CONTEXT)).containsExactly("Hello");
    }

    @Test
    void shouldTellOnlyTheNewest() {
        for (int i = 1; i <= 5; i++) {
            scene.offer(status(7, "status " + i));
            scene.offer(status(8, "other " + i));
            scene.offer(comment(7, "comment " + i));
        }
        scene.pass(Duration.ofMinutes(1));

        assertThat(scene.said()).containsExactlyInAnyOrder("report status 5", "report other 5", "comment comment 5");
    }

    @Test
    void shouldNotTellTheSameTwice() throws Exception {
        for (int i = 0; i < 3; i++) {
            scene.offer(status(7, "same"));
            scene.offer(comment(7, "same"));
            scene.pass(Duration.ofMinutes(1));
            scene.restart();
        }

        assertThat(scene.said()).containsExactlyInAnyOrder("report same", "comment same");
    }

    @Test
    void shouldForgetWhatWaitsIfWhatWasToldHoldsAgain() {
        scene.offer(status(7, "one"));
        scene.pass(Duration.ofMillis(1));
        scene.offer(status(7, "two"));
        scene.offer(status(7, "one"));

        assertThat(scene.outbox.waiting()).isEmpty();
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.said()).containsExactly("report one");
    }

    @Test
    void shouldTellEveryCommit() {
        for (String commit : List.of("a1", "a2", "a1", "a2")) {
            scene.offer(status(subject("shop", 7), commit, "same"));
            scene.pass(Duration.ofSeconds(2));
        }

        assertThat(scene.host("shop").statuses())
                .extracting(told -> told.commit())
                .containsExactly("a1", "a2");
    }

    @Test
    void shouldLeaveACommitToOthers() throws Exception {
        scene.offer(status(7, "one"));
        scene.offer(comment(7, "Hello"));
        scene.offer(status(8, "of another"));
        scene.outbox.disown(subject -> subject.number() == 7, "c7");
        scene.outbox.disown(subject -> true, "c9");
        scene.restart();
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.said()).containsExactlyInAnyOrder("comment Hello", "report of another");

        // What was told since by others is not known here.
        scene.offer(status(7, "one"));
        scene.pass(Duration.ofMinutes(1));
        scene.outbox.disown(subject -> true, "c7");
        scene.offer(status(7, "one"));
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.said().stream().filter("report one"::equals)).hasSize(2);
    }

    @Test
    void shouldDeliverAfterAStartWhatWasOfferedBefore() throws Exception {
        scene.offer(status(7, "one"));
        scene.offer(comment(7, "\ud83c\udf89 \ud83c and half of one"));
        scene.restart();
        assertThat(scene.outbox.waiting()).hasSize(2).allSatisfy(waiting -> {
            assertThat(waiting.since()).isEqualTo(OutboxFixture.START);
            assertThat(waiting.trouble()).isEmpty();
        });

        scene.pass(Duration.ofSeconds(5));

        assertThat(scene.said()).containsExactlyInAnyOrder("report one", "comment \ud83c\udf89 \ud83c and half of one");
    }

    @Test
    void shouldWriteOnceASecondForAnAccount() {
        for (int i = 0; i < 10; i++) {
            scene.offer(status(i, "one"));
            scene.offer(status(new ReportSubject("other", "garden", i, OutboxFixture.CONTEXT), "d" + i, "two"));
        }
        scene.pass(Duration.ofSeconds(20));

        for (String place : List.of("shop", "garden")) {
            List<Instant> times = scene.calls.stream()
                    .filter(call -> call.place().equals(place))
                    .map(OutboxFixture.Call::at)
                    .toList();
            assertThat(times).hasSize(10);
            for (int i = 0; i < 10; i++) {
                assertThat(times.get(i)).isEqualTo(OutboxFixture.START.plusSeconds(i));
            }
        }
    }

    @Test
    void shouldHoldAnAccountUntilALimitEnds() throws Exception {
        scene.fail(Fault.limit(Duration.ofSeconds(90)));
        scene.offer(status(7, "one"));
        scene.offer(status(8, "one"));
        scene.offer(status(new ReportSubject("other", "garden", 1, OutboxFixture.CONTEXT), "d1", "two"));
        scene.pass(Duration.ofSeconds(10));
        assertThat(scene.statuses("garden")).containsExactly("two");
        assertThat(scene.outbox.waiting())
                .extracting(PendingReport::next)
                .containsOnly(Optional.of(OutboxFixture.START.plusSeconds(90)));

        scene.outbox.hurry();
        scene.pass(Duration.ofSeconds(50));
        scene.restart();
        scene.outbox.hurry("shop");
        scene.pass(Duration.ofSeconds(29));
        assertThat(scene.statuses("shop")).isEmpty();
        assertThat(scene.calls).hasSize(2);

        scene.pass(Duration.ofSeconds(3));
        assertThat(scene.statuses("shop")).hasSize(2);
    }

    @Test
    void shouldGetOverEveryTrouble() throws Exception {
        for (boolean restart : List.of(false, true)) {
            for (Map.Entry<String, Fault> fault : OutboxFixture.everyFault().entrySet()) {
                for (Report report :
                        List.of(status(7, fault.getKey() + restart), comment(7, fault.getKey() + restart))) {
                    scene.calls.clear();
                    scene.fail(fault.getValue());
                    scene.offer(report);
                    scene.pass(Duration.ofMillis(1));

                    assertThat(scene.outbox.waiting()).singleElement().satisfies(waiting -> {
                        assertThat(waiting.report()).isEqualTo(report);
                        assertThat(waiting.attempts()).isEqualTo(1);
                        assertThat(waiting.trouble())
                                .contains(new DeliveryError(
                                        fault.getValue().kind(),
                                        "cannot tell: " + fault.getValue().kind()));
                        assertThat(waiting.next().isPresent())
                                .isEqualTo(fault.getValue().kind() != Kind.REFUSED);
                    });
                    if (restart) {
                        scene.restart();
                        assertThat(scene.outbox.waiting()).hasSize(1);
                    }
                    scene.pass(Duration.ofHours(2));
                    if (fault.getValue().kind() == Kind.REFUSED) {
                        scene.offer(report);
                        scene.pass(Duration.ofHours(2));
                        assertThat(scene.calls).hasSize(1);
                        assertThat(scene.outbox.waiting()).hasSize(1);
                        assertThat(scene.warnings).last().asString().contains("shop", "not tried again");
                        scene.outbox.hurry();
                        scene.pass(Duration.ofSeconds(2));
                    }
                    assertThat(scene.outbox.waiting()).isEmpty();
                    assertThat(scene.calls)
                            .as("%s", scene.calls)
                            .hasSize(
                                    fault.getValue().kind() == Kind.TRANSIENT
                                                    && report instanceof Report.Status
                                                    && !fault.getValue().heard()
                                            ? 3
                                            : 2);
                }
            }
        }
        assertThat(scene.statuses("shop")).doesNotHaveDuplicates().hasSize(16);
        assertThat(scene.host("shop").comment(7, OutboxFixture.CONTEXT))
                .doesNotHaveDuplicates()
                .hasSize(16);
    }

    @Test
    void shouldBeHadByOneOnly() {
        assertThatThrownBy(() -> new OutboxFixture(directory.resolve("outbox")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another process has this outbox");
    }

    @Test
    void shouldTakeNothingWhenClosed() throws Exception {
        scene.outbox.close();
        assertThatThrownBy(() -> scene.outbox.offer(status(7, "one")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }
}
