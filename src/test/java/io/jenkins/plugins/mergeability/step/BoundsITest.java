package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.config.LimitConfiguration;
import io.jenkins.plugins.mergeability.config.MergeabilityConfiguration;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.cps.nodes.StepNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.durable_task.ShellStep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Limits of concurrency, and what a first failure stops. */
@WithJenkins
class BoundsITest {

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    private Gate gate;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        rule.jenkins.setNumExecutors(8);
        MergeabilityConfiguration.get().setLimits(List.of(new LimitConfiguration("pair", 2)));
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void create() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents()");
        gate = new Gate(directory.resolve("gate"));
    }

    @Test
    void shouldLimitTheCommandsOfAJobAndOfABlock() throws Exception {
        map(component("job", "maxParallel: 2, parallel: [" + spans("j", 5) + "]"));
        run();
        assertThat(gate.maxAtOnce()).isLessThanOrEqualTo(2);
        assertThat(gate.counted()).hasSize(10);

        map(component("block", "sequence: [{maxParallel: 1, parallel: [" + spans("b", 3) + "]}]"));
        run();
        assertThat(gate.maxAtOnce()).isLessThanOrEqualTo(2);
        assertThat(gate.counted()).hasSize(16);
    }

    @Test
    void shouldLimitTheJobsOfAStepAndOfACategoryAcrossBuilds() throws Exception {
        repository.write("Jenkinsfile", "buildComponents(maxParallel: 2)");
        map(components(6, ""));
        run();
        assertThat(gate.maxAtOnce()).isLessThanOrEqualTo(2);
        assertThat(gate.counted()).hasSize(12);

        gate = new Gate(directory.resolve("limit"));
        repository.write("Jenkinsfile", "buildComponents(proofs: false)");
        map(components(4, "limit: pair, "));
        var first = Pipelines.plain(jenkins, repository).scheduleBuild2(0);
        var second = Pipelines.plain(jenkins, repository).scheduleBuild2(0);
        jenkins.assertBuildStatusSuccess(first);
        jenkins.assertBuildStatusSuccess(second);
        assertThat(gate.maxAtOnce()).isLessThanOrEqualTo(2);
        assertThat(gate.counted()).hasSize(16);
    }

    @Test
    void shouldStopTheRestAtTheFirstFailure() throws Exception {
        map(component("air", "failFast: true, parallel: {a: '" + gate.wait("never") + "', b: 'exit 4'}")
                + component("water", "run: 'true'"));
        WorkflowRun block = jenkins.buildAndAssertStatus(Result.FAILURE, Pipelines.plain(jenkins, repository));
        assertThat(Pipelines.states(block))
                .isEqualTo(Map.of("air/test", JobStatus.FAILED, "water/test", JobStatus.PASSED));
        jenkins.assertLogContains("1 job did not pass:\nair/test: exit code 4 of `exit 4`", block);

        repository.write("Jenkinsfile", "buildComponents(failFast: true)");
        map(component("air", "run: '" + gate.wait("ever") + "'")
                + component(
                        "water",
                        "sequence: ['while [ ! -f " + directory.resolve("gate/ever.reached")
                                + " ]; do sleep 0.1; done', exit 5]")
                + component("fire", "needs: [air/test], run: 'true'"));
        WorkflowRun step = jenkins.buildAndAssertStatus(Result.FAILURE, Pipelines.plain(jenkins, repository));
        assertThat(Pipelines.states(step))
                .isEqualTo(Map.of(
                        "air/test",
                        JobStatus.INTERRUPTED,
                        "water/test",
                        JobStatus.FAILED,
                        "fire/test",
                        JobStatus.NOT_RUN));
        jenkins.assertLogContains("water/test: exit code 5 of `exit 5`", step);
        jenkins.assertLogContains("3 jobs did not pass:", step);
    }

    @Test
    void shouldHoldNoPlaceOfALimitWhileItWaitsForAnAgent() throws Exception {
        jenkins.createOnlineSlave(Label.get("bench"));
        repository.write("Jenkinsfile", """
                node('bench') {
                    checkout scm
                    sh '%s'
                    buildComponents()
                }
                """.formatted(gate.wait("there")));
        map(component("here", "agent: bench, limit: solo, run: '" + gate.count("here") + "'"));
        WorkflowRun holder =
                Pipelines.plain(jenkins, repository).scheduleBuild2(0).waitForStart();
        gate.reached("there");
        TestRepository second = TestRepository.init(directory.resolve("second"));
        second.write("Jenkinsfile", "buildComponents()")
                .write(
                        "components.yaml",
                        "version: 1\ncomponents:\n"
                                + component(
                                        "alone",
                                        "isolate: true, agent: bench, limit: solo, run: '" + gate.count("alone") + "'"))
                .commit("map");
        WorkflowRun waiter = Pipelines.plain(jenkins, second).scheduleBuild2(0).waitForStart();
        Gate.until(() -> Pipelines.waits("bench"));
        gate.open("there");
        Gate.until(() -> gate.counted().size() == 2);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(holder));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(waiter));
        assertThat(gate.inOrder()).containsExactly("here", "alone");
    }

    @Test
    void shouldRestartCommandsBesideABlockThatItsFirstFailureStops() throws Exception {
        map(component(
                "air",
                "parallel: {x: {allowFailure: true, failFast: true, parallel: ['" + gate.wait("never")
                        + "', 'while [ ! -f " + directory.resolve("gate/y.reached") + " ] || [ ! -f "
                        + directory.resolve("gate/never.reached") + " ]; do sleep 0.1; done; exit 3']}, y: '"
                        + gate.wait("y") + "'}"));
        WorkflowRun run = Pipelines.plain(jenkins, repository).scheduleBuild2(0).waitForStart();
        gate.reached("y");
        Gate.until(() -> !run.isBuilding() || JenkinsRule.getLog(run).contains("failed with exit code 3"));
        Thread.sleep(1000);
        gate.open("y");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    /** Two interruptions that suppress each other: Pipeline's own script that ends a build never came to its end. */
    @Test
    void shouldEndABuildThatIsInterruptedTwice() throws Exception {
        map(component("air", "run: '" + gate.wait("air") + "'")
                + component("fire", "run: '" + gate.wait("fire") + "'"));
        WorkflowRun run = Pipelines.plain(jenkins, repository).scheduleBuild2(0).waitForStart();
        gate.reached("air", "fire");
        FlowInterruptedException first = new FlowInterruptedException(Result.ABORTED, new First());
        FlowInterruptedException second = new FlowInterruptedException(Result.ABORTED, new Second());
        StepContext air = command(run, "air");
        command(run, "fire").onFailure(second);
        Gate.until(() -> JenkinsRule.getLog(run).contains("Failed in branch fire"));
        air.onFailure(first);
        air.onFailure(second);
        gate.open("air");
        gate.open("fire");

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("the first request", run);
        jenkins.assertLogContains("the second request", run);
    }

    /** The context of the running command of a component. */
    private static StepContext command(WorkflowRun run, String component) throws Exception {
        for (StepExecution execution :
                run.getExecution().getCurrentExecutions(true).get()) {
            FlowNode node = execution.getContext().get(FlowNode.class);
            if (node instanceof StepNode step
                    && step.getDescriptor() instanceof ShellStep.DescriptorImpl
                    && node.getEnclosingBlocks().stream()
                            .anyMatch(block -> block.getDisplayName().contains(component))) {
                return execution.getContext();
            }
        }
        throw new AssertionError("no command of " + component + " is running");
    }

    private static final class First extends CauseOfInterruption {

        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "the first request";
        }
    }

    private static final class Second extends CauseOfInterruption {

        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "the second request";
        }
    }

    private void run() throws Exception {
        jenkins.buildAndAssertSuccess(Pipelines.plain(jenkins, repository));
    }

    private void map(String components) throws Exception {
        repository
                .write("components.yaml", "version: 1\ncomponents:\n" + components)
                .commit("map");
    }

    private static String component(String name, String job) {
        return "  " + name + ": {root: ., jobs: {test: {" + job + "}}}\n";
    }

    private String components(int count, String settings) {
        return IntStream.range(0, count)
                .mapToObj(i -> component("c" + i, settings + "run: '" + gate.span("c" + i) + "'"))
                .collect(Collectors.joining());
    }

    private String spans(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "'" + gate.span(name + i) + "'")
                .collect(Collectors.joining(", "));
    }
}
