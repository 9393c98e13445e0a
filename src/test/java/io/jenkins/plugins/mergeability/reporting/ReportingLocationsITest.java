package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitIdle;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitQuiet;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.descriptions;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.reports;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Items;
import io.jenkins.plugins.mergeability.engine.outbox.PendingReport;
import io.jenkins.plugins.mergeability.github.FakePull;
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
import org.junit.jupiter.api.Test;

/** Projects that are moved or deleted with pending reports, and pull requests with the same head commit. */
class ReportingLocationsITest extends ReportingITestCase {

    private WorkflowMultiBranchProject multibranch;
    private String head;

    private void create() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "echo 'fine'", "air");
        multibranch = project.with(new MergeabilityTrait()).project();
        head = head("air");
    }

    @AfterEach
    void stop() throws Exception {
        if (jenkins.jenkins.getItemByFullName(multibranch.getFullName()) == multibranch) {
            multibranch.delete();
        }
        ReportingFixture.await(() -> assertThat(pendingLocations()).isEmpty());
        github.close();
    }

    /** The locations of the pending reports. */
    private static List<String> pendingLocations() throws Exception {
        return Reporter.get().outbox().pending().stream()
                .map(PendingReport::subject)
                .map(subject -> subject.location())
                .toList();
    }

    private void awaitPendingReport() throws Exception {
        awaitIdle();
        await(() -> assertThat(pendingLocations()).containsExactly(multibranch.getFullName() + "#acme/shop"));
    }

    @Test
    void shouldDeliverPendingReportsOfMovedProjects() throws Exception {
        create();
        github.open(21, "acme", "air", "main");
        event("pull_request", "opened", 21);
        awaitStatus(head, "pending", "awaiting approval (0 of 1)");
        awaitQuiet();
        int before = reports(github).size();

        github.fail("POST /statuses", 502);
        github.conversation().draft(21, true);
        event("pull_request", "converted_to_draft", 21);
        awaitPendingReport();
        multibranch.renameTo("renamed");
        awaitPendingReport();
        github.fail("POST /statuses", 0);
        assertThat(awaitStatus(head, "pending", "draft").target()).contains("/job/renamed/job/PR-21/");
        awaitQuiet();

        // The lookup fails while the project is moved.
        github.fail("POST /statuses", 502);
        github.conversation().draft(21, false);
        event("pull_request", "ready_for_review", 21);
        awaitPendingReport();
        github.fail("GET /pulls/21", 502);
        Folder folder = jenkins.createProject(Folder.class, "folder");
        multibranch = Items.move(multibranch, folder);
        folder.renameTo("shelf");
        assertThat(multibranch.getFullName()).isEqualTo("shelf/renamed");
        await(() -> assertThat(PullRequestStates.of(multibranch.getItem("PR-21"))
                        .orElseThrow()
                        .error())
                .isNotNull());
        assertThat(pendingLocations()).isEmpty();
        github.fail("POST /statuses", 0);
        github.fail("GET /pulls/21", 0);
        assertThat(awaitStatus(head, "pending", "awaiting approval (0 of 1)").target())
                .contains("/job/shelf/job/renamed/job/PR-21/");
        awaitQuiet();

        // The project is renamed and renamed back during an evaluation.
        github.holdResponses("GET /pulls/21/reviews");
        github.conversation().draft(21, true);
        github.forgetRequests();
        event("pull_request", "converted_to_draft", 21);
        await(() -> assertThat(github.requests()).anyMatch(request -> request.startsWith("GET /pulls/21/reviews")));
        github.fail("POST /statuses", 502);
        folder.renameTo("board");
        github.releaseResponses("GET /pulls/21/reviews");
        awaitPendingReport();
        folder.renameTo("shelf");
        awaitPendingReport();
        github.fail("POST /statuses", 0);
        assertThat(awaitStatus(head, "pending", "draft").target()).contains("/job/shelf/job/renamed/job/PR-21/");
        awaitQuiet();
        assertThat(reports(github)).hasSize(before + 3);
        folder.delete();
    }

    @Test
    void shouldForgetReportsOfRemovedSources() throws Exception {
        create();
        github.open(22, "acme", "air", "main");
        event("pull_request", "opened", 22);
        awaitStatus(head, "pending", "awaiting approval (0 of 1)");
        awaitQuiet();
        github.fail("POST /statuses", 502);
        github.conversation().draft(22, true);
        event("pull_request", "converted_to_draft", 22);
        awaitPendingReport();

        multibranch.getSourcesList().clear();
        multibranch.save();
        Sweep.forgetMissing();
        assertThat(pendingLocations()).isEmpty();
    }

    @Test
    void shouldForgetAClosedPullRequestWhoseJobIsDeleted() throws Exception {
        create();
        github.open(23, "acme", "air", "main");
        event("pull_request", "opened", 23);
        awaitStatus(head, "pending", "awaiting approval (0 of 1)");
        awaitQuiet();
        github.fail("POST /statuses", 403);
        github.conversation().draft(23, true);
        event("pull_request", "converted_to_draft", 23);
        awaitPendingReport();

        // The branch source deletes the job before the next evaluation.
        github.fail("GET /pulls/23", 502);
        github.conversation().close(23);
        assertThat(pendingLocations()).hasSize(1);
        multibranch.scheduleBuild2(0).getFuture().get();
        assertThat(multibranch.getItem("PR-23")).isNull();
        assertThat(pendingLocations()).isEmpty();
    }

    @Test
    void shouldIgnoreBuildsForAnotherTarget() throws Exception {
        mergeableIntoMain(41);

        jenkins.jenkins.doQuietDown();
        try {
            github.open(41, "acme", "air", "release");
            event("pull_request", "edited", 41);
            awaitStatus(head, "pending", "preparing");
        } finally {
            jenkins.jenkins.doCancelQuietDown();
        }
        awaitStatus(head, "success", MERGEABLE);

        // The stored outcome of a build for another target is ignored, too.
        WorkflowJob job = multibranch.getItem("PR-41");
        jenkins.waitUntilNoActivity();
        jenkins.jenkins.doQuietDown();
        try {
            for (WorkflowRun run : job.getBuilds()) {
                run.delete();
            }
            awaitQuiet();
            awaitStatus(head, "success", MERGEABLE);
            github.open(41, "acme", "air", "main");
            event("pull_request", "edited", 41);
            awaitStatus(head, "pending", "preparing");
        } finally {
            jenkins.jenkins.doCancelQuietDown();
        }
        awaitStatus(head, "success", MERGEABLE);
    }

    @Test
    void shouldNotRecordOptionsOfAPullRequestAsThoseOfABranch() throws Exception {
        create();
        GitHubSCMSource source =
                (GitHubSCMSource) multibranch.getSources().get(0).getSource();
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

        multibranch.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();

        assertThat(multibranch.getItem("PR-42-head").getLastBuild().getLog()).contains("Nothing to report");
        assertThat(RecordedStepOptions.of(multibranch)).hasValueSatisfying(options -> {
            assertThat(options.options().approvals()).isZero();
            assertThat(options.branch()).isFalse();
        });
    }

    @Test
    void shouldReportTheWorstVerdictOfASharedCommit() throws Exception {
        mergeableIntoMain(31);

        FakePull other = github.open(32, "acme", "air", "release");
        event("pull_request", "opened", 32);
        assertThat(awaitStatus(head, "pending", "PR-32: awaiting approval (0 of 1)")
                        .target())
                .contains("/job/PR-32/");
        awaitQuiet();
        int before = reports(github).size();

        // The verdict of the first pull request does not matter now.
        long evaluated = evaluated("PR-31");
        event("pull_request_review", "edited", 31);
        await(() -> assertThat(evaluated("PR-31")).isGreaterThan(evaluated));
        awaitQuiet();
        assertThat(reports(github)).hasSize(before);

        long approval = github.conversation().review(32, "rita", "APPROVED", head);
        event("pull_request_review", "submitted", 32);
        awaitStatus(head, "success", MERGEABLE);
        github.conversation().dismiss(32, approval);
        event("pull_request_review", "dismissed", 32);
        awaitStatus(head, "pending", "PR-32: awaiting approval (0 of 1)");
        github.conversation().draft(31, true);
        event("pull_request", "converted_to_draft", 31);
        awaitStatus(head, "pending", "PR-31: draft");

        // One is closed, and the other one remains.
        github.conversation().close(31);
        event("pull_request", "closed", 31);
        awaitStatus(head, "pending", "awaiting approval (0 of 1)");
        awaitQuiet();

        // Another one is opened at the commit, and both get a new commit.
        FakePull third = github.open(30, "acme", "air", "main");
        event("pull_request", "opened", 30);
        awaitStatus(head, "pending", "PR-30: awaiting approval (0 of 1)");
        repository.checkout("air").write("air/air", "3\n");
        String next = repository.commit("next");
        repository.checkout("main");
        github.push(third);
        github.push(other);
        event("pull_request", "synchronize", 30);
        awaitStatus(next, "pending", "awaiting approval (0 of 1)");
        awaitStatus(head, "pending", "awaiting approval (0 of 1)");
        github.conversation().review(30, "rita", "APPROVED", next);
        event("pull_request", "synchronize", 32);
        awaitStatus(next, "pending", "PR-32: awaiting approval (0 of 1)");
        awaitQuiet();
        assertThat(descriptions(github, head).stream().filter(MERGEABLE::equals))
                .hasSize(2);
    }

    private long evaluated(String job) {
        return PullRequestStates.of(multibranch.getItem(job)).orElseThrow().evaluated();
    }

    /** A project with a branch release, and a pull request that can be merged into main. */
    private void mergeableIntoMain(int number) throws Exception {
        create();
        repository.branch("release").checkout("main");
        github.open(number, "acme", "air", "main");
        github.conversation().review(number, "rita", "APPROVED", head);
        event("pull_request", "opened", number);
        awaitStatus(head, "success", MERGEABLE);
        awaitQuiet();
    }
}
