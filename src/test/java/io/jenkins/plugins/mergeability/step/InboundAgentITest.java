package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.plugins.git.GitSCM;
import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class InboundAgentITest {

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    @Test
    void shouldRunAJobOnAnotherAgentWhenItsOwnIsLost(JenkinsRule jenkins) throws Exception {
        Path begun = directory.resolve("begun");
        // The first attempt does not end by itself.
        WorkflowJob job = project(jenkins, "[ -e '%1$s' ] || { touch '%1$s'; sleep 600; }".formatted(begun));
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name("one")
                        .label("inbound")
                        .build());

        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        while (!Files.exists(begun)) {
            Thread.sleep(100);
        }
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name("two")
                        .label("inbound")
                        .build());
        agents.stop(jenkins, "one");
        Jenkins.get().removeNode(jenkins.jenkins.getNode("one"));

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        JobRecord test = Pipelines.job(run, "air", "test");
        assertThat(test.status()).isEqualTo(JobStatus.PASSED);
        assertThat(test.agent()).isEqualTo("two");
        assertThat(test.attempts()).isEqualTo(2);
        assertThat(test.flaky()).isFalse();
        assertThat(test.notes()).containsExactly("its agent one was lost");
    }

    @Test
    void shouldEndWhatALostAgentLeftRunning(JenkinsRule jenkins) throws Exception {
        Path begun = directory.resolve("begun");
        WorkflowJob job = project(
                jenkins,
                "[ -e '%1$s' ] || { echo $$ >'%1$s'; while :; do echo >left; sleep 0.1; done; }; ! test -e left\n"
                        .formatted(begun));
        startAgent(jenkins);

        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Gate.until(() -> Files.exists(begun) && Files.size(begun) > 0);
        agents.stop(jenkins, "one");
        Jenkins.get().removeNode(jenkins.jenkins.getNode("one"));
        assertThat(runs(Files.readString(begun).strip())).isTrue();
        Gate.until(() -> jenkins.jenkins.getQueue().getItems().length == 1);
        startAgent(jenkins);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("--- ending what ran in this workspace since its agent was lost:", run);
        assertThat(runs(Files.readString(begun).strip())).isFalse();
        assertThat(Pipelines.job(run, "air", "test").attempts()).isEqualTo(2);
    }

    /** A pipeline with one job, which runs a shell script on an inbound agent. */
    private WorkflowJob project(JenkinsRule jenkins, String slow) throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        jenkins.jenkins.setNumExecutors(0);
        TestRepository repository = TestRepository.init(directory.resolve("repository"));
        repository
                .write("Jenkinsfile", "buildComponents()")
                .write("air/slow", slow)
                .write(
                        "components.yaml",
                        "version: 1\ndefaults: {agent: inbound}\ncomponents:\n  air: {jobs: {test: sh slow}}\n")
                .commit("first");
        return Pipelines.plain(jenkins, repository);
    }

    private static boolean runs(String process) throws IOException {
        Path status = Path.of("/proc", process, "stat");
        // A process that ended is there until its parent asks for its exit code.
        return Files.exists(status) && !Files.readString(status).contains(") Z ");
    }

    /** An agent that has the same directories each time. */
    private void startAgent(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = new DumbSlave("one", directory.resolve("agent").toString(), new JNLPLauncher());
        agent.setLabelString("inbound");
        jenkins.jenkins.addNode(agent);
        agents.start(
                jenkins, InboundAgentExtension.Options.newBuilder().name("one").build());
    }
}
