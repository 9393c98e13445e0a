package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.FoundOutputs;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.jvnet.hudson.test.recipes.WithTimeout;

/** Outputs of jobs across a restart of the controller, and the loss of an agent. */
class OutputsRestartTest {

    private static final int SESSION_SECONDS = 1200;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    private TestRepository repository;

    private Gate gate;

    @BeforeEach
    void create() throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents()").write(".gitignore", "out/\n");
        repository.write("lib/source", "1\n").write("app/source", "1\n");
        gate = new Gate(directory.resolve("gate"));
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldFindOutputsOfBeforeARestart() throws Throwable {
        repository
                .write("components.yaml", """
                        version: 1
                        components:
                          lib:
                            jobs:
                              compile: {outputs: [out/**], sequence: ["%s", "mkdir -p out; cp source out/made", "%s"]}
                          app:
                            jobs:
                              link: {needs: [lib/compile], outputs: [out/**], sequence: ["%s", "mkdir -p out; cp ../lib/out/made out/linked"]}
                              test: {needs: [link], outputs: [], run: cmp out/linked ../lib/out/made}
                        """.formatted(gate.count("compile"), gate.wait("compile"), gate.wait("link")))
                .commit("map");
        sessions.then(jenkins -> {
            Pipelines.plain(jenkins, "restarted", repository).scheduleBuild2(0).waitForStart();
            gate.reached("compile");
        });
        sessions.then(jenkins -> {
            gate.open("compile");
            gate.reached("link");
        });
        sessions.then(jenkins -> {
            gate.open("link");
            WorkflowRun run = jenkins.jenkins
                    .getItemByFullName("restarted", WorkflowJob.class)
                    .getBuildByNumber(1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(Pipelines.states(run).values()).hasSize(3).containsOnly(JobStatus.PASSED);
            assertThat(gate.counted()).containsExactly("compile");
            assertThat(Pipelines.job(run, "app", "test").found())
                    .extracting(FoundOutputs::job)
                    .containsExactly("app/link", "lib/compile");
            repository.write("app/source", "2\n").commit("app");
            WorkflowRun second = jenkins.buildAndAssertSuccess(run.getParent());
            assertThat(Pipelines.states(second))
                    .isEqualTo(Map.of(
                            "lib/compile", JobStatus.PROVEN,
                            "app/link", JobStatus.PASSED,
                            "app/test", JobStatus.PASSED));
        });
    }

    /** The files take seconds to read, so that the controller usually stops while it captures or restores them. */
    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldCaptureAndRestoreAgainIfTheControllerStopsMeanwhile() throws Throwable {
        repository.write("components.yaml", """
                        version: 1
                        components:
                          lib: {jobs: {compile: {outputs: [out/**], run: "mkdir -p out; truncate -s 700M out/large; cp source out/made"}}}
                          app: {jobs: {test: {needs: [lib/compile], outputs: [], run: "test $(wc -c <../lib/out/large) = 734003200; cmp ../lib/out/made ../lib/source"}}}
                        """).commit("map");
        sessions.then(jenkins -> {
            WorkflowRun run = Pipelines.plain(jenkins, "stopped", repository)
                    .scheduleBuild2(0)
                    .waitForStart();
            outputsStarted(run, 1);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = jenkins.jenkins
                    .getItemByFullName("stopped", WorkflowJob.class)
                    .getBuildByNumber(1);
            outputsStarted(run, 2);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = jenkins.jenkins
                    .getItemByFullName("stopped", WorkflowJob.class)
                    .getBuildByNumber(1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(Pipelines.states(run).values()).hasSize(2).containsOnly(JobStatus.PASSED);
            assertThat(Pipelines.job(run, "lib", "compile").attempts()).isEqualTo(1);
            assertThat(Pipelines.job(run, "app", "test").found())
                    .extracting(FoundOutputs::job)
                    .containsExactly("lib/compile");
        });
    }

    /** Waits until a number of steps that capture or restore outputs have started. */
    private static void outputsStarted(WorkflowRun run, int number) throws Exception {
        FlowExecution execution = run.getExecutionPromise().get();
        Gate.until(() -> {
            List<FlowNode> heads = execution.getCurrentHeads();
            // An execution that is being loaded has none yet.
            return heads.stream().noneMatch(Objects::isNull)
                    && new DepthFirstScanner()
                                    .allNodes(heads).stream()
                                            .filter(node -> ScriptWord.OUTPUTS_STEP
                                                    .text()
                                                    .equals(function(node)))
                                            .count()
                            >= number;
        });
    }

    private static String function(FlowNode node) {
        return node instanceof StepNode step && step.getDescriptor() != null
                ? step.getDescriptor().getFunctionName()
                : "";
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldRunAgainWhatALostAgentHad() throws Throwable {
        repository
                .write("components.yaml", """
                        version: 1
                        components:
                          app:
                            jobs:
                              compile: {agent: farm, outputs: [out/**], sequence: ["%s", "mkdir -p out; cp source out/made"]}
                              test: {agent: farm, needs: [compile], outputs: [], sequence: ["%s", "cmp out/made source"]}
                        """.formatted(gate.count("compile"), gate.wait("test")))
                .commit("map");
        sessions.then(jenkins -> {
            Slave first = jenkins.createSlave("first", "farm", null);
            jenkins.waitOnline(first);
            WorkflowRun run = Pipelines.plain(jenkins, "lost", repository)
                    .scheduleBuild2(0)
                    .waitForStart();
            gate.reached("test");
            jenkins.waitOnline(jenkins.createSlave("second", "farm", null));
            jenkins.jenkins.removeNode(first);
            gate.open("test");
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));

            assertThat(Pipelines.states(run).values()).hasSize(2).containsOnly(JobStatus.PASSED);
            assertThat(gate.counted()).containsExactly("compile", "compile");
            assertThat(Pipelines.job(run, "app", "compile").agent()).isEqualTo("second");
            assertThat(Pipelines.job(run, "app", "test").agent()).isEqualTo("second");
        });
    }
}
