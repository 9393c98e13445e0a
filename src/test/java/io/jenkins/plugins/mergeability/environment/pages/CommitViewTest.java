package io.jenkins.plugins.mergeability.environment.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.change.git.CommitSummary;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pull requests of commits. */
class CommitViewTest {

    @ParameterizedTest
    @CsvSource({
        "Merge pull request #7 from acme/topic, 7",
        "Add a page (#12), 12",
        "Revert \"Add a page (#12)\" (#13), 13",
        "Add a page (#12) again,",
        "Fix #12,",
        "Add a page (#12345678901),"
    })
    void shouldFindThePullRequest(String subject, Integer number) {
        CommitView view = view(subject, "https://github.com/acme/shop");

        assertThat(view.getPullRequest()).isEqualTo(number);
        assertThat(view.getPullRequestUrl())
                .isEqualTo(number == null ? null : "https://github.com/acme/shop/pull/" + number);
        assertThat(view.getUrl()).isEqualTo("https://github.com/acme/shop/commit/abc");
    }

    @Test
    void shouldFindNoneElsewhere() {
        CommitView view = view("Add a page (#12)", null);

        assertThat(view.getPullRequest()).isNull();
        assertThat(view.getPullRequestUrl()).isNull();
        assertThat(view.getUrl()).isNull();
    }

    private static CommitView view(String subject, String repository) {
        return new CommitView(new CommitSummary("abc", "a", "a@example.org", Instant.EPOCH, subject), repository);
    }
}
