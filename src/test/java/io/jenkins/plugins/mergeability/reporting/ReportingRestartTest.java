package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitQuiet;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitStatus;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.descriptions;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.FakePull;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Path;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller restarts after each event. */
@ExtendWith(FastReporting.class)
class ReportingRestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    @Test
    void shouldReportOverRestarts() throws Throwable {
        TestRepository repository = ReportingFixture.repository(
                directory.resolve("repository"),
                "reportMergeability()\nif (currentBuild.number == 1) { sleep 2 }",
                "air");
        String head = repository.git("rev-parse", "air").strip();
        try (FakeGithub github = FakeGithub.with(repository)) {
            FakePull pull = github.open(7, "acme", "air", "main");
            String[] name = new String[1];
            sessions.then(jenkins -> {
                jenkins.jenkins.setQuietPeriod(0);
                GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                        .withoutBranches()
                        .credentials(ReportingFixture.credentials());
                name[0] = project.project().getFullName();
                project.project().scheduleBuild2(0).getFuture().get();
                await(() -> assertThat(project.job("PR-7").getLastBuild()).isNotNull());
                jenkins.waitForMessage("Sleeping", project.job("PR-7").getLastBuild());
            });
            // In the middle of a build.
            sessions.then(jenkins -> {
                GithubProject project = GithubProject.of(jenkins, name[0]);
                WorkflowRun run = project.job("PR-7").getBuildByNumber(1);
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
                awaitStatus(github, head, "pending", "awaiting approval (0 of 1)");
                awaitQuiet();
                github.fail("POST /statuses", 502);
            });
            // The approval arrives while Jenkins is down. After the start, GitHub fails.
            github.conversation().review(7, "rita", "APPROVED", head);
            sessions.then(jenkins -> {
                await(() -> assertThat(Reporter.get().outbox().pending()).hasSize(1));
                assertThat(descriptions(github, head)).doesNotContain("pull request can be merged");
                github.fail("POST /statuses", 0);
                github.fail("GET /pulls/7", 502);
            });
            // The pending report is delivered although the lookup fails.
            sessions.then(jenkins -> {
                awaitStatus(github, head, "success", "pull request can be merged");
                GithubProject project = GithubProject.of(jenkins, name[0]);
                await(() -> assertThat(PullRequestStates.of(project.job("PR-7"))
                                .orElseThrow()
                                .error())
                        .isNotNull());
                github.fail("GET /pulls/7", 0);
                await(() -> assertThat(PullRequestStates.of(project.job("PR-7"))
                                .orElseThrow()
                                .error())
                        .isNull());
                awaitQuiet();
                github.forgetRequests();
            });
            // Without a change, there is no report.
            sessions.then(jenkins -> {
                await(() ->
                        assertThat(github.requests()).anyMatch(request -> request.startsWith("GET /pulls/7/reviews")));
                awaitQuiet();
                assertThat(github.requests()).noneMatch(request -> request.startsWith("POST"));
            });
            // A new commit.
            repository.checkout("air").write("air/air", "3\n");
            String next = repository.commit("next");
            repository.checkout("main");
            github.push(pull);
            sessions.then(jenkins -> {
                awaitStatus(github, next, "pending", "preparing");
                GithubProject.of(jenkins, name[0])
                        .project()
                        .scheduleBuild2(0)
                        .getFuture()
                        .get();
                awaitStatus(github, next, "pending", "awaiting approval (0 of 1)");
            });
        }
    }

    @Test
    void shouldEvaluateASuccessThatWaitedAgainAfterARestart() throws Throwable {
        TestRepository repository =
                ReportingFixture.repository(directory.resolve("repository"), "reportMergeability()", "air");
        String head = repository.git("rev-parse", "air").strip();
        try (FakeGithub github = FakeGithub.with(repository)) {
            github.open(7, "acme", "air", "main");
            long[] approval = new long[1];
            sessions.then(jenkins -> {
                jenkins.jenkins.setQuietPeriod(0);
                GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                        .withoutBranches()
                        .credentials(ReportingFixture.credentials());
                project.project().scheduleBuild2(0).getFuture().get();
                awaitStatus(github, head, "pending", "awaiting approval (0 of 1)");
                awaitQuiet();
                github.fail("POST /statuses", 502);
                approval[0] = github.conversation().review(7, "rita", "APPROVED", head);
                Reporter.evaluateNow(project.job("PR-7"), "test");
                await(() -> assertThat(Reporter.get().outbox().pending()).hasSize(1));
            });
            // While Jenkins is down the approval is withdrawn.
            github.conversation().dismiss(7, approval[0]);
            github.fail("POST /statuses", 0);
            sessions.then(jenkins -> {
                awaitQuiet();
                assertThat(descriptions(github, head))
                        .doesNotContain("pull request can be merged")
                        .endsWith("awaiting approval (0 of 1)");
            });
        }
    }
}
