package io.jenkins.plugins.mergeability.engine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.outbox.OutboxFixture.Fault;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A success that has waited is sent only after another evaluation. */
class WaitingSuccessTest {

    private static final ReportSubject SUBJECT = new ReportSubject("robot", "acme/shop", 7, OutboxFixture.CONTEXT);
    private static final Report SUCCESS = status(Verdict.Cause.MERGEABLE, "pull request can be merged");
    private static final Report PENDING = status(Verdict.Cause.CHANGES_REQUESTED, "changes requested by eve");

    @TempDir
    Path directory;

    private OutboxFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new OutboxFixture(directory);
        fixture.reevaluated = new ArrayList<>();
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private static Report status(Verdict.Cause cause, String description) {
        return new Report.Status(
                SUBJECT,
                "c".repeat(40),
                new CommitStatus(OutboxFixture.CONTEXT, new Verdict(cause, description), Optional.empty()));
    }

    private List<String> sent() {
        return fixture.host("acme/shop").statuses().stream()
                .map(set -> set.status().verdict().description())
                .toList();
    }

    @Test
    void shouldSendANewSuccessAtOnce() {
        fixture.offer(SUCCESS);
        fixture.pass(Duration.ofSeconds(5));

        assertThat(sent()).containsExactly("pull request can be merged");
        assertThat(fixture.reevaluated).isEmpty();
    }

    @Test
    void shouldNotSendASuccessAfterARestartWithoutAnEvaluation() throws Exception {
        fixture.offer(SUCCESS);
        fixture.now = fixture.now.plus(Duration.ofHours(9));
        fixture.restart();
        fixture.pass(Duration.ofHours(1));
        assertThat(sent()).isEmpty();
        assertThat(fixture.reevaluated).hasSizeBetween(50, 61).containsOnly(SUBJECT);

        fixture.offer(PENDING);
        fixture.pass(Duration.ofSeconds(1));
        assertThat(sent()).containsExactly("changes requested by eve");
    }

    @Test
    void shouldSendItAtOnceIfItStillHolds() throws Exception {
        fixture.offer(SUCCESS);
        fixture.restart();
        fixture.pass(Duration.ofMinutes(10));
        assertThat(sent()).isEmpty();

        fixture.offer(SUCCESS);
        fixture.pass(Duration.ofSeconds(1));
        assertThat(sent()).containsExactly("pull request can be merged");
        assertThat(fixture.outbox.pending()).isEmpty();
    }

    @Test
    void shouldEvaluateASuccessAgainAfterAnOutage() {
        fixture.fail(Fault.limit(Duration.ofMinutes(40)));
        fixture.offer(SUCCESS);
        fixture.pass(Duration.ofMinutes(41));
        assertThat(sent()).isEmpty();
        assertThat(fixture.reevaluated).isNotEmpty().containsOnly(SUBJECT);

        fixture.offer(SUCCESS);
        fixture.pass(Duration.ofSeconds(1));
        assertThat(sent()).containsExactly("pull request can be merged");
    }

    @Test
    void shouldSendWhatLetsNobodyMergeWithoutAnEvaluation() throws Exception {
        fixture.fail(Fault.of(HostException.Kind.TRANSIENT));
        fixture.offer(PENDING);
        fixture.restart();
        fixture.pass(Duration.ofMinutes(20));

        assertThat(sent()).containsExactly("changes requested by eve");
        assertThat(fixture.reevaluated).isEmpty();
    }
}
