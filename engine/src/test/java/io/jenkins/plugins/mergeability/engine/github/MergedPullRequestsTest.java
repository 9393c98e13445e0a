package io.jenkins.plugins.mergeability.engine.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By which pull requests a commit was merged. */
class MergedPullRequestsTest {

    private static final String HEAD = "c".repeat(40);

    private FakeGithub github;
    private GithubHost host;

    @BeforeEach
    void start() throws IOException {
        github = FakeGithub.start();
        github.state().queue().branch("topic", List.of(HEAD));
        host = (GithubHost) GithubConnection.open(
                github.api(),
                "secret",
                new RepositoryName("acme", "shop"),
                new MemoryResponseCache(),
                Duration.ofSeconds(60),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        github.close();
        assertThat(github.problems()).isEmpty();
    }

    @Test
    void shouldFindThoseThatAreMerged() throws Exception {
        github.state().pull("merged_at", null);
        assertThat(host.mergedWith(HEAD)).isEmpty();

        github.state().pull("merged_at", "2026-11-22T12:00:00Z").pull("state", "closed");
        assertThat(host.mergedWith(HEAD)).containsExactly(7);
        assertThat(host.mergedWith("d".repeat(40))).isEmpty();
    }

    @Test
    void shouldFindNoneForACommitThatGithubDoesNotHave() throws Exception {
        github.state().pull("merged_at", "2026-11-22T12:00:00Z");
        github.failAt(0, Fault.error(422, Map.of()));
        assertThat(host.mergedWith(HEAD)).isEmpty();

        github.forget();
        github.failAt(0, Fault.error(404, Map.of()));
        assertThat(host.mergedWith(HEAD)).isEmpty();
        assertThat(github.requests())
                .containsExactly(
                        "GET /api/v3/repos/acme/shop/commits/" + HEAD + "/pulls?per_page=100",
                        "GET /api/v3/repos/acme/shop");
    }

    @Test
    void shouldFailIfTheRepositoryCannotBeRead() {
        github.failAt(0, Fault.error(404, Map.of()));
        github.failAt(1, Fault.error(404, Map.of()));
        assertThatThrownBy(() -> host.mergedWith(HEAD))
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.kind()).isEqualTo(HostException.Kind.NOT_FOUND));

        github.forget();
        github.failAt(0, Fault.error(502, Map.of()));
        assertThatThrownBy(() -> host.mergedWith(HEAD))
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.isRetryable()).isTrue());
    }
}
