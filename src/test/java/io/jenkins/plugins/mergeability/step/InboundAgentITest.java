package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
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
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        jenkins.jenkins.setNumExecutors(0);
        TestRepository repository = TestRepository.init(directory.resolve("repository"));
        Path begun = directory.resolve("begun");
        // The first attempt does not end by itself.
        repository
                .write("Jenkinsfile", "buildComponents()")
                .write("air/slow", "[ -e '" + begun + "' ] || { touch '" + begun + "'; sleep 600; }")
                .write(
                        "components.yaml",
                        "version: 1\ndefaults: {agent: inbound}\ncomponents:\n  air: {jobs: {test: sh slow}}\n")
                .commit("first");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
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
}
