package io.jenkins.plugins.mergeability.environment;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.environment.pages.CandidateView;
import io.jenkins.plugins.mergeability.environment.pages.EnvironmentAction;
import io.jenkins.plugins.mergeability.environment.pages.EnvironmentView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.credentialsbinding.impl.StringBinding;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Deployments on a real controller: what is proven becomes live, and what does not hold goes back. */
@WithJenkins
class DeploymentITest extends SharedController {

    @Test
    void shouldDeployWhatIsProven() throws Exception {
        deployments.run("'echo token $TOKEN >>" + deployments.file("trace") + "'");
        String commit = deployments.commit("one");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        EnvironmentDefinition definition = new EnvironmentDefinition("shop", "staging");
        definition.setBindings(List.of(new StringBinding("TOKEN", "deploy")));
        WorkflowJob staging = Deployments.job(jenkins, definition);
        Deployments.addSecret(jenkins, "deploy", "s3cret");

        WorkflowRun main = Deployments.build(jenkins, project, "main");

        jenkins.assertBuildStatusSuccess(main);
        Deployments.assertOffers(main, "air to staging: offered");
        Candidate live = Deployments.await(staging, 1, DeploymentState.LIVE);
        assertThat(live.offer().commit()).isEqualTo(commit);
        assertThat(live.offer().proofs().keySet()).map(Object::toString).containsExactly("air/release", "air/test");
        assertThat(deployments.running("staging")).isEqualTo("one");
        assertThat(deployments.trace())
                .containsExactly(
                        "staging run one",
                        "token s3cret",
                        "staging verify one",
                        "staging verify one",
                        "staging verify one");
        jenkins.waitUntilNoActivity();
        WorkflowRun run = jenkins.assertBuildStatusSuccess(staging.getLastBuild());
        assertThat(run.getDescription()).contains("air #1").contains("live");
        jenkins.assertLogContains("air #1", run);

        WorkflowRun again = jenkins.buildAndAssertSuccess(project.getItem("main"));
        Deployments.assertOffers(again, "air to staging: live already");
        assertThat(staging.getLastBuild().getNumber()).isEqualTo(1);
    }

    @Test
    void shouldAdoptANewerCommitWithTheSameFiles() throws Exception {
        deployments.commit("one");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        WorkflowJob staging = Deployments.job(jenkins, "staging");
        Deployments.build(jenkins, project, "main");
        Deployments.await(staging, 1, DeploymentState.LIVE);
        deployments.repository().write("README", "text").commit("text");

        WorkflowRun main = Deployments.build(jenkins, project, "main");

        Deployments.assertOffers(main, "air to staging: offered");
        Deployments.await(staging, 2, DeploymentState.LIVE);
        assertThat(deployments.trace()).as("nothing ran").hasSize(4);
    }

    @Test
    void shouldPutTheLastGoodReleaseBack() throws Exception {
        deployments.verify("! grep -q bad " + deployments.live("staging"));
        deployments.commit("good");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        WorkflowJob staging = Deployments.job(jenkins, "staging");
        Deployments.build(jenkins, project, "main");
        Deployments.await(staging, 1, DeploymentState.LIVE);
        deployments.commit("bad");

        Deployments.build(jenkins, project, "main");

        Candidate bad = Deployments.await(staging, 2, DeploymentState.ROLLED_BACK);
        assertThat(bad.text()).contains("verify failed: exit code 1 of `! grep -q bad");
        assertThat(deployments.running("staging")).isEqualTo("good");
        jenkins.waitUntilNoActivity();
        jenkins.assertBuildStatus(Result.FAILURE, staging.getLastBuild());
        assertThat(EnvironmentCounts.current()).isEqualTo(new EnvironmentCounts(0, 1, 0));
        assertThat(EnvironmentView.of(Deployments.environment(staging))
                        .getComponents()
                        .get(0)
                        .live()
                        .getNumber())
                .isEqualTo(1);
    }

    @Test
    void shouldPutTheLastGoodReleaseBackAfterAPersonHasAbortedARun() throws Exception {
        deployments.verify("! grep -q slow " + deployments.live("staging") + " || sleep 600");
        deployments.commit("good");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        WorkflowJob staging = Deployments.job(jenkins, "staging");
        Deployments.build(jenkins, project, "main");
        Deployments.await(staging, 1, DeploymentState.LIVE);
        deployments.commit("slow");
        project.scheduleBuild2(0).getFuture().get();
        deployments.awaitTrace("staging verify slow");

        WorkflowRun aborted = staging.getLastBuild();
        aborted.getExecutor().interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption("erin"));

        Candidate slow = Deployments.await(staging, 2, DeploymentState.ROLLED_BACK);
        assertThat(slow.text()).contains("verify failed: aborted by erin");
        assertThat(deployments.running("staging")).isEqualTo("good");
        jenkins.assertBuildStatus(Result.ABORTED, aborted);
        jenkins.waitUntilNoActivity();
        assertThat(staging.getLastBuild().getNumber()).isEqualTo(aborted.getNumber() + 1);
    }

    @Test
    void shouldAskAPersonAfterAMigrationThatIsNotCompatible() throws Exception {
        Path broken = deployments.file("broken");
        deployments
                .before("before: 'true'")
                .verify("test ! -e " + broken + " && ! grep -q bad " + deployments.live("staging"));
        deployments.commit("good");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        WorkflowJob staging = Deployments.job(jenkins, "staging");
        Deployments.build(jenkins, project, "main");
        Deployments.await(staging, 1, DeploymentState.LIVE);
        deployments.commit("bad");

        Deployments.build(jenkins, project, "main");

        Candidate bad = Deployments.await(staging, 2, DeploymentState.NEEDS_PERSON);
        assertThat(bad.text()).contains("not `compatible`");
        assertThat(deployments.running("staging")).isEqualTo("bad");
        EnvironmentView view = EnvironmentView.of(Deployments.environment(staging));
        assertThat(view.getStatus()).isEqualTo("person");
        assertThat(view.getComponents().get(0).returnable())
                .extracting(CandidateView::getNumber)
                .containsExactly(1);
        jenkins.waitUntilNoActivity();
        EnvironmentAction page = staging.getAction(EnvironmentAction.class);
        Files.createFile(broken);
        page.doRollBack("air", "1", 2, "the migration was harmless");
        jenkins.waitUntilNoActivity();
        assertThat(page.getView().getHistory().get(0).getText())
                .startsWith("#1 could not be put back; verify failed: exit code 1 of `test ! -e ");
        Files.delete(broken);
        page.doRollBack("air", "1", 2, "the disk is mounted again");
        Deployments.await(staging, 2, DeploymentState.ROLLED_BACK);
        assertThat(deployments.running("staging")).isEqualTo("good");
    }

    @Test
    void shouldPassFromOneEnvironmentToTheNext() throws Exception {
        // Jenkins ends the processes of both parts when it stops one: they are in the same workspace.
        String steady = "sleep 4; echo steady >>" + deployments.file("trace");
        deployments
                .run("{parallel: {slow: {run: sleep 60, timeout: 1s, allowFailure: true}, steady: '" + steady + "'}}")
                .after(deployments.environment("production", ""))
                .commit("one");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        WorkflowJob staging = Deployments.job(jenkins, "staging");
        WorkflowJob production = Deployments.job(jenkins, "production");

        WorkflowRun main = Deployments.build(jenkins, project, "main");

        assertThat(Deployments.offers(main))
                .containsExactlyInAnyOrder("air to staging: offered", "air to production: offered");
        Deployments.await(staging, 1, DeploymentState.LIVE);
        DueEnvironments.check(Deployments.environment(production));
        Deployments.await(production, 1, DeploymentState.LIVE);
        assertThat(deployments.running("production")).isEqualTo("one");
        assertThat(deployments.trace()).contains("steady");
    }
}
