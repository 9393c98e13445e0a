package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.Reported.awaitQuiet;
import static io.jenkins.plugins.mergeability.reporting.Reported.awaitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.FakePull;
import io.jenkins.plugins.mergeability.github.GithubHook;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Path;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ReportingITest {

    static {
        Reported.hurry();
    }

    private static JenkinsRule jenkins;
    private static GithubHook hook;
    private static String credentials;

    @TempDir
    private Path directory;

    private TestRepository repository;
    private FakeGithub github;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        hook = GithubHook.at(jenkins);
        credentials = Reported.credentials();
    }

    private GithubProject project(String script, String... branches) throws Exception {
        repository = Reported.repository(directory.resolve("repository"), branches);
        github = FakeGithub.with(repository);
        return GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.MERGE)
                .credentials(credentials)
                .script(script);
    }

    @Test
    void shouldFollowAPullRequestFromItsOpeningToItsApproval() throws Exception {
        GithubProject project = project("buildComponents()\nreportMergeability()", "air");
        FakePull pull = github.open(7, "acme", "air", "main");
        project.index();
        String head = repository.git("rev-parse", "air").strip();

        FakeConversation.Status told = awaitStatus(github, head, "pending", "awaiting approval (0 of 1)");
        assertThat(told.target())
                .isEqualTo(jenkins.getURL() + project.job("PR-7").getLastBuild().getUrl() + "components/");
        assertThat(github.conversation().comments(7)).isEmpty();

        github.conversation().review(7, "rita", "APPROVED", head);
        assertThat(hook.post("pull_request_review", github.event("submitted", 7)))
                .isEqualTo(200);
        awaitStatus(github, head, "success", "pull request can be merged");

        repository.checkout("air").write("air/a", "broken\n");
        String next = repository.commit("worse");
        repository.checkout("main");
        github.push(pull);
        project.index();
        awaitStatus(github, next, "failure", "air/test failed");
        awaitQuiet();
        assertThat(github.conversation().statuses().stream()
                        .filter(status -> status.commit().equals(next))
                        .map(FakeConversation.Status::description))
                .startsWith("preparing")
                .contains("awaiting air/test, water/test");
        assertThat(github.conversation().comments(7))
                .singleElement()
                .satisfies(comment -> assertThat(comment.body())
                        .contains(
                                "Tests have failed", "air/test", "broken", "exit code 1", "mergeability run air/test"));
        github.close();
    }

    @AfterAll
    static void stop() {
        jenkins = null;
    }
}
