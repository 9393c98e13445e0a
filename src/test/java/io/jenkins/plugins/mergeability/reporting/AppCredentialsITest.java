package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitQuiet;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitStatus;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.reports;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.github.HostException;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A project with the credentials of a GitHub App whose tokens expire after seconds. */
@WithJenkins
class AppCredentialsITest {

    private static long defaultSeconds;

    @RegisterExtension
    static final FastReporting TIMING = FastReporting.withFastLastingRetries();

    /** The minimum time that the branch source caches a token, in seconds. */
    private static Field minimumSeconds() throws ReflectiveOperationException {
        Field field = Class.forName(GitHubAppCredentials.class.getName() + "$AppInstallationToken")
                .getDeclaredField("NOT_STALE_MINIMUM_SECONDS");
        field.setAccessible(true);
        return field;
    }

    @BeforeAll
    static void renewTokensImmediately() throws Exception {
        defaultSeconds = minimumSeconds().getLong(null);
        minimumSeconds().setLong(null, 1);
    }

    @AfterAll
    static void restore() throws Exception {
        minimumSeconds().setLong(null, defaultSeconds);
    }

    @TempDir
    private Path directory;

    @Test
    void shouldReportWithTheTokensOfAnApp(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setQuietPeriod(0);
        TestRepository repository = ReportingFixture.repository(
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
            String echo = "<!-- mergeability: " + Reporting.CONTEXT.replace("-", "~2d~") + " -->\nby another App";
            github.conversation().comment(7, "echo[bot]", echo);
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
            assertThat(github.conversation().comments(7)).hasSize(2);
            WorkflowJob job = project.job("PR-7");

            // A token is rejected before it expires, while a report is delivered.
            int issued = app.issued();
            app.revokeAt("POST /statuses");
            github.conversation().review(7, "rita", "APPROVED", head);
            Reporter.evaluateNow(job, "test");
            awaitStatus(github, head, "success", "pull request can be merged");
            awaitQuiet();
            assertThat(app.issued()).isGreaterThan(issued);
            assertThat(github.conversation().comments(7)).hasSize(2);
            assertThat(github.conversation().comments(7).get(0).body()).isEqualTo(echo);
            assertThat(github.conversation().comments(7).get(1).body()).contains("Pull request can be merged");
            Set<FakeConversation.Status> all = new HashSet<>(reports(github));
            assertThat(reports(github)).hasSameSizeAs(all);

            // No new tokens are available for a while.
            app.fail(502);
            Thread.sleep(3100);
            awaitError(job, HostException.Kind.TRANSIENT);
            app.fail(0);
            awaitSuccess(job);
            app.installed(false);
            Thread.sleep(3100);
            awaitError(job, HostException.Kind.UNAUTHORIZED);
            app.installed(true);
            awaitSuccess(job);
            awaitQuiet();
            assertThat(reports(github)).hasSameSizeAs(all);
        }
    }

    private static void awaitError(WorkflowJob job, HostException.Kind kind) throws Exception {
        Reporter.evaluateNow(job, "test");
        await(() -> assertThat(PullRequestStates.of(job).orElseThrow().error())
                .extracting(PullRequestState.EvaluationError::kind)
                .isEqualTo(kind));
    }

    private static void awaitSuccess(WorkflowJob job) throws Exception {
        await(() -> assertThat(PullRequestStates.of(job).orElseThrow().error()).isNull());
    }
}
