package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.GitTool;
import hudson.slaves.DumbSlave;
import hudson.tools.ToolLocationNodeProperty;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Branches that run jobs of many components, and calls of the step on an agent. */
@WithJenkins
class SharedAgentsITest {

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    private Gate gate;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        rule.createOnlineSlave(Label.get("big"));
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void create() throws Exception {
        jenkins.jenkins.setNumExecutors(2);
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents(branchesUpTo: 1)");
        gate = new Gate(directory.resolve("gate"));
    }

    @Test
    void shouldShareAgentsAndStartTheLongestJobFirst() throws Exception {
        jenkins.jenkins.setNumExecutors(1);
        String slow = "run: 'sleep 2.5; " + gate.count("slow") + "'";
        map(components(5, i -> i == 3 ? slow : "agent: built-in, run: '" + gate.count("quick") + "'")
                + component("big", "agent: big, run: '" + gate.count("big") + "'")
                + component("alone", "isolate: true, agent: big, run: '" + gate.count("alone") + "'"));
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        WorkflowRun first = jenkins.buildAndAssertSuccess(job);
        assertThat(Pipelines.states(first).values()).hasSize(7).containsOnly(JobStatus.PASSED);
        assertThat(gate.counted()).hasSize(7);
        assertThat(Pipelines.job(first, "big", "test").branch()).isEqualTo("agent 1, big");

        repository.write("Jenkinsfile", "buildComponents(branchesUpTo: 1, proofs: false, all: true)");
        map(components(5, i -> i == 3 ? slow : "run: '" + gate.count("quick") + "'"));
        WorkflowRun second = jenkins.buildAndAssertSuccess(job);
        assertThat(Pipelines.record(second).jobs().stream()
                        .min(Comparator.comparing(JobRecord::started))
                        .orElseThrow()
                        .key()
                        .component())
                .isEqualTo("c3");
    }

    @Test
    void shouldRunShortJobsInOneStep() throws Exception {
        jenkins.jenkins.setNumExecutors(1);
        String common = "agent: built-in, run: '" + gate.count("quick") + "'";
        String fails = "agent: built-in, run: '" + gate.count("third") + "; echo before; test ! -f " + gate.file("fail")
                + " || { echo it broke; exit 3; }; echo after'";
        map(components(5, i -> i == 3 ? fails : common)
                + component("slow", "agent: built-in, run: 'sleep 2.5; " + gate.count("slow") + "'")
                + component("tests", "agent: built-in, junit: none.xml, run: '" + gate.count("tests") + "'"));
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        WorkflowRun first = jenkins.buildAndAssertSuccess(job);
        assertThat(Pipelines.stages(first))
                .contains("c0: test", "c1: test", "c2: test", "c3: test, c4: test, slow: test", "tests: test");
        assertThat(gate.counted()).hasSize(7);

        repository.write("Jenkinsfile", "buildComponents(branchesUpTo: 1, all: true, proofs: false)");
        repository.commit("all");
        gate.open("fail");
        WorkflowRun second = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(gate.counted()).hasSize(14);
        assertThat(Pipelines.stages(second))
                .contains("c0: test, c1: test, c2: test and 2 more", "c3: test", "slow: test", "tests: test")
                .doesNotContain("c0: test", "c1: test", "c2: test", "c4: test");
        assertThat(Pipelines.states(second)).containsEntry("c3/test", JobStatus.FAILED);
        assertThat(Pipelines.states(second).values().stream().filter(JobStatus.PASSED::equals))
                .hasSize(6);
        JobRecord failed = Pipelines.job(second, "c3", "test");
        assertThat(failed.reason()).contains("exit code 3");
        Gate.until(() -> !Pipelines.job(second, "c3", "test").tails().isEmpty());
        assertThat(Pipelines.job(second, "c3", "test").tails().get(0).lines()).containsExactly("before", "it broke");
        // Each job has a time of its own, one after another.
        List<JobRecord> together = Pipelines.record(second).jobs().stream()
                .filter(record -> record.key().component().startsWith("c"))
                .sorted(Comparator.comparing(JobRecord::started))
                .toList();
        for (int i = 1; i < together.size(); i++) {
            JobRecord before = together.get(i - 1);
            assertThat(together.get(i).started()).isGreaterThanOrEqualTo(before.started() + before.millis() - 1);
        }

        // One that failed the last time has a step of its own, which its log begins with.
        WorkflowRun third = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(Pipelines.states(third)).containsEntry("c3/test", JobStatus.FAILED);
    }

    @Test
    void shouldRunNewJobsInOneStepUntilOneOfThemIsLong() throws Exception {
        jenkins.jenkins.setNumExecutors(1);
        map(IntStream.range(10, 50)
                .mapToObj(i -> component(
                        "c" + i,
                        "agent: built-in, run: '" + (i == 30 ? "sleep 2.5; " : "") + gate.count("c" + i) + "'"))
                .collect(Collectors.joining()));
        repository.write("Jenkinsfile", "buildComponents()").commit("default");
        WorkflowRun run = jenkins.buildAndAssertSuccess(Pipelines.plain(jenkins, repository));

        List<String> expected = new ArrayList<>(List.of(
                "c10: test",
                "c11: test",
                "c12: test",
                "c13: test, c14: test, c15: test and 5 more",
                "c21: test, c22: test, c23: test and 5 more",
                "c29: test, c30: test, c31: test and 5 more"));
        IntStream.range(37, 50).forEach(i -> expected.add("c" + i + ": test"));
        assertThat(Pipelines.stages(run).stream().filter(stage -> stage.startsWith("c")))
                .containsExactlyElementsOf(expected);
        assertThat(Pipelines.states(run).values()).hasSize(40).containsOnly(JobStatus.PASSED);
        assertThat(gate.inOrder())
                .isEqualTo(IntStream.range(10, 50).mapToObj(i -> "c" + i).toList());
        assertThat(Pipelines.record(run).jobs())
                .allSatisfy(job -> assertThat(job.attempts()).isEqualTo(1))
                .filteredOn(job -> job.millis() > 2_400)
                .extracting(job -> job.key().component())
                .contains("c30")
                .doesNotContain("c29", "c31", "c32", "c33", "c34", "c35", "c36");
    }

    @Test
    void shouldRunJobsAgainByThemselvesWhenTheirCommonStepFails() throws Exception {
        jenkins.jenkins.setNumExecutors(1);
        String kills = "run: '" + gate.count("c2") + "; test ! -f " + gate.file("kill") + " || { rm "
                + gate.file("kill") + "; kill -9 $PPID; sleep 60; }'";
        map(components(4, i -> "agent: built-in, " + (i == 2 ? kills : "run: '" + gate.count("c" + i) + "'")));
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        jenkins.buildAndAssertSuccess(job);

        repository.write("Jenkinsfile", "buildComponents(branchesUpTo: 1, all: true, proofs: false)");
        repository.commit("all");
        gate.open("kill");
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        assertThat(Pipelines.states(run).values()).hasSize(4).containsOnly(JobStatus.PASSED);
        jenkins.assertLogContains("it runs again by itself", run);
        assertThat(Pipelines.job(run, "c2", "test").attempts()).isEqualTo(2);
    }

    @Test
    void shouldInterruptAllJobsOfAStep() throws Exception {
        jenkins.jenkins.setNumExecutors(1);
        map(components(3, i -> "agent: built-in, run: '" + gate.count("c" + i) + "; " + gate.wait("c1") + "'"));
        gate.open("c1");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        jenkins.buildAndAssertSuccess(job);

        repository.write("Jenkinsfile", "buildComponents(branchesUpTo: 1, all: true, proofs: false)");
        repository.commit("all");
        Files.delete(gate.file("c1"));
        Files.delete(gate.file("c1.reached"));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        gate.reached("c1");
        assertThat(Pipelines.states(run).values()).containsOnly(JobStatus.RUNNING);
        run.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(Pipelines.states(run).values()).hasSize(3).containsOnly(JobStatus.INTERRUPTED);
        assertThat(gate.counted()).hasSize(4);

        gate.open("c1");
        assertThat(Pipelines.states(jenkins.buildAndAssertSuccess(job)).values())
                .containsOnly(JobStatus.PASSED);
    }

    @Test
    void shouldNotWaitForANeedlessAgent() throws Exception {
        WorkflowJob other = jenkins.createProject(WorkflowJob.class, "other");
        other.setDefinition(new CpsFlowDefinition("node('built-in') { sh '" + gate.wait("other") + "' }", true));
        WorkflowRun busy = other.scheduleBuild2(0).waitForStart();
        gate.reached("other");
        // Other queue items of the same build stay.
        repository.write("Jenkinsfile", """
                parallel(
                    'this agent': { node('nowhere') { echo 'came' } },
                    work: { buildComponents(branchesUpTo: 1) })
                """);
        map(components(3, i -> "agent: built-in, run: '" + gate.count("c" + i) + "'"));
        WorkflowRun run = Pipelines.plain(jenkins, repository).scheduleBuild2(0).waitForStart();
        Gate.until(() -> BuildRecords.of(run).exist() && Pipelines.record(run).closed() != 0);

        assertThat(Pipelines.record(run).facts().branches()).hasSize(2);
        assertThat(gate.counted()).containsExactly("c0", "c1", "c2");
        assertThat(jenkins.jenkins.getQueue().getItems()).hasSize(1);
        jenkins.createOnlineSlave(Label.get("nowhere"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("came", run);
        gate.open("other");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(busy));
    }

    @Test
    void shouldRunInTheCallingWorkspace() throws Exception {
        jenkins.jenkins.setNumExecutors(1);
        map(components(3, i -> "agent: built-in, run: test -f Jenkinsfile && echo " + i)
                + component("alone", "isolate: true, agent: built-in, run: 'test ! -f mine'"));
        repository.write("Jenkinsfile", """
                node('built-in') {
                    checkout scm
                    def plan = planComponents()
                    echo "planned: ${plan.affected ?: plan.components*.name}"
                    def first = buildComponents(jobs: ['c0/test'])
                    sh 'touch mine'
                    def second = buildComponents()
                    echo "passed: ${first.passed} then ${second.passed.sort()} and ${second.proven}"
                }
                """);
        repository.commit("script");
        WorkflowRun run = jenkins.buildAndAssertSuccess(Pipelines.plain(jenkins, repository));
        jenkins.assertLogContains("passed: [c0/test] then [alone/test, c1/test, c2/test] and [c0/test]", run);
        assertThat(BuildRecords.of(run).all()).hasSize(2);
    }

    @Test
    void shouldRunInDeclarativePipelines() throws Exception {
        map(components(3, i -> "agent: built-in, run: 'true'"));
        for (String agent : List.of("none", "any")) {
            repository.write("Jenkinsfile", """
                    pipeline {
                        agent %s
                        stages {
                            stage('Build') { steps { buildComponents(all: true, proofs: false) } }
                            stage('Inline') {
                                steps {
                                    script {
                                        def what = 'one'
                                        buildComponents(components: ["in${what}": [root: '.', jobs: [test: ["echo ${what}", 'exit 7']]]], proofs: false)
                                    }
                                }
                            }
                        }
                        post { failure { echo 'said so' } }
                    }
                    """.formatted(agent));
            repository.commit(agent);
            WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Pipelines.plain(jenkins, repository));
            assertThat(Pipelines.states(run))
                    .isEqualTo(Map.of(
                            "c0/test", JobStatus.PASSED, "c1/test", JobStatus.PASSED, "c2/test", JobStatus.PASSED));
            jenkins.assertLogContains("inone/test: exit code 7 of `exit 7`", run);
            jenkins.assertLogContains("said so", run);
        }
    }

    @Test
    void shouldEndABranchWithoutJobsWhileAnotherWaits() throws Exception {
        jenkins.jenkins.setNumExecutors(3);
        WorkflowJob other = jenkins.createProject(WorkflowJob.class, "others");
        other.setDefinition(new CpsFlowDefinition(
                "parallel("
                        + Stream.of("one", "two", "three")
                                .map(name -> name + ": { node('built-in') { sh '" + gate.wait(name) + "' } }")
                                .collect(Collectors.joining(", "))
                        + ")",
                true));
        WorkflowRun busy = other.scheduleBuild2(0).waitForStart();
        gate.reached("one", "two", "three");
        map(components(2, i -> "agent: built-in, run: 'true'")
                + component("last", "isolate: true, agent: built-in, run: 'true'"));
        WorkflowRun run = Pipelines.plain(jenkins, repository).scheduleBuild2(0).waitForStart();
        // Two branches wait for any job, the third for an isolated agent.
        gate.open("one");
        Gate.until(() -> BuildRecords.of(run).exist()
                && (!run.isBuilding() || Pipelines.job(run, "last", "test").status() == JobStatus.PASSED));
        gate.open("two");
        gate.open("three");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(Pipelines.states(run).values()).hasSize(3).containsOnly(JobStatus.PASSED);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(busy));
    }

    @Test
    void shouldRunJobsOnOtherAgentsWhenOneCannotCheckOut() throws Exception {
        DumbSlave sick = jenkins.createSlave("sick", "farm", null);
        sick.setMode(Node.Mode.EXCLUSIVE); // so that the build is not planned there
        sick.getNodeProperties()
                .add(new ToolLocationNodeProperty(new ToolLocationNodeProperty.ToolLocation(
                        jenkins.jenkins.getDescriptorByType(GitTool.DescriptorImpl.class), "Default", "/nowhere/git")));
        jenkins.waitOnline(sick);
        jenkins.waitOnline(jenkins.createSlave("well", "farm", null));
        map(components(4, i -> "agent: farm, run: '" + gate.wait("c" + i) + "'"));
        WorkflowRun run = Pipelines.plain(jenkins, repository).scheduleBuild2(0).waitForStart();
        gate.reached("c0");
        Gate.until(() -> JenkinsRule.getLog(run).split("agent \\d, farm: ", -1).length > 3);
        for (int i = 0; i < 4; i++) {
            gate.open("c" + i);
        }
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(Pipelines.record(run).jobs()).hasSize(4).allSatisfy(job -> {
            assertThat(job.status()).isEqualTo(JobStatus.PASSED);
            assertThat(job.agent()).isEqualTo("well");
        });
        jenkins.jenkins.removeNode(sick);
    }

    @Test
    void shouldRejectACallBelowTheTopOfTheRepository() throws Exception {
        repository.write("services/y", "").write("services/services/x", "");
        map("  services: {jobs: {test: {agent: built-in, run: test ! -f y}}}\n");
        repository.write("Jenkinsfile", """
                node('built-in') {
                    checkout scm
                    dir('services') {
                        echo "planned: ${planComponents().affected}"
                        buildComponents()
                    }
                }
                """);
        repository.commit("script");
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Pipelines.plain(jenkins, repository));
        jenkins.assertLogContains("planned: [services]", run);
        jenkins.assertLogContains(
                "ERROR: buildComponents was called in the directory services of the repository, but commands run"
                        + " from its top: call it there, not inside dir",
                run);
    }

    @Test
    void shouldNotProveJobsThatRanOnChangedFiles() throws Exception {
        jenkins.jenkins.setNumExecutors(1);
        map(components(1, i -> "agent: built-in, run: test -s changed"));
        repository.write("changed", "");
        repository.write("Jenkinsfile", """
                node('built-in') {
                    checkout scm
                    sh 'echo changed >changed'
                    def result = buildComponents()
                    echo "passed: ${result.passed}"
                }
                """);
        repository.commit("script");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        jenkins.assertLogContains("passed: [c0/test]", jenkins.buildAndAssertSuccess(job));
        repository.write("Jenkinsfile", "buildComponents()").commit("no change");
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(Pipelines.states(run)).isEqualTo(Map.of("c0/test", JobStatus.FAILED));
    }

    private void map(String components) throws Exception {
        repository
                .write("components.yaml", "version: 1\ncomponents:\n" + components)
                .commit("map");
    }

    private static String component(String name, String job) {
        return "  " + name + ": {root: ., jobs: {test: {" + job + "}}}\n";
    }

    private static String components(int count, java.util.function.IntFunction<String> job) {
        return IntStream.range(0, count)
                .mapToObj(i -> component("c" + i, job.apply(i)))
                .collect(Collectors.joining());
    }
}
