package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.FakePull;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.monitoring.Scrape;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Lost agents, aborted builds, and builds that newer commits supersede. */
@WithJenkins
class AgentErrorsITest {

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    private Gate gate;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = 500;
        rule.jenkins.setNumExecutors(4);
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
    void shouldRestartJobsThatLostTheirAgent() throws Exception {
        DumbSlave doomed =
                new DumbSlave("doomed", directory.resolve("doomed").toString(), jenkins.createComputerLauncher(null));
        doomed.setNumExecutors(2);
        doomed.setLabelString("farm");
        jenkins.jenkins.addNode(doomed);
        jenkins.waitOnline(doomed);
        map("""
                air: {root: ., jobs: {first: {agent: farm, run: "%s"}, test: {agent: farm, needs: [first], sequence: ["%s", "%s"]}}}
                water: {root: ., jobs: {test: {agent: farm, parallel: {a: "%s", b: "%s"}}}}
                """.formatted(
                        gate.count("first"), gate.count("air"), gate.wait("air"), gate.wait("water"), gate.count("b")));
        WorkflowRun run = Pipelines.plain(jenkins, repository).scheduleBuild2(0).waitForStart();
        gate.reached("air", "water");
        Gate.until(() -> gate.counted().contains("b"));
        doomed.toComputer().disconnect(null).get();
        jenkins.jenkins.removeNode(doomed);
        jenkins.waitOnline(jenkins.createSlave("heir", "farm", null));
        gate.open("air");
        gate.open("water");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        // What the first job left was lost with the agent, so it runs again before the job that needs it.
        assertThat(gate.counted()).containsExactly("air", "air", "b", "b", "first", "first");
        for (String component : List.of("air", "water")) {
            JobRecord job = Pipelines.job(run, component, "test");
            assertThat(job.status()).isEqualTo(JobStatus.PASSED);
            assertThat(job.attempts()).isEqualTo(2);
            assertThat(job.flaky()).isFalse();
            assertThat(job.agent()).isEqualTo("heir");
            assertThat(job.notes()).containsExactly("its agent doomed was lost");
        }
        Gate.until(() -> Scrape.of(jenkins)
                        .value("cicd_system_errors_total{cicd_system_component=\"agent\",error_type=\"agent_lost\"}")
                >= 2);
    }

    @Test
    void shouldReleaseEverythingWhenTheBuildIsAborted() throws Exception {
        map("""
                air: {root: ., jobs: {test: {limit: one, run: "%s"}, after: {needs: [test], run: 'true'}}}
                water: {root: ., jobs: {test: {needs: [air/after], run: 'true'}}}
                metal: {root: ., jobs: {test: {agent: nowhere, run: 'true'}}}
                wood: {root: ., jobs: {test: {parallel: ["%s", "%s"]}}}
                """.formatted(gate.wait("air"), gate.wait("x"), gate.wait("y")));
        WorkflowRun run = Pipelines.plain(jenkins, repository).scheduleBuild2(0).waitForStart();
        gate.reached("air", "x", "y");
        Gate.until(() -> jenkins.jenkins.getQueue().getItems().length == 1);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertThat(Pipelines.states(run))
                .isEqualTo(Map.of(
                        "air/test", JobStatus.INTERRUPTED,
                        "air/after", JobStatus.NOT_RUN,
                        "water/test", JobStatus.NOT_RUN,
                        "metal/test", JobStatus.NOT_RUN,
                        "wood/test", JobStatus.INTERRUPTED));
        assertThat(Pipelines.job(run, "air", "test").reason()).isEqualTo("the build was aborted");
        assertThat(Pipelines.record(run).closed()).isPositive();
        assertThat(jenkins.jenkins.getQueue().getItems()).isEmpty();
        assertThat(StepInvocations.LIMITS.hasRoom("somebody", Map.of("limit one", 1)))
                .isTrue();
        jenkins.waitUntilNoActivity();
    }

    @Test
    void shouldNotWaitForABranchThatHasFailed() throws Exception {
        map("""
                air: {root: ., jobs: {test: {agent: nowhere, run: 'true'}}}
                water: {root: ., jobs: {test: {needs: [air/test], run: 'true'}, other: 'true'}}
                """);
        WorkflowRun run = Pipelines.plain(jenkins, repository).scheduleBuild2(0).waitForStart();
        Gate.until(() -> Pipelines.waits("nowhere"));
        jenkins.jenkins.getQueue().cancel(Pipelines.waiting("nowhere").orElseThrow());
        jenkins.waitForCompletion(run);

        assertThat(run.getResult()).isNotEqualTo(Result.SUCCESS);
        assertThat(Pipelines.states(run))
                .isEqualTo(Map.of(
                        "air/test",
                        JobStatus.NOT_RUN,
                        "water/test",
                        JobStatus.NOT_RUN,
                        "water/other",
                        JobStatus.PASSED));
    }

    @Test
    void shouldAbortSupersededBuildsOfPullRequestsOnly() throws Exception {
        map("air: {root: ., jobs: {test: \"" + gate.wait("air-$(git rev-parse HEAD)") + "\"}}\n");
        String main = repository.head();
        repository.branch("topic").write("a", "1");
        String first = repository.commit("first");
        repository.checkout("main");
        try (FakeGithub github = FakeGithub.with(repository)) {
            FakePull pull = github.open(7, "acme", "topic", "main");
            GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                    .look();
            gate.reached("air-" + main, "air-" + first);
            WorkflowRun old = project.job("PR-7").getLastBuild();
            WorkflowRun branch = project.job("main").getLastBuild();

            repository.checkout("topic").write("a", "2");
            String second = repository.commit("second");
            github.push(pull);
            repository.checkout("main").write("b", "1");
            String next = repository.commit("next");
            project.look();

            jenkins.assertBuildStatus(Result.NOT_BUILT, jenkins.waitForCompletion(old));
            assertThat(Pipelines.job(old, "air", "test").status()).isEqualTo(JobStatus.INTERRUPTED);
            assertThat(Pipelines.job(old, "air", "test").reason())
                    .isEqualTo("Superseded by newer commits on the pull request");
            gate.reached("air-" + second, "air-" + next);
            assertThat(branch.isBuilding()).isTrue();
            for (String commit : List.of(main, first, second, next)) {
                gate.open("air-" + commit);
            }
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(branch));
            jenkins.waitUntilNoActivity();
            jenkins.assertBuildStatusSuccess(project.job("PR-7").getLastBuild());
            jenkins.assertBuildStatusSuccess(project.job("topic").getBuildByNumber(1));
        }
    }

    @Test
    void shouldNotAbortBuildsOfNewerCommitsWhenAnOlderOneIsReplayed() throws Exception {
        map("air: {root: ., jobs: {test: \"" + gate.wait("$JOB_BASE_NAME-$BUILD_NUMBER")
                + "; test $BUILD_NUMBER != 1\"}}\n");
        repository.branch("topic").write("a", "1").commit("first");
        repository.checkout("main");
        try (FakeGithub github = FakeGithub.with(repository)) {
            FakePull pull = github.open(7, "acme", "topic", "main");
            GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                    .look();
            gate.open("main-1");
            gate.open("topic-1");
            gate.open("PR-7-1");
            gate.reached("PR-7-1");
            WorkflowRun first = project.job("PR-7").getLastBuild();
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(first));
            repository.checkout("topic").write("a", "2").commit("second");
            repository.checkout("main");
            github.push(pull);
            project.look();
            // The build of the branch waits, so it proves nothing for the pull request.
            gate.reached("PR-7-2", "topic-2");
            WorkflowRun newest = project.job("PR-7").getLastBuild();

            ReplayAction replay = first.getAction(ReplayAction.class);
            replay.run2(replay.getOriginalScript(), replay.getOriginalLoadedScripts(), true);
            gate.reached("PR-7-3");
            gate.open("PR-7-3");
            jenkins.assertBuildStatusSuccess(
                    jenkins.waitForCompletion(project.job("PR-7").getBuildByNumber(3)));

            gate.open("PR-7-2");
            gate.open("topic-2");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(newest));
            jenkins.waitUntilNoActivity();
        }
    }

    private void map(String components) throws Exception {
        repository
                .write("components.yaml", "version: 1\ncomponents:\n" + components.indent(2))
                .commit("map");
    }
}
