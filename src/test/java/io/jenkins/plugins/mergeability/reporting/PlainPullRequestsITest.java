package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitQuiet;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.descriptions;
import static org.assertj.core.api.Assertions.assertThat;

import com.coravy.hudson.plugins.github.GithubProjectProperty;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.tasks.Shell;
import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.FakePull;
import java.nio.file.Files;
import java.util.List;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.github_branch_source.Endpoint;
import org.jenkinsci.plugins.github_branch_source.GitHubConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Pull requests that freestyle projects build. */
class PlainPullRequestsITest extends ReportingITestCase {

    private FreeStyleProject job;

    @BeforeEach
    void createJob() throws Exception {
        repository = ReportingFixture.repository(directory.resolve("repository"), "", "air", "water");
        github = FakeGithub.with(repository);
        GitHubConfiguration.get().addEndpoint(new Endpoint(github.apiUri(), "fake"));
        job = jenkins.createFreeStyleProject();
        job.addProperty(new GithubProjectProperty(
                github.event("opened", github.open(7, "acme", "air", "main").number())
                        .path("repository")
                        .path("html_url")
                        .asText()));
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("ghprbPullId", ""), new StringParameterDefinition("REF", "pull/7/head")));
        checkOut("robot");
        job.getBuildersList().add(new Shell("echo testing; ! grep -q broken air/a"));
        job.getPublishersList().add(new ReportMergeabilityStep());
    }

    @AfterEach
    void delete() throws Exception {
        job.delete();
        GitHubConfiguration.get().removeEndpoint(github.apiUri());
        github.close();
    }

    private void checkOut(String credentialsId) throws Exception {
        job.setScm(new GitSCM(
                List.of(new UserRemoteConfig(
                        repository.url(),
                        "origin",
                        "+refs/pull/*:refs/remotes/origin/pull/* +refs/heads/*:refs/remotes/origin/*",
                        credentialsId)),
                List.of(new BranchSpec("origin/${REF}")),
                null,
                null,
                List.of()));
    }

    private FreeStyleBuild build(Result result, String ref, String pull) throws Exception {
        return jenkins.assertBuildStatus(
                result,
                job.scheduleBuild2(
                                0,
                                new ParametersAction(
                                        new StringParameterValue("REF", ref),
                                        new StringParameterValue("ghprbPullId", pull)))
                        .get());
    }

    @Test
    void shouldReportPullRequestsOfAFreestyleProjectUntilTheyAreClosed() throws Exception {
        String head = head("air");
        jenkins.assertLogContains(
                "Mergeability is reported to GitHub as continuous-integration/jenkins/mergeable",
                build(Result.SUCCESS, "pull/7/head", ""));
        awaitStatus(head, "pending", "awaiting approval (0 of 1)");

        github.conversation().review(7, "rita", "APPROVED", head);
        event("pull_request_review", "submitted", 7);
        awaitStatus(head, "success", MERGEABLE);

        // A second pull request of the same job has its own verdict, by the merge that was built.
        FakePull second = github.open(8, "acme", "water", "main");
        github.conversation().review(8, "rita", "APPROVED", head("water"));
        build(Result.SUCCESS, "pull/8/merge", "");
        awaitStatus(head("water"), "success", MERGEABLE);
        assertThat(job.getBuilds()).hasSize(2);
        showOnThePage();

        String broken = commit("water", "air/a", "broken\n");
        github.push(second);
        event("pull_request", "synchronize", 8);
        awaitStatus(broken, "pending", "preparing");
        build(Result.FAILURE, "pull/8/merge", "");
        awaitStatus(broken, "failure", "build failed");
        await(() -> assertThat(github.conversation().comments(8))
                .singleElement()
                .extracting(FakeConversation.Comment::body)
                .asString()
                .contains("#### `build` failed", "echo testing", "/console)")
                .doesNotContain("mergeability run"));
        awaitStatus(head, "success", MERGEABLE);

        github.conversation().close(8);
        event("pull_request", "closed", 8);
        await(() -> assertThat(Files.exists(PlainPullRequests.file(job, 8))).isFalse());
        assertThat(PullRequestJob.in(job)).extracting(PullRequestJob::number).containsExactly(7);
    }

    /** Both pull requests are on the page of the job, each with its own build. */
    private void showOnThePage() throws Exception {
        awaitQuiet();
        JSONObject page =
                jenkins.getJSON(job.getUrl() + "pull-requests/api/json").getJSONObject();
        JSONArray pulls = page.getJSONArray("pullRequests");
        assertThat(pulls.size()).isEqualTo(2);
        assertThat(pulls.getJSONObject(0).getInt("number")).isEqualTo(8);
        assertThat(pulls.getJSONObject(0).getInt("build")).isEqualTo(2);
        assertThat(pulls.getJSONObject(1).getInt("number")).isEqualTo(7);
        assertThat(pulls.getJSONObject(1).getInt("build")).isEqualTo(1);
        assertThat(pulls.getJSONObject(1).getString("verdict")).isEqualTo("success");
        github.forgetRequests();
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage shown = web.goTo(job.getUrl() + "pull-requests/");
            assertThat(shown.asNormalizedText()).contains("#8", "#7", "Re-evaluate");
            HtmlButton again = shown.querySelector("button[name='job'][value='7']");
            again.click();
        }
        await(() -> assertThat(github.requests()).contains("GET /pulls/7"));
        assertThat(github.requests()).doesNotContain("GET /pulls/8");
    }

    @Test
    void shouldCountABuildOnlyForTheCommitThatGitHasCheckedOut() throws Exception {
        String head = head("air");
        github.conversation().review(7, "rita", "APPROVED", head);

        // Whoever may build can choose the parameter.
        build(Result.SUCCESS, "main", "7");
        awaitStatus(head, "pending", "preparing");
        build(Result.SUCCESS, "water", "7");
        awaitQuiet();
        assertThat(descriptions(github, head)).containsExactly("preparing");

        build(Result.SUCCESS, "pull/7/merge", "7");
        awaitStatus(head, "success", MERGEABLE);

        // The merge with another target branch is another one.
        repository.git("branch", "next", "main");
        github.opened(7, "acme", "air", "next");
        event("pull_request", "edited", 7);
        awaitStatus(head, "pending", "preparing");
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        jenkins.assertLogContains(
                "Nothing to report: this build is not for a pull request", build(Result.SUCCESS, "main", ""));
        assertThat(PullRequestJob.in(job)).isEmpty();

        checkOut(null);
        jenkins.assertLogContains("choose credentials", build(Result.FAILURE, "pull/7/head", ""));

        job.removeProperty(GithubProjectProperty.class);
        jenkins.assertLogContains("enable \"GitHub project\"", build(Result.FAILURE, "pull/7/head", ""));
        awaitQuiet();
        assertThat(descriptions(github, head("air"))).isEmpty();
    }
}
