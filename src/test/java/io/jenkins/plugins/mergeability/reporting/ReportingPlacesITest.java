package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.Reported.await;
import static io.jenkins.plugins.mergeability.reporting.Reported.awaitIdle;
import static io.jenkins.plugins.mergeability.reporting.Reported.awaitQuiet;
import static io.jenkins.plugins.mergeability.reporting.Reported.awaitStatus;
import static io.jenkins.plugins.mergeability.reporting.Reported.ours;
import static io.jenkins.plugins.mergeability.reporting.Reported.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Items;
import io.jenkins.plugins.mergeability.engine.outbox.PendingReport;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.FakePull;
import io.jenkins.plugins.mergeability.github.GithubHook;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.api.trait.SCMSourceTrait;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.OriginPullRequestDiscoveryTrait;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Projects that go elsewhere while something waits to be told, and pull requests that are at the same commit. */
@ExtendWith(Reported.Hurried.class)
@WithJenkins
class ReportingPlacesITest {

    private static JenkinsRule jenkins;
    private static GithubHook hook;
    private static String credentials;

    @TempDir
    private Path directory;

    private TestRepository repository;
    private FakeGithub github;
    private WorkflowMultiBranchProject project;
    private String head;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setQuietPeriod(0);
        hook = GithubHook.at(jenkins);
        credentials = Reported.credentials();
    }

    private void project() throws Exception {
        repository = Reported.repository(directory.resolve("repository"), "echo 'fine'", "air");
        github = FakeGithub.with(repository);
        project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                .withoutBranches()
                .credentials(credentials)
                .with(new MergeabilityTrait())
                .project();
        head = repository.git("rev-parse", "air").strip();
    }

    @AfterEach
    void stop() throws Exception {
        if (jenkins.jenkins.getItemByFullName(project.getFullName()) == project) {
            project.delete();
        }
        Reported.await(() -> assertThat(places()).isEmpty());
        github.close();
    }

    private void event(String kind, String action, int number) throws Exception {
        assertThat(hook.post(kind, github.event(action, number))).isEqualTo(200);
    }

    /** Where what waits is to be told. */
    private static List<String> places() throws Exception {
        return Reporter.get().outbox().pending().stream()
                .map(PendingReport::subject)
                .map(subject -> subject.location())
                .toList();
    }

    private void awaitPlace() throws Exception {
        awaitIdle();
        await(() -> assertThat(places()).containsExactly(project.getFullName() + "#acme/shop"));
    }

    @Test
    void shouldTellWhatWaitsWhereverTheProjectGoes() throws Exception {
        project();
        github.open(21, "acme", "air", "main");
        event("pull_request", "opened", 21);
        awaitStatus(github, head, "pending", "awaiting approval (0 of 1)");
        awaitQuiet();
        int before = ours(github).size();

        github.fail("POST /statuses", 502);
        github.conversation().draft(21, true);
        event("pull_request", "converted_to_draft", 21);
        awaitPlace();
        project.renameTo("renamed");
        awaitPlace();
        github.fail("POST /statuses", 0);
        assertThat(awaitStatus(github, head, "pending", "draft").target()).contains("/job/renamed/job/PR-21/");
        awaitQuiet();

        // Not even the pull request can be read while it is moved.
        github.fail("POST /statuses", 502);
        github.conversation().draft(21, false);
        event("pull_request", "ready_for_review", 21);
        awaitPlace();
        github.fail("GET /pulls/21", 502);
        Folder folder = jenkins.createProject(Folder.class, "folder");
        project = Items.move(project, folder);
        folder.renameTo("shelf");
        assertThat(project.getFullName()).isEqualTo("shelf/renamed");
        await(() -> assertThat(PullRequestStates.of(project.getItem("PR-21"))
                        .orElseThrow()
                        .trouble())
                .isNotNull());
        assertThat(places()).isEmpty();
        github.fail("POST /statuses", 0);
        github.fail("GET /pulls/21", 0);
        assertThat(awaitStatus(github, head, "pending", "awaiting approval (0 of 1)")
                        .target())
                .contains("/job/shelf/job/renamed/job/PR-21/");
        awaitQuiet();

        // It is renamed, and renamed back, in the middle of a look.
        github.holdResponses("GET /pulls/21/reviews");
        github.conversation().draft(21, true);
        github.forgetRequests();
        event("pull_request", "converted_to_draft", 21);
        await(() -> assertThat(github.requests()).anyMatch(request -> request.startsWith("GET /pulls/21/reviews")));
        github.fail("POST /statuses", 502);
        folder.renameTo("board");
        github.releaseResponses("GET /pulls/21/reviews");
        awaitPlace();
        folder.renameTo("shelf");
        awaitPlace();
        github.fail("POST /statuses", 0);
        assertThat(awaitStatus(github, head, "pending", "draft").target())
                .contains("/job/shelf/job/renamed/job/PR-21/");
        awaitQuiet();
        assertThat(ours(github)).hasSize(before + 3);
        folder.delete();
    }

    @Test
    void shouldTellNothingOfWhatIsGone() throws Exception {
        project();
        github.open(22, "acme", "air", "main");
        event("pull_request", "opened", 22);
        awaitStatus(github, head, "pending", "awaiting approval (0 of 1)");
        awaitQuiet();
        github.fail("POST /statuses", 502);
        github.conversation().draft(22, true);
        event("pull_request", "converted_to_draft", 22);
        awaitPlace();

        project.getSourcesList().clear();
        project.save();
        Sweep.forgetWhatIsGone();
        assertThat(places()).isEmpty();
    }

    @Test
    void shouldForgetAClosedPullRequestWhoseJobIsDeleted() throws Exception {
        project();
        github.open(23, "acme", "air", "main");
        event("pull_request", "opened", 23);
        awaitStatus(github, head, "pending", "awaiting approval (0 of 1)");
        awaitQuiet();
        github.fail("POST /statuses", 403);
        github.conversation().draft(23, true);
        event("pull_request", "converted_to_draft", 23);
        awaitPlace();

        // The branch source takes the job away before anybody else has looked.
        github.fail("GET /pulls/23", 502);
        github.conversation().close(23);
        assertThat(places()).hasSize(1);
        project.scheduleBuild2(0).getFuture().get();
        assertThat(project.getItem("PR-23")).isNull();
        assertThat(places()).isEmpty();
    }

    @Test
    void shouldNotTakeABuildForAnotherTargetForOneForThis() throws Exception {
        mergeableIntoMain(41);

        jenkins.jenkins.doQuietDown();
        try {
            github.open(41, "acme", "air", "release");
            event("pull_request", "edited", 41);
            awaitStatus(github, head, "pending", "preparing");
        } finally {
            jenkins.jenkins.doCancelQuietDown();
        }
        awaitStatus(github, head, "success", "pull request can be merged");

        // Nor is what a build for another target came to remembered in its place.
        WorkflowJob job = project.getItem("PR-41");
        jenkins.waitUntilNoActivity();
        jenkins.jenkins.doQuietDown();
        try {
            for (WorkflowRun run : job.getBuilds()) {
                run.delete();
            }
            awaitQuiet();
            awaitStatus(github, head, "success", "pull request can be merged");
            github.open(41, "acme", "air", "main");
            event("pull_request", "edited", 41);
            awaitStatus(github, head, "pending", "preparing");
        } finally {
            jenkins.jenkins.doCancelQuietDown();
        }
        awaitStatus(github, head, "success", "pull request can be merged");
    }

    @Test
    void shouldNotTakeWhatAPullRequestAsksForForWhatABranchDoes() throws Exception {
        project();
        GitHubSCMSource source = (GitHubSCMSource) project.getSources().get(0).getSource();
        List<SCMSourceTrait> traits = new ArrayList<>(source.getTraits());
        traits.removeIf(OriginPullRequestDiscoveryTrait.class::isInstance);
        traits.add(new OriginPullRequestDiscoveryTrait(3));
        source.setTraits(traits);
        repository
                .checkout("air")
                .write("Jenkinsfile", "reportMergeability approvals: 0")
                .commit("lax");
        repository.checkout("main");
        github.open(42, "acme", "air", "main");

        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();

        assertThat(project.getItem("PR-42-head").getLastBuild().getLog()).contains("this build is of none");
        assertThat(ProjectMemory.of(project)).hasValueSatisfying(memory -> {
            assertThat(memory.options().approvals()).isZero();
            assertThat(memory.branch()).isFalse();
        });
    }

    @Test
    void shouldNotSayThatOneCanBeMergedWhileAnotherOfTheSameCommitCannot() throws Exception {
        mergeableIntoMain(31);

        FakePull other = github.open(32, "acme", "air", "release");
        event("pull_request", "opened", 32);
        assertThat(awaitStatus(github, head, "pending", "PR-32: awaiting approval (0 of 1)")
                        .target())
                .contains("/job/PR-32/");
        awaitQuiet();
        int before = ours(github).size();

        // What is true of the first makes no difference now.
        event("pull_request_review", "edited", 31);
        Thread.sleep(200);
        awaitQuiet();
        assertThat(ours(github)).hasSize(before);

        long approval = github.conversation().review(32, "rita", "APPROVED", head);
        event("pull_request_review", "submitted", 32);
        awaitStatus(github, head, "success", "pull request can be merged");
        github.conversation().dismiss(32, approval);
        event("pull_request_review", "dismissed", 32);
        awaitStatus(github, head, "pending", "PR-32: awaiting approval (0 of 1)");
        github.conversation().draft(31, true);
        event("pull_request", "converted_to_draft", 31);
        awaitStatus(github, head, "pending", "PR-31: draft");

        // One goes, and the other is alone.
        github.conversation().close(31);
        event("pull_request", "closed", 31);
        awaitStatus(github, head, "pending", "awaiting approval (0 of 1)");
        awaitQuiet();

        // Another comes to be at the commit, and both go on to the next.
        FakePull third = github.open(30, "acme", "air", "main");
        event("pull_request", "opened", 30);
        awaitStatus(github, head, "pending", "PR-30: awaiting approval (0 of 1)");
        repository.checkout("air").write("air/air", "3\n");
        String next = repository.commit("next");
        repository.checkout("main");
        github.push(third);
        github.push(other);
        event("pull_request", "synchronize", 30);
        awaitStatus(github, next, "pending", "awaiting approval (0 of 1)");
        awaitStatus(github, head, "pending", "awaiting approval (0 of 1)");
        github.conversation().review(30, "rita", "APPROVED", next);
        event("pull_request", "synchronize", 32);
        awaitStatus(github, next, "pending", "PR-32: awaiting approval (0 of 1)");
        awaitQuiet();
        assertThat(told(github, head).stream().filter("pull request can be merged"::equals))
                .hasSize(2);
    }

    /** A project with a branch release, and a pull request that can be merged into main. */
    private void mergeableIntoMain(int number) throws Exception {
        project();
        repository.branch("release").checkout("main");
        github.open(number, "acme", "air", "main");
        github.conversation().review(number, "rita", "APPROVED", head);
        event("pull_request", "opened", number);
        awaitStatus(github, head, "success", "pull request can be merged");
        awaitQuiet();
    }
}
