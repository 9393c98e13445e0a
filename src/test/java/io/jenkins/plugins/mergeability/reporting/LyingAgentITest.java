package io.jenkins.plugins.mergeability.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.plugins.git.GitTool;
import hudson.slaves.DumbSlave;
import hudson.tools.ToolLocationNodeProperty;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An agent on which git prints another component map than that of the commit. */
class LyingAgentITest extends ReportingITestCase {

    private static final String LIE = """
            #!/bin/sh
            case " $* " in
            *" cat-file "*) git "$@" | LC_ALL=C sed -u 's/! grep/  true/' ;;
            *) exec git "$@" ;;
            esac
            """;

    private DumbSlave liar;

    @AfterEach
    void close() throws Exception {
        project.project().delete();
        github.close();
        jenkins.jenkins.setNumExecutors(2);
        if (liar != null) {
            jenkins.jenkins.removeNode(liar);
        }
    }

    private void lie() throws Exception {
        Path git = directory.resolve("git");
        Files.writeString(git, LIE);
        assertThat(git.toFile().setExecutable(true)).isTrue();
        liar = jenkins.createSlave("liar", "farm", null);
        liar.getNodeProperties()
                .add(new ToolLocationNodeProperty(new ToolLocationNodeProperty.ToolLocation(
                        jenkins.jenkins.getDescriptorByType(GitTool.DescriptorImpl.class), "Default", git.toString())));
        jenkins.waitOnline(liar);
        jenkins.jenkins.setNumExecutors(0);
    }

    @Test
    void shouldNotBelieveAnAgentAboutTheMap() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "buildComponents()", "air");
        String head = commit("air", "air/a", "broken\n");
        project.with(new MergeabilityTrait());
        requireNoApprovals();
        github.open(7, "acme", "air", "main");
        // The response about the tree is not complete, so an agent has to plan.
        github.change("/git/trees/" + head, answer -> answer.put("truncated", true));
        lie();

        event("pull_request", "opened", 7);

        String error = "agent liar: git returned another component map than components.yaml of the commit " + head;
        ReportingFixture.await(() ->
                assertThat(project.job("PR-7").getLastBuild().isBuilding()).isFalse());
        WorkflowRun build = project.job("PR-7").getLastBuild();
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: " + error, build);
        assertThat(BuildRecords.of(build).all()).isEmpty();
        ReportingFixture.await(() -> assertThat(github.conversation().status(head, Reporting.CONTEXT))
                .hasValueSatisfying(status -> {
                    assertThat(status.state()).isEqualTo("error");
                    assertThat(status.description()).startsWith("agent liar: git returned another component map");
                }));
        assertThat(github.conversation().statuses())
                .noneMatch(status -> status.context().equals(Reporting.CONTEXT)
                        && status.state().equals("success"));

        // Nothing was recorded as proven: an honest agent runs the job of the true map, which fails.
        jenkins.jenkins.setNumExecutors(2);
        jenkins.jenkins.removeNode(liar);
        liar = null;
        WorkflowRun honest = jenkins.buildAndAssertStatus(Result.FAILURE, project.job("PR-7"));
        assertThat(BuildRecords.of(honest)
                        .get(1)
                        .job(new JobKey("air", "test", Optional.empty()))
                        .status())
                .isEqualTo(JobStatus.FAILED);
        awaitStatus(head, "failure", "air/test failed");
    }
}
