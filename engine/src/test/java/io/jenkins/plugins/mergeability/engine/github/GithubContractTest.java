package io.jenkins.plugins.mergeability.engine.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** GitHub as a code host. */
class GithubContractTest extends CodeHostContract {

    private FakeGithub github;

    @BeforeEach
    void start() throws IOException {
        github = FakeGithub.start();
        github.state().gone(GONE);
        QUEUE.forEach((branch, commits) -> github.state().queue().branch(branch.name(), commits));
    }

    @AfterEach
    void stop() {
        github.close();
        assertThat(github.problems()).isEmpty();
    }

    @Override
    CodeHost host() throws IOException {
        return GithubConnection.open(
                github.api(), "secret", new RepositoryName("acme", "shop"), new MemoryResponseCache());
    }

    @Override
    List<String> comments() {
        return github.state().comments().stream()
                .map(comment -> comment.substring(comment.indexOf('\n') + 1))
                .toList();
    }
}
