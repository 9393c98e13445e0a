package io.jenkins.plugins.mergeability.engine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.FakeFaults;
import io.jenkins.plugins.mergeability.engine.github.FakeGithub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault at every request to GitHub: all that was offered is there in the end, once. */
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
    void shouldTellEverythingOnceWhateverFails() throws Exception {
        Supplier<CodeHost> hosts = FakeFaults.hosts(github, Duration.ofMillis(300));
        int statuses = 0;
        try (OutboxFixture scene = new OutboxFixture(directory, place -> hosts.get())) {
            for (int fault = 0; fault < FakeFaults.count(); fault++) {
                for (int request = 0; request < 2; request++) {
                    FakeFaults.failAt(github, request, fault);
                    tell(scene, OutboxFixture.status(SHOP, HEAD, "status " + statuses));
                    statuses++;
                }
                for (int request = 0; request < 5; request++) {
                    FakeFaults.failAt(github, request, fault);
                    String text = "comment " + fault + " " + request;
                    tell(scene, new Report.Comment(SHOP, text));
                    assertThat(github.state().comments())
                            .singleElement()
                            .asString()
                            .endsWith("\n" + text);
                }
            }
        }
        assertThat(github.state().statuses()).hasSize(statuses).doesNotHaveDuplicates();
    }

    private static void tell(OutboxFixture scene, Report report) throws IOException {
        scene.offer(report);
        scene.pass(Duration.ofHours(2));
        scene.outbox.hurry(); // what was refused
        scene.pass(Duration.ofHours(2));
        assertThat(scene.outbox.waiting()).isEmpty();
    }
}
