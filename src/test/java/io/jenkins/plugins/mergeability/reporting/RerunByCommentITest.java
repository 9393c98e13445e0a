package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakePull;
import java.util.List;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A comment on a pull request that asks to run its failed jobs again, and reports without details. */
class RerunByCommentITest extends ReportingITestCase {

    private static final String COMMAND = RerunByComment.COMMAND;

    private String head;
    private WorkflowJob job;

    @AfterEach
    void close() throws Exception {
        project.project().delete();
        github.close();
    }

    private void fail(MergeabilityTrait trait) throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "buildComponents()", "air");
        head = commit("air", "air/a", "broken\n");
        project.with(trait);
        github.open(7, "acme", "air", "main");
        event("pull_request", "opened", 7);
    }

    private void failWithComments() throws Exception {
        MergeabilityTrait trait = new MergeabilityTrait();
        trait.setRerunComments(true);
        fail(trait);
        awaitStatus(head, "failure", "air/test failed");
        settle();
        job = project.job("PR-7");
    }

    private void comment(String author, String body) throws Exception {
        FakeConversation.Comment comment = github.conversation().comment(7, author, body);
        assertThat(hook.post("issue_comment", github.commented(comment))).isEqualTo(200);
    }

    /** Waits until builds have ended and events have been handled. */
    private void settle() throws Exception {
        jenkins.waitUntilNoActivity();
        Thread.sleep(500);
        awaitQuiet();
        jenkins.waitUntilNoActivity();
        awaitQuiet();
    }

    @Test
    void shouldRunFailedJobsAgainForAWriterOnce() throws Exception {
        failWithComments();
        assertThat(github.conversation().comments(7).get(0).body()).contains("or with the comment `" + COMMAND + "`");

        comment("stranger", COMMAND);
        comment("rita", "Write " + COMMAND + " to start again");
        settle();
        assertThat(job.getBuilds()).hasSize(1);

        comment("rita", " " + COMMAND + "\n");
        await(() -> assertThat(job.getBuilds()).hasSize(2));
        WorkflowRun again = job.getLastBuild();
        assertThat(again.getCause(ReplayCause.class).getOriginalNumber()).isEqualTo(1);
        jenkins.waitForCompletion(again);
        settle();

        // The same comment again, another one within a minute, and an event without a comment.
        FakeConversation.Comment last = github.conversation().comments(7).stream()
                .filter(each -> each.author().equals("rita"))
                .reduce((first, second) -> second)
                .orElseThrow();
        hook.post("issue_comment", github.commented(last));
        settle();
        comment("rita", COMMAND);
        settle();
        hook.post(
                "issue_comment",
                github.commented(new FakeConversation.Comment(9999, 7, COMMAND, "rita", last.created())));
        settle();
        assertThat(job.getBuilds()).hasSize(2);
    }

    @Test
    void shouldNotCountAReplay() throws Exception {
        failWithComments();
        ReplayAction replay = job.getLastBuild().getAction(ReplayAction.class);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(
                (WorkflowRun) replay.run("echo 'all is well'", replay.getOriginalLoadedScripts())
                        .waitForStart()));
        settle();
        event("pull_request", "edited", 7);
        settle();

        assertThat(github.conversation().statuses())
                .filteredOn(status ->
                        status.commit().equals(head) && status.context().endsWith("/mergeable"))
                .extracting(FakeConversation.Status::state)
                .doesNotContain("success")
                .endsWith("failure");
        assertThat(awaitStatus(head, "failure", "air/test failed").target()).contains("/1/");
    }

    @Test
    void shouldIgnoreACommentFromBeforeTheNewestCommit() throws Exception {
        failWithComments();
        FakeConversation.Comment before = github.conversation().comment(7, "rita", COMMAND);
        Thread.sleep(1100); // times of GitHub are in seconds

        FakePull pull = github.open(7, "acme", "air", "main");
        head = commit("air", "air/a", "broken again\n");
        github.push(pull);
        event("pull_request", "synchronize", 7);
        awaitStatus(head, "failure", "air/test failed");
        settle();
        int builds = job.getBuilds().size();
        hook.post("issue_comment", github.commented(before));
        settle();

        assertThat(job.getBuilds()).hasSize(builds);
    }

    @Test
    void shouldBuildTheCommitIfItHasNoBuild() throws Exception {
        failWithComments();
        job.getLastBuild().delete();

        comment("rita", COMMAND);

        await(() -> assertThat(job.getLastBuild()).isNotNull());
        WorkflowRun run = jenkins.waitForCompletion(job.getLastBuild());
        assertThat(run.getCause(RerunByComment.CommentCause.class).getShortDescription())
                .isEqualTo("A comment of rita on the pull request asks for it");
        assertThat(BuildOutcomes.revision(run).orElseThrow().getPullHash()).isEqualTo(head);
    }

    @Test
    void shouldNeitherAnswerCommentsNorShowDetailsUnlessConfigured() throws Exception {
        MergeabilityTrait trait = new MergeabilityTrait();
        trait.setHideDetails(true);
        fail(trait);
        awaitStatus(head, "failure", "jobs failed");
        settle();
        job = project.job("PR-7");
        github.forgetRequests();

        comment("rita", COMMAND);
        settle();

        assertThat(job.getBuilds()).hasSize(1);
        assertThat(github.requests()).isEmpty();
        List<FakeConversation.Status> reports = ReportingFixture.reports(github);
        assertThat(reports).isNotEmpty().allSatisfy(status -> {
            assertThat(status.target()).isEmpty();
            assertThat(status.description()).doesNotContain("test");
        });
        String text = github.conversation().comments(7).get(0).body();
        assertThat(text)
                .contains("jobs failed")
                .doesNotContain("air")
                .doesNotContain("broken")
                .doesNotContain(jenkins.getURL().toString());
        assertThat(github.conversation().status(head, Reporting.CONTEXT)).isPresent();
        // The pages of Jenkins show everything.
        assertThat(PullRequestStates.of(job).orElseThrow().decision().description())
                .isEqualTo("air/test failed");
    }
}
