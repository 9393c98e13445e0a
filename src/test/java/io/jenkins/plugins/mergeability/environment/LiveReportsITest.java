package io.jenkins.plugins.mergeability.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.environment.pages.CandidateView;
import io.jenkins.plugins.mergeability.environment.pages.EnvironmentAction;
import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.reporting.FastReporting;
import io.jenkins.plugins.mergeability.reporting.MergeabilityTrait;
import io.jenkins.plugins.mergeability.reporting.ReportingFixture;
import java.util.List;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the comment on a merged pull request says about environments. */
@ExtendWith(FastReporting.class)
@WithJenkins
class LiveReportsITest extends SharedController {

    @Test
    void shouldSayInTheCommentWhereAMergedPullRequestIsLive() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "robot", null, "robot", "token"));
        deployments.commit("one");
        deployments.repository().branch("topic");
        deployments.commit("two");
        deployments.repository().checkout("main");
        MergeabilityTrait trait = new MergeabilityTrait();
        trait.setComment("always");
        try (FakeGithub github = FakeGithub.with(deployments.repository())) {
            github.open(7, "acme", "topic", "main");
            GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                    .withOtherBranches()
                    .credentials("robot")
                    .with(trait);
            WorkflowJob staging = Deployments.job(
                    jenkins, new EnvironmentDefinition(project.project().getFullName(), "staging"));
            EnvironmentJob environment = Deployments.environment(staging);
            project.index();
            Deployments.await(staging, 1, DeploymentState.LIVE);
            LiveReports.report(environment);
            ReportingFixture.await(() -> assertThat(comment(github)).contains("awaiting approval"));
            assertThat(comment(github)).doesNotContain("Live in");

            deployments.repository().git("merge", "-q", "--no-ff", "-m", "Merge the topic", "topic");
            github.conversation()
                    .merge(7, deployments.repository().git("rev-parse", "HEAD").strip());
            project.index();
            Deployments.await(staging, 2, DeploymentState.LIVE);
            jenkins.waitUntilNoActivity();
            github.fail("GET /commits/", 502);
            assertThatThrownBy(() -> LiveReports.report(environment)).hasMessageContaining("502");
            github.fail("GET /commits/", 0);
            LiveReports.report(environment);

            ReportingFixture.await(() -> assertThat(comment(github))
                    .contains(
                            "* Live in `staging` as `air` since ",
                            "([page](" + jenkins.getURL() + staging.getUrl() + "environment/), [artifacts of build 2]("
                                    + jenkins.getURL() + project.job("main").getUrl() + "2/artifact/))",
                            "awaiting approval"));

            staging.renameTo("first");
            LiveReports.report(Deployments.environment(staging));
            LiveReports.withdrawAll();
            ReportingFixture.await(() -> assertThat(comment(github))
                    .contains("* Live in `staging` as `air` since ", "job/environments/job/first/environment/"));

            staging.getAction(EnvironmentAction.class).doRollBack("air", "", 2, "slow");
            Deployments.await(staging, 2, DeploymentState.ROLLED_BACK);
            LiveReports.report(Deployments.environment(staging));

            ReportingFixture.await(
                    () -> assertThat(comment(github)).doesNotContain("Live in").contains("awaiting approval"));

            jenkins.buildAndAssertSuccess(project.job("main"));
            Candidate again = Deployments.newest(staging).orElseThrow();
            staging.getAction(EnvironmentAction.class)
                    .doAccept(again.number(), CandidateView.shown(again), "it was not slow");
            Deployments.await(staging, 3, DeploymentState.LIVE);
            LiveReports.report(Deployments.environment(staging));
            ReportingFixture.await(() -> assertThat(comment(github)).contains("Live in `staging`"));
            jenkins.waitUntilNoActivity();
            staging.delete();
            LiveReports.withdrawAll();

            ReportingFixture.await(
                    () -> assertThat(comment(github)).doesNotContain("Live in").contains("awaiting approval"));
            assertThat(ReportedEnvironment.all()).isEmpty();
        }
    }

    /** The one comment. */
    private static String comment(FakeGithub github) {
        List<FakeConversation.Comment> all = github.conversation().comments(7);
        assertThat(all).hasSize(1);
        return all.get(0).body();
    }
}
