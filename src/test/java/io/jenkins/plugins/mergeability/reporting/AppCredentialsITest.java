package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.Reported.await;
import static io.jenkins.plugins.mergeability.reporting.Reported.awaitQuiet;
import static io.jenkins.plugins.mergeability.reporting.Reported.awaitStatus;
import static io.jenkins.plugins.mergeability.reporting.Reported.ours;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.outbox.RetryPolicy;
import io.jenkins.plugins.mergeability.github.FakeApp;
import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.github_branch_source.GitHubAppCredentials;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A project whose credentials are an App's, of which every token holds for seconds. */
@ExtendWith(AppCredentialsITest.Impatient.class)
@WithJenkins
class AppCredentialsITest {

    private static long usual;

    /** Does not wait a minute after credentials have been refused, and asks for a new token as soon as one is needed. */
    static final class Impatient implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) throws Exception {
            Reported.hurry();
            RetryPolicy tempo = Reporter.tempo;
            Reporter.tempo = new RetryPolicy(
                    tempo.writeInterval(), tempo.transientErrors(), new RetryPolicy.Backoff(Duration.ofMillis(200), Duration.ofMillis(500)));
            usual = shortest().getLong(null);
            shortest().setLong(null, 1);
        }
    }

    /** How many seconds a token is kept at least. */
    private static Field shortest() throws ReflectiveOperationException {
        Field field = Class.forName(GitHubAppCredentials.class.getName() + "$AppInstallationToken")
                .getDeclaredField("NOT_STALE_MINIMUM_SECONDS");
        field.setAccessible(true);
        return field;
    }

    @AfterAll
    static void wait(JenkinsRule rule) throws Exception {
        shortest().setLong(null, usual);
    }

    @TempDir
    private Path directory;

    @Test
    void shouldTellByTheTokensOfAnApp(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setQuietPeriod(0);
        TestRepository repository = Reported.repository(
                directory.resolve("repository"), "buildComponents()\nreportMergeability comment: 'always'", "air");
        String head = repository.git("rev-parse", "air").strip();
        try (FakeGithub github = FakeGithub.with(repository)) {
            FakeApp app = github.app();
            app.lifetime(Duration.ofSeconds(3));
            GitHubAppCredentials credentials = new GitHubAppCredentials(
                    CredentialsScope.GLOBAL, "app", null, "42", Secret.fromString(app.privateKey()));
            credentials.setApiUri(github.apiUri());
            SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
            github.open(7, "acme", "air", "main");
            GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                    .withoutBranches()
                    .credentials("app")
                    .look();
            awaitStatus(github, head, "pending", "awaiting approval (0 of 1)");
            awaitQuiet();
            assertThat(app.uses())
                    .filteredOn(use -> use.request().equals("POST /statuses/" + head))
                    .isNotEmpty()
                    .extracting(FakeApp.Use::token)
                    .allMatch(token -> token.startsWith("ghs_"));
            assertThat(github.conversation().comments(7)).hasSize(1);
            WorkflowJob job = project.job("PR-7");

            // A token is refused before its time, while a report is delivered.
            int issued = app.issued();
            app.revokeAt("POST /statuses");
            github.conversation().review(7, "rita", "APPROVED", head);
            Reporter.get().evaluator().now(job, "a test");
            awaitStatus(github, head, "success", "pull request can be merged");
            awaitQuiet();
            assertThat(app.issued()).isGreaterThan(issued);
            assertThat(github.conversation().comments(7))
                    .singleElement()
                    .satisfies(comment -> assertThat(comment.body()).contains("Pull request can be merged"));
            Set<FakeConversation.Status> all = new HashSet<>(ours(github));
            assertThat(ours(github)).hasSameSizeAs(all);

            // There are no new tokens, for a while.
            app.fail(502);
            Thread.sleep(3100);
            trouble(job, HostException.Kind.TRANSIENT);
            app.fail(0);
            mended(job);
            app.installed(false);
            Thread.sleep(3100);
            trouble(job, HostException.Kind.UNAUTHORIZED);
            app.installed(true);
            mended(job);
            awaitQuiet();
            assertThat(ours(github)).hasSameSizeAs(all);
        }
    }

    private static void trouble(WorkflowJob job, HostException.Kind kind) throws Exception {
        Reporter.get().evaluator().now(job, "a test");
        await(() -> assertThat(PullRequestStates.of(job).orElseThrow().trouble())
                .extracting(PullRequestState.Trouble::kind)
                .isEqualTo(kind));
    }

    private static void mended(WorkflowJob job) throws Exception {
        await(() ->
                assertThat(PullRequestStates.of(job).orElseThrow().trouble()).isNull());
    }
}
