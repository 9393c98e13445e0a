package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.FakeMergeQueue;
import io.jenkins.plugins.mergeability.github.FakeMergeQueue.Entry;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.impl.trait.WildcardSCMHeadFilterTrait;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller restarts while groups of a merge queue are built. */
@ExtendWith(FastReporting.class)
class MergeQueueRestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    @Test
    void shouldReportAndEndGroupsOverARestart() throws Throwable {
        Path gate = Files.createFile(directory.resolve("gate"));
        Path started = Files.createFile(directory.resolve("started"));
        TestRepository repository = ReportingFixture.repository(
                directory.resolve("repository"), "buildComponents()\nreportMergeability()", "air", "fire");
        repository.write("components.yaml", """
                version: 1
                components:
                  air: {jobs: {test: "echo air >>%2$s; while [ -f %1$s ]; do sleep 0.1; done"}}
                  fire: {jobs: {test: "echo fire >>%2$s; while [ -f %1$s ]; do sleep 0.1; done"}}
                """.formatted(gate, started));
        repository.commit("gate");
        try (FakeGithub github = FakeGithub.with(repository)) {
            FakeMergeQueue queue = new FakeMergeQueue(github, "main");
            Entry lower = queue.add(7, "air");
            Entry upper = queue.add(8, "fire", lower);
            String[] name = new String[1];
            sessions.then(jenkins -> {
                jenkins.jenkins.setQuietPeriod(0);
                jenkins.jenkins.setNumExecutors(8);
                GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                        .withOtherBranches()
                        .credentials(ReportingFixture.credentials());
                name[0] = project.project().getFullName();
                project.with(new WildcardSCMHeadFilterTrait("main gh-readonly-queue/*", ""));
                project.with(new MergeabilityTrait());
                project.look();
                awaitStatus(github, lower.head(), "pending", "awaiting air/test");
                awaitStatus(github, upper.head(), "pending", "awaiting air/test, fire/test");
                // Pipeline may lose a build that gets an agent while Jenkins stops. Two jobs of main, one and two of
                // groups run.
                await(() -> assertThat(Files.readAllLines(started)).hasSize(5));
            });
            // GitHub removes the upper group while Jenkins is down, and the lower one passes after the restart.
            queue.remove(upper);
            sessions.then(jenkins -> {
                GithubProject project = GithubProject.of(jenkins, name[0]);
                WorkflowRun ended =
                        project.project().getItemByBranchName(upper.branch()).getLastBuild();
                WorkflowRun goes =
                        project.project().getItemByBranchName(lower.branch()).getLastBuild();
                project.look();
                jenkins.assertBuildStatus(Result.NOT_BUILT, jenkins.waitForCompletion(ended));
                assertThat(goes.isBuilding()).isTrue();
                Files.delete(gate);
                awaitStatus(github, lower.head(), "success", "merge group can be merged");
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(goes));
                await(() -> assertThat(Reporter.get().outbox().pending()).isEmpty());
                assertThat(github.conversation().status(upper.head(), "continuous-integration/jenkins/mergeable"))
                        .hasValueSatisfying(status -> assertThat(status.state()).isEqualTo("pending"));
            });
        }
    }
}
