package io.jenkins.plugins.mergeability.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.jvnet.hudson.test.recipes.WithTimeout;

/** A deployment goes on after a restart of the controller. */
class DeploymentRestartTest {

    /** A session starts Jenkins, builds and deploys, which takes minutes on a busy machine. */
    private static final int SECONDS = 1200;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    private Deployments deployments;

    @BeforeEach
    void create() throws Exception {
        deployments = new Deployments(directory);
    }

    @Test
    @WithTimeout(SECONDS)
    void shouldGoOnAfterARestartWhileItVerifies() throws Throwable {
        Path go = deployments.file("go");
        deployments.verify("until test -e " + go + "; do sleep 0.2; done");
        deployments.commit("one");
        sessions.then(jenkins -> {
            jenkins.jenkins.setNumExecutors(4);
            WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
            WorkflowJob staging = Deployments.job(jenkins, "staging");
            project.scheduleBuild2(0).getFuture().get();
            Deployments.await(staging, 1, DeploymentState.VERIFYING);
            deployments.awaitTrace("staging verify one");
        });
        sessions.then(jenkins -> {
            WorkflowJob staging = jenkins.jenkins.getItemByFullName("environments/staging", WorkflowJob.class);
            assertThat(Deployments.environment(staging).record().active()).isPresent();
            Files.createFile(go);
            Deployments.await(staging, 1, DeploymentState.LIVE);
            jenkins.waitUntilNoActivity();
            jenkins.assertBuildStatusSuccess(staging.getLastBuild());
            assertThat(staging.getLastBuild().getNumber()).isEqualTo(1);
            assertThat(deployments.trace())
                    .containsExactly(
                            "staging run one", "staging verify one", "staging verify one", "staging verify one");
        });
    }
}
