package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.FakePull;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Path;
import java.util.Map;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GithubBuildITest {

    private JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;
    private FakeGithub github;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        repository = TestRepository.init(directory.resolve("repository"));
        repository
                .write("Jenkinsfile", "buildComponents()")
                .write("components.yaml", """
                        version: 1
                        components:
                          air: {jobs: {test: {outputs: [], run: cat a}, release: {when: merge, needs: [test], run: cat a}}}
                          water: {dependsOn: [air], jobs: {test: cat w}}
                          fire: {jobs: {test: cat f}}
                        """)
                .write("air/a", "1")
                .write("water/w", "1")
                .write("fire/f", "1");
        repository.commit("first");
        repository.branch("topic").write("air/a", "2").commit("air");
        repository.checkout("main");
        github = FakeGithub.with(repository);
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void shouldProveAPullRequestAndBuildItsMergeWithoutAnAgent() throws Exception {
        github.open(7, "acme", "topic", "main");
        GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.MERGE)
                .index();
        WorkflowRun pull = jenkins.assertBuildStatusSuccess(project.job("PR-7").getLastBuild());
        assertThat(Pipelines.states(pull))
                .isEqualTo(Map.of(
                        "air/release", JobStatus.SKIPPED,
                        "air/test", JobStatus.PASSED,
                        "fire/test", JobStatus.UNAFFECTED,
                        "water/test", JobStatus.PASSED));

        assertThat(Pipelines.stages(pull)).containsSubsequence("air: test", "air: release");

        // Without agents, a build that needs one never ends.
        jenkins.jenkins.setNumExecutors(0);
        WorkflowRun again = jenkins.buildAndAssertSuccess(project.job("PR-7"));

        assertThat(Pipelines.states(again))
                .containsEntry("air/test", JobStatus.PROVEN)
                .containsEntry("water/test", JobStatus.PROVEN);
        // The branch of the pull request is built at the same time; either build may be the last to prove.
        WorkflowRun branch = project.job("topic").getLastBuild();
        assertThat(Pipelines.job(again, "air", "test").reason())
                .isIn("by " + pull.getExternalizableId(), "by " + branch.getExternalizableId());
        jenkins.assertLogNotContains("[Pipeline] node", again);
        jenkins.assertLogNotContains("[Pipeline] checkout", again);

        jenkins.jenkins.setNumExecutors(2);
        repository.git("merge", "-q", "--no-ff", "-m", "merge", "topic");
        project.index();
        WorkflowRun merged =
                jenkins.assertBuildStatusSuccess(project.job("main").getLastBuild());
        assertThat(Pipelines.states(merged))
                .isEqualTo(Map.of(
                        "air/release", JobStatus.PASSED,
                        "air/test", JobStatus.PROVEN,
                        "fire/test", JobStatus.UNAFFECTED,
                        "water/test", JobStatus.PROVEN));
        assertThat(Pipelines.stages(merged)).containsSubsequence("air: test", "air: release");
    }

    @Test
    void shouldRunNothingOnAMergeThatDiffersFromThePlan() throws Exception {
        FakePull pull = github.open(7, "acme", "topic", "main");
        String other = repository
                .git("commit-tree", "-m", "otherwise", "-p", "main", "-p", "topic", "main^{tree}")
                .strip();
        repository.git("update-ref", pull.mergeRef(), other);

        GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.MERGE)
                .script("buildComponents(all: true)")
                .index();

        WorkflowRun build =
                jenkins.assertBuildStatus(Result.FAILURE, project.job("PR-7").getLastBuild());
        assertThat(Pipelines.record(build).plan().head()).isEqualTo(other);
        assertThat(Pipelines.states(build)).containsEntry("air/test", JobStatus.FAILED);
        assertThat(Pipelines.job(build, "air", "test").reason())
                .contains("the merge on this agent has the tree "
                        + repository.git("rev-parse", "topic^{tree}").strip() + ", but the planned tree is "
                        + repository.git("rev-parse", "main^{tree}").strip());
        assertThat(Pipelines.job(build, "air", "test").commands()).isEmpty();
    }

    @Test
    void shouldNeitherUseTheMapOfAForkNorItsProofsForOthers() throws Exception {
        repository
                .checkout("topic")
                .write("components.yaml", "version: 1\ncomponents:\n  air: {jobs: {test: 'echo stolen'}}\n")
                .commit("map");
        repository.checkout("main");
        github.open(8, "mallory", "topic", "main");
        GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                .script("buildComponents()")
                .index();

        WorkflowRun fork = jenkins.assertBuildStatusSuccess(project.job("PR-8").getLastBuild());

        jenkins.assertLogNotContains("stolen", fork);
        assertThat(Pipelines.record(fork).facts().untrusted()).isEqualTo("PR-8");
        assertThat(Pipelines.record(fork).facts().scope()).isEqualTo("PULL_REQUEST: pull request 8");
        assertThat(Pipelines.states(fork)).containsEntry("air/test", JobStatus.PASSED);
        WorkflowRun again = jenkins.buildAndAssertSuccess(project.job("PR-8"));
        assertThat(Pipelines.states(again)).containsEntry("air/test", JobStatus.PROVEN);

        github.open(9, "acme", "topic", "main");
        WorkflowRun trusted =
                jenkins.assertBuildStatusSuccess(project.index().job("PR-9").getLastBuild());
        assertThat(Pipelines.states(trusted)).containsEntry("air/test", JobStatus.PASSED);
        jenkins.assertLogContains("stolen", trusted);
    }
}
