package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.cps.nodes.StepEndNode;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.jvnet.hudson.test.recipes.WithTimeout;

/** The controller is killed when Jenkins has saved that the body of a block has ended, and not yet that the block has. */
class ResumedEndsTest {

    private static final int SESSION_SECONDS = 1200;

    private static final String JOB = "killed";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @WithTimeout(SESSION_SECONDS)
    @CsvSource({
        "stage, true, PASSED",
        "parallel, true, PASSED",
        "node, true, PASSED",
        "timeout, true, PASSED",
        "timeout, false, FAILED",
        "buildComponents, true, PASSED"
    })
    void shouldGoOnAfterABlockWhoseBodyHadEnded(String block, String command, JobStatus status) throws Throwable {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        TestRepository repository = TestRepository.init(directory.resolve("repository"));
        repository
                .write("Jenkinsfile", "buildComponents()")
                .write("components.yaml", """
                        version: 1
                        components:
                          air: {root: ., jobs: {test: {parallel: {a: 'true', b: {timeout: 1h, run: '%s'}}}}}
                        """.formatted(command))
                .commit("first");
        Path saved = directory.resolve("saved");
        boolean ends = block.equals("buildComponents");

        sessions.then(jenkins -> {
            jenkins.jenkins.setNumExecutors(2);
            BodyEnds.block = block;
            BodyEnds.saved = saved;
            WorkflowRun run =
                    Pipelines.plain(jenkins, JOB, repository).scheduleBuild2(0).waitForStart();
            jenkins.waitForCompletion(run);
            BodyEnds.block = "";
        });
        Path build = sessions.getHome().toPath().resolve("jobs/" + JOB + "/builds/1");
        FileUtils.deleteDirectory(build.toFile());
        FileUtils.moveDirectory(saved.toFile(), build.toFile());

        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName(JOB, WorkflowJob.class).getBuildByNumber(1);
            assertThat(run.isBuilding()).isTrue();
            Result expected = status == JobStatus.PASSED && !ends ? Result.SUCCESS : Result.FAILURE;
            jenkins.assertBuildStatus(expected, jenkins.waitForCompletion(run));

            assertThat(Pipelines.states(run)).isEqualTo(Map.of("air/test", status));
            if (ends) {
                jenkins.assertLogContains("so its result is lost", run);
            }
            assertThat(jenkins.jenkins.toComputer().countBusy()).isZero();
        });
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldStartAJobAgainWhoseResultIsGone() throws Throwable {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        Gate gate = new Gate(directory.resolve("gate"));
        TestRepository repository = TestRepository.init(directory.resolve("repository"));
        repository
                .write("Jenkinsfile", "buildComponents()")
                .write("components.yaml", """
                        version: 1
                        components: {air: {root: ., jobs: {test: "%s; %s"}}}
                        """.formatted(gate.wait("air"), gate.count("air")))
                .commit("first");

        sessions.then(jenkins -> {
            Pipelines.plain(jenkins, JOB, repository).scheduleBuild2(0).waitForStart();
            gate.reached("air");
        });
        gate.open("air");
        Gate.until(() -> gate.counted().size() == 1);
        FileUtils.deleteDirectory(
                sessions.getHome().toPath().resolve("workspace/" + JOB + "@tmp").toFile());

        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName(JOB, WorkflowJob.class).getBuildByNumber(1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(Pipelines.job(run, "air", "test").attempts()).isEqualTo(2);
            assertThat(gate.counted()).hasSize(2);
            assertThat(jenkins.jenkins.toComputer().countBusy()).isZero();
        });
    }

    /** Keeps the files of a build as they are when the last body of a kind of block has ended. */
    @TestExtension
    public static final class BodyEnds implements GraphListener {

        private static volatile String block = "";
        private static volatile Path saved;

        @Override
        public void onNewHead(FlowNode node) {
            if (node instanceof StepEndNode end
                    && end.getStartNode().isBody()
                    && end.getDescriptor().getFunctionName().equals(block)) {
                try {
                    FileUtils.deleteDirectory(saved.toFile());
                    FileUtils.copyDirectory(
                            ((Run<?, ?>) node.getExecution().getOwner().getExecutable()).getRootDir(), saved.toFile());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
