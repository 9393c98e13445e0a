package io.jenkins.plugins.mergeability.engine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.FakeFaults;
import io.jenkins.plugins.mergeability.engine.github.FakeGithub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault at every request to GitHub: every report arrives exactly once. */
class OutboxGithubTest {

    private static final ReportSubject SHOP = OutboxFixture.subject("acme/shop", 7);
    private static final String HEAD = "c".repeat(40);

    @TempDir
    private Path directory;

    private FakeGithub github;

    @BeforeEach
    void start() throws IOException {
        github = FakeGithub.start();
    }

    @AfterEach
    void stop() {
        github.close();
        assertThat(github.problems()).isEmpty();
    }

    @Test
    void shouldDeliverEveryReportOnceWhateverFails() throws Exception {
        AtomicInteger fault = new AtomicInteger();
        IntFunction<CodeHost> hosts = FakeFaults.hosts(github);
        int statuses = 0;
        try (OutboxFixture fixture = new OutboxFixture(directory, location -> hosts.apply(fault.get()))) {
            for (; fault.get() < FakeFaults.count(); fault.incrementAndGet()) {
                for (int request = 0; request < 2; request++) {
                    FakeFaults.failAt(github, request, fault.get());
                    send(fixture, OutboxFixture.status(SHOP, HEAD, "status " + statuses));
                    statuses++;
                }
                for (int request = 0; request < 5; request++) {
                    FakeFaults.failAt(github, request, fault.get());
                    String text = "comment " + fault + " " + request;
                    send(fixture, new Report.Comment(SHOP, text));
                    assertThat(github.state().comments())
                            .singleElement()
                            .asString()
                            .endsWith("\n" + text);
                }
            }
        }
        assertThat(github.state().statuses()).hasSize(statuses).doesNotHaveDuplicates();
    }

    private static void send(OutboxFixture fixture, Report report) throws IOException {
        fixture.offer(report);
        fixture.pass(Duration.ofHours(2));
        fixture.outbox.retryNow(); // refused reports
        fixture.pass(Duration.ofHours(2));
        assertThat(fixture.outbox.pending()).isEmpty();
    }
}
