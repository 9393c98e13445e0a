package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.SharedControllers;
import io.jenkins.plugins.mergeability.config.MergeabilityConfiguration;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.impl.trait.WildcardSCMHeadFilterTrait;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whose passes count in a build of the primary branch. */
@WithJenkins
class ScopesITest {

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void prepare() throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        repository = TestRepository.init(directory.resolve("repository"));
        repository
                .write("Jenkinsfile", "buildComponents()")
                .write("components.yaml", "version: 1\ncomponents: {air: {jobs: {test: {outputs: [], run: cat a}}}}\n")
                .write("air/a", "1")
                .commit("first");
        repository.branch("topic").write("air/a", "2").commit("second");
        repository.checkout("main");
    }

    @AfterEach
    void reset() throws Exception {
        SharedControllers.reset(jenkins);
    }

    /** Builds branches of the repository in a new multibranch project; returns the last build of one of them. */
    private WorkflowRun branches(String names, String name) throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class);
        GitSCMSource source = new GitSCMSource(repository.url());
        source.setTraits(List.of(new BranchDiscoveryTrait(), new WildcardSCMHeadFilterTrait(names, "")));
        project.getSourcesList().add(new BranchSource(source));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        return jenkins.assertBuildStatusSuccess(project.getItem(name).getLastBuild());
    }

    private WorkflowRun main() throws Exception {
        repository.git("merge", "-q", "--ff-only", "topic");
        WorkflowRun main = branches("main", "main");
        assertThat(Pipelines.record(main).facts().scope()).isEqualTo("PRIMARY: main");
        return main;
    }

    private WorkflowRun pullRequest(FakeGithub github, int number, String owner) throws Exception {
        github.open(number, owner, "topic", "main");
        GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                .withoutBranches()
                .script("buildComponents()")
                .index();
        return jenkins.assertBuildStatusSuccess(project.job("PR-" + number).getLastBuild());
    }

    private static JobStatus status(WorkflowRun run) throws Exception {
        return Pipelines.job(run, "air", "test").status();
    }

    @Test
    void shouldNotBelieveAFork() throws Exception {
        try (FakeGithub github = FakeGithub.with(repository)) {
            assertThat(status(pullRequest(github, 8, "mallory"))).isEqualTo(JobStatus.PASSED);
        }

        assertThat(status(main())).isEqualTo(JobStatus.PASSED);
    }

    @Test
    void shouldBelieveAPullRequestFromTheSameRepository() throws Exception {
        WorkflowRun own;
        try (FakeGithub github = FakeGithub.with(repository)) {
            own = pullRequest(github, 7, "acme");
        }
        assertThat(Pipelines.record(own).facts().scope()).isEqualTo("BRANCH: pull request 7");
        assertThat(status(own)).isEqualTo(JobStatus.PASSED);

        WorkflowRun main = main();

        assertThat(status(main)).isEqualTo(JobStatus.PROVEN);
        assertThat(Pipelines.job(main, "air", "test").reason()).isEqualTo("by " + own.getExternalizableId());
    }

    @Test
    void shouldBelieveABranchUnlessConfiguredOtherwise() throws Exception {
        WorkflowRun topic = branches("topic", "topic");
        assertThat(Pipelines.record(topic).facts().scope()).isEqualTo("BRANCH: topic");
        MergeabilityConfiguration.get().setBranchProofs(false);
        repository.git("branch", "other", "topic");
        assertThat(status(branches("other", "other"))).isEqualTo(JobStatus.PASSED);

        MergeabilityConfiguration.get().setBranchProofs(true);

        assertThat(status(main())).isEqualTo(JobStatus.PROVEN);
    }

    /** The pass of a branch counts for the primary branch, but nothing that its build made is restored there. */
    @Test
    void shouldNotRestoreTheOutputsOfAnotherBranch() throws Exception {
        repository.checkout("topic");
        repository.write("components.yaml", """
                version: 1
                components:
                  air:
                    jobs:
                      compile: {inputs: {only: [a]}, outputs: [built], run: 'echo $JOB_NAME >built'}
                      test: {needs: [compile], outputs: [], run: cat built}
                """).commit("outputs");
        repository.checkout("main");
        branches("topic", "topic");
        repository.checkout("topic");
        repository.write("air/b", "3").commit("third");
        repository.checkout("main");

        WorkflowRun main = main();

        assertThat(Pipelines.job(main, "air", "compile").status()).isEqualTo(JobStatus.PASSED);
        assertThat(status(main)).isEqualTo(JobStatus.PASSED);
        jenkins.assertLogContains("only another branch has its outputs", main);
        Path workspace =
                Path.of(jenkins.jenkins.getWorkspaceFor(main.getParent()).getRemote());
        assertThat(Files.readString(workspace.resolve("air/built"))).contains("main");
    }

    @Test
    void shouldBelieveABranchThatIsConfiguredAsPrimary() throws Exception {
        MergeabilityConfiguration.get().setPrimaryBranches("release/*");
        MergeabilityConfiguration.get().setBranchProofs(false);
        repository.git("branch", "release/1", "topic");
        WorkflowRun release = branches("release/1", "release%2F1");
        assertThat(Pipelines.record(release).facts().scope()).isEqualTo("PRIMARY: release/1");

        assertThat(status(main())).isEqualTo(JobStatus.PROVEN);
    }

    @Test
    void shouldNotBelieveAPlainJobOutsideOfATrustedFolder() throws Exception {
        repository.git("merge", "-q", "--ff-only", "topic");
        WorkflowJob plain = Pipelines.plain(jenkins, repository);
        assertThat(status(jenkins.buildAndAssertSuccess(plain))).isEqualTo(JobStatus.PASSED);
        assertThat(status(jenkins.buildAndAssertSuccess(Pipelines.plain(jenkins, repository))))
                .isEqualTo(JobStatus.PASSED);

        WorkflowRun main = main();

        assertThat(status(main)).isEqualTo(JobStatus.PASSED);
        WorkflowRun trusted = jenkins.buildAndAssertSuccess(Pipelines.trusted(jenkins, repository));
        assertThat(status(trusted)).isEqualTo(JobStatus.PROVEN);
        assertThat(Pipelines.job(trusted, "air", "test").reason()).isEqualTo("by " + main.getExternalizableId());
    }

    @Test
    void shouldBelieveAPlainJobOfATrustedFolder() throws Exception {
        repository.checkout("topic");
        repository.git("branch", "-f", "main", "topic");
        WorkflowRun trusted = jenkins.buildAndAssertSuccess(Pipelines.trusted(jenkins, repository));
        assertThat(status(trusted)).isEqualTo(JobStatus.PASSED);

        repository.checkout("main");
        assertThat(status(main())).isEqualTo(JobStatus.PROVEN);
    }

    @Test
    void shouldNotBelieveAReplay() throws Exception {
        Path fixed = directory.resolve("fixed");
        repository
                .write(
                        "components.yaml",
                        "version: 1\ncomponents: {air: {jobs: {test: 'test -f %s'}}}\n".formatted(fixed))
                .commit("needs a file");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        WorkflowRun first = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        ReplayAction replay = first.getAction(ReplayAction.class);
        WorkflowRun replayed = (WorkflowRun) replay.run(
                        "node { sh 'touch %s' }\nbuildComponents()".formatted(fixed), replay.getOriginalLoadedScripts())
                .get();
        assertThat(status(jenkins.assertBuildStatusSuccess(replayed))).isEqualTo(JobStatus.PASSED);
        jenkins.assertLogContains("nothing is recorded as proven, because a Replay may have another script", replayed);

        WorkflowRun rebuiltReplay = rebuild(replayed);
        assertThat(status(jenkins.assertBuildStatusSuccess(rebuiltReplay)))
                .as("a rebuild of a Replay has its script")
                .isEqualTo(JobStatus.PASSED);

        Files.delete(fixed);
        assertThat(status(jenkins.buildAndAssertStatus(Result.FAILURE, job))).isEqualTo(JobStatus.FAILED);

        Files.createFile(fixed);
        assertThat(status(jenkins.assertBuildStatusSuccess(rebuild(first)))).isEqualTo(JobStatus.PASSED);
        Files.delete(fixed);
        assertThat(status(jenkins.buildAndAssertSuccess(job)))
                .as("the rebuild has the script of the repository, so the commit is remembered")
                .isEqualTo(JobStatus.UNAFFECTED);
    }

    private static WorkflowRun rebuild(WorkflowRun run) throws Exception {
        ReplayAction replay = run.getAction(ReplayAction.class);
        return (WorkflowRun) replay.run(replay.getOriginalScript(), replay.getOriginalLoadedScripts(), true)
                .get();
    }
}
