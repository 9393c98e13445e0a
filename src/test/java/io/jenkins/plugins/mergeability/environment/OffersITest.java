package io.jenkins.plugins.mergeability.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Result;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.environment.pages.CandidateView;
import io.jenkins.plugins.mergeability.environment.pages.EnvironmentAction;
import io.jenkins.plugins.mergeability.environment.pages.EnvironmentView;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.GithubProject;
import java.nio.file.Files;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which builds may offer releases, and of what. */
@WithJenkins
class OffersITest extends SharedController {

    @Test
    void shouldRefuseBuildsOfAnythingButTheBranch() throws Exception {
        deployments.commit("one");
        deployments.repository().git("branch", "topic");
        deployments.repository().git("branch", "gh-readonly-queue/main/pr-1-" + "a".repeat(40));
        deployments.repository().git("tag", "v1");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());

        WorkflowRun main = Deployments.build(jenkins, project, "main");

        Deployments.assertOffers(main, "air to staging: refused: no environment job of this project deploys to it");
        WorkflowJob staging = Deployments.job(jenkins, "staging");
        Deployments.assertOffers(
                jenkins.buildAndAssertSuccess(project.getItem("topic")),
                "air to staging: refused: the branch topic offers nothing, because it is neither the primary branch nor"
                        + " configured as one");
        Deployments.assertOffers(
                jenkins.buildAndAssertSuccess(project.getItem("gh-readonly-queue%2Fmain%2Fpr-1-" + "a".repeat(40))),
                "air to staging: refused: a branch of the merge queue offers nothing: its change is deployed after the"
                        + " merge");
        Deployments.assertOffers(
                jenkins.buildAndAssertSuccess(project.getItem("v1")),
                "air to staging: refused: a tag offers nothing: releases come from a branch");
        ReplayAction replay = main.getAction(ReplayAction.class);
        WorkflowRun replayed = (WorkflowRun) replay.run(replay.getOriginalScript(), replay.getOriginalLoadedScripts())
                .get();
        Deployments.assertOffers(
                jenkins.assertBuildStatusSuccess(replayed),
                "air to staging: refused: a Replay offers nothing, because it may have another script than the"
                        + " repository");
        assertThat(Deployments.environment(staging).record().candidates()).isEmpty();
        assertThat(staging.getLastBuild()).isNull();

        EnvironmentDefinition ofTopic = new EnvironmentDefinition("shop", "staging");
        ofTopic.setBranch("topic");
        staging.setDefinition(ofTopic);
        Deployments.assertOffers(
                jenkins.buildAndAssertSuccess(project.getItem("main")),
                "air to staging: refused: it takes releases of the branch topic");
        staging.setDefinition(new EnvironmentDefinition("other", "staging"));
        Deployments.assertOffers(
                jenkins.buildAndAssertSuccess(project.getItem("main")),
                "air to staging: refused: no environment job of this project deploys to it");
    }

    @Test
    void shouldRefuseAPullRequest() throws Exception {
        deployments.commit("one");
        deployments.repository().branch("topic");
        deployments.commit("two");
        deployments.repository().checkout("main");
        Deployments.job(jenkins, "staging");
        Deployments.addSecret(jenkins, "deploy", "s3cret");
        try (FakeGithub github = FakeGithub.with(deployments.repository())) {
            github.open(7, "acme", "topic", "main");
            GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                    .withoutBranches()
                    .script("""
                            buildComponents()
                            echo "OFFER ${deployComponents()[0].outcome}"
                            try {
                                withCredentials([string(credentialsId: 'deploy', variable: 'TOKEN')]) { echo 'BOUND' }
                            } catch (e) {
                                echo "REFUSED ${e.message}"
                            }
                            """)
                    .index();

            WorkflowRun build =
                    jenkins.assertBuildStatusSuccess(project.job("PR-7").getLastBuild());
            jenkins.assertLogContains("REFUSED Could not find credentials entry with ID 'deploy'", build);
            Deployments.assertOffers(
                    build, "refused: a pull request offers nothing: its change is deployed after the merge");
        }
    }

    @Test
    void shouldRefuseWhatIsNotProvenOrNoLongerOnTheBranch() throws Exception {
        deployments.repository().write("Jenkinsfile", """
                catchError { buildComponents() }
                for (offer in deployComponents()) { echo "OFFER ${offer.outcome}" }
                """);
        deployments.commit("");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        WorkflowJob staging = Deployments.job(jenkins, "staging");

        WorkflowRun broken = Deployments.build(jenkins, project, "main");

        assertThat(broken.getResult()).isEqualTo(Result.FAILURE);
        Deployments.assertOffers(broken, "refused: air/test failed in shop/main#1");

        deployments.commit("two");
        WorkflowRun two = Deployments.build(jenkins, project, "main");
        Deployments.assertOffers(two, "offered");
        Deployments.await(staging, 1, DeploymentState.LIVE);

        deployments.repository().git("reset", "-q", "--hard", "HEAD~1");
        deployments.commit("three");
        ReplayAction rebuild = two.getAction(ReplayAction.class);
        WorkflowRun again =
                (WorkflowRun) rebuild.run(rebuild.getOriginalScript(), rebuild.getOriginalLoadedScripts(), true)
                        .get();
        assertThat(Deployments.offers(again)).singleElement().asString().startsWith("refused: ");

        WorkflowRun three = Deployments.build(jenkins, project, "main");
        Deployments.assertOffers(three, "offered");
        assertThat(EnvironmentView.of(Deployments.environment(staging))
                        .getComponents()
                        .get(0)
                        .waiting()
                        .get(0)
                        .getWaits())
                .contains("for a person: its commit does not follow from commit");
        assertThat(deployments.running("staging")).isEqualTo("two");
        Candidate rewritten = Deployments.newest(staging).orElseThrow();
        staging.getAction(EnvironmentAction.class)
                .doAccept(rewritten.number(), CandidateView.shown(rewritten), "two was never published");
        Deployments.await(staging, rewritten.number(), DeploymentState.LIVE);
        assertThat(deployments.running("staging")).isEqualTo("three");
    }

    @Test
    void shouldKeepWhatWasOfferedWhenANewerBuildAbortsAnOlderOne() throws Exception {
        String wait = "until test -e %s; do sleep 0.2; done".formatted(deployments.file("go"));
        deployments.repository().write("Jenkinsfile", """
                properties([disableConcurrentBuilds(abortPrevious: true)])
                try {
                    buildComponents()
                } finally {
                    for (offer in deployComponents()) { echo "OFFER ${offer.outcome}" }
                }
                node { sh '%s' }
                """.formatted(wait));
        deployments.commit("one");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        WorkflowJob staging = Deployments.job(jenkins, "staging");
        project.scheduleBuild2(0).getFuture().get();
        Deployments.await(staging, 1, DeploymentState.LIVE);
        WorkflowJob main = project.getItem("main");
        assertThat(main.getLastBuild().isBuilding()).isTrue();

        deployments.test("echo tested two >>%s; %s".formatted(deployments.file("trace"), wait));
        deployments.commit("two");
        project.scheduleBuild2(0).getFuture().get();
        deployments.awaitTrace("tested two");
        jenkins.assertBuildStatus(Result.NOT_BUILT, jenkins.waitForCompletion(main.getBuildByNumber(1)));

        String three = deployments.repository().write("air/version", "three\n").commit("three");
        project.scheduleBuild2(0).getFuture().get();
        WorkflowRun two =
                jenkins.assertBuildStatus(Result.NOT_BUILT, jenkins.waitForCompletion(main.getBuildByNumber(2)));
        Files.createFile(deployments.file("go"));
        Deployments.await(staging, 2, DeploymentState.LIVE);
        jenkins.waitUntilNoActivity();

        assertThat(Deployments.offers(two)).singleElement().asString().startsWith("refused: air/");
        assertThat(Deployments.environment(staging).record().candidates())
                .extracting(candidate -> candidate.offer().commit(), Candidate::state)
                .containsExactly(
                        tuple(
                                deployments
                                        .repository()
                                        .git("rev-parse", "HEAD~2")
                                        .strip(),
                                DeploymentState.REPLACED),
                        tuple(three, DeploymentState.LIVE));
    }

    @Test
    void shouldRunTheSameScriptInAReplay() throws Exception {
        deployments.commit("one");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        WorkflowJob staging = Deployments.job(jenkins, "staging");
        Deployments.build(jenkins, project, "main");
        Deployments.await(staging, 1, DeploymentState.LIVE);
        jenkins.waitUntilNoActivity();

        ReplayAction replay = staging.getLastBuild().getAction(ReplayAction.class);
        WorkflowRun replayed = (WorkflowRun)
                replay.run("echo 'FORGED'", replay.getOriginalLoadedScripts()).get();

        jenkins.assertBuildStatusSuccess(replayed);
        jenkins.assertLogNotContains("FORGED", replayed);
    }
}
