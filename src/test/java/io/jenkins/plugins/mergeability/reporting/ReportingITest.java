package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitQuiet;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.descriptions;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.reports;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Result;
import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakePull;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.reporting.pages.ReportingMonitor;
import io.jenkins.plugins.mergeability.reporting.pages.StuckProject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.htmlunit.html.HtmlForm;
import org.jenkinsci.plugins.github_branch_source.ApiRateLimitChecker;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

class ReportingITest extends ReportingITestCase {

    @AfterEach
    void stop() throws Exception {
        Map<String, FakeConversation.Status> last = new HashMap<>();
        for (FakeConversation.Status status : reports(github)) {
            assertThat(status).isNotEqualTo(last.put(status.commit() + status.context(), status));
        }
        project.project().delete();
        github.close();
    }

    /** Waits long enough for an unwanted report. */
    private static void settle() throws Exception {
        Thread.sleep(500);
        awaitQuiet();
    }

    @Test
    void shouldReportAPullRequestFromItsOpeningToItsApproval() throws Exception {
        create(ChangeRequestCheckoutStrategy.MERGE, "buildComponents()\nreportMergeability()", "air");
        FakePull pull = github.open(7, "acme", "air", "main");
        String head = head("air");

        event("pull_request", "opened", 7);
        FakeConversation.Status status = awaitStatus(head, "pending", "awaiting approval (0 of 1)");
        assertThat(status.target())
                .isEqualTo(jenkins.getURL() + project.job("PR-7").getLastBuild().getUrl() + "components/");
        assertThat(github.conversation().comments(7)).isEmpty();

        github.conversation().review(7, "rita", "APPROVED", head);
        event("pull_request_review", "submitted", 7);
        awaitStatus(head, "success", MERGEABLE);

        String next = commit("air", "air/a", "broken\n");
        github.push(pull);
        event("pull_request", "synchronize", 7);
        awaitStatus(next, "failure", "air/test failed");
        awaitQuiet();
        assertThat(descriptions(github, next)).startsWith("preparing").contains("awaiting air/test, water/test");
        assertThat(github.conversation().comments(7))
                .singleElement()
                .satisfies(comment -> assertThat(comment.body())
                        .contains(
                                "Tests have failed", "air/test", "broken", "exit code 1", "mergeability run air/test"));

        String fixed = commit("air", "air/a", "3\n");
        github.push(pull);
        github.conversation().review(7, "rita", "APPROVED", fixed);
        event("pull_request", "synchronize", 7);
        awaitStatus(fixed, "success", MERGEABLE);
        await(() -> assertThat(github.conversation().comments(7))
                .singleElement()
                .satisfies(comment -> assertThat(comment.body()).contains("Pull request can be merged")));
    }

    @Test
    void shouldReportErrorsOfTheMap() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "buildComponents()\nreportMergeability()", "air");
        project.with(new MergeabilityTrait());
        String head = commit("air", "components.yaml", "version: 1\ncomponents:\n  air: {job: {}}\n");
        github.open(6, "acme", "air", "main");

        event("pull_request", "opened", 6);
        awaitStatus(head, "error", "components.yaml:3:9: error: unknown key `job`");
    }

    @Test
    void shouldUpdateTheVerdictWithoutABuild() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "echo 'fine'", "air");
        MergeabilityTrait trait = new MergeabilityTrait();
        trait.setBlockingLabels("wip, hold");
        project.with(trait);
        FakePull pull = github.open(8, "acme", "air", "main");
        String head = head("air");
        FakeConversation people = github.conversation();
        people.unknown(8, 6);

        event("pull_request", "opened", 8);
        awaitStatus(head, "pending", "awaiting approval (0 of 1)");
        long approval = people.review(8, "rita", "APPROVED", head);
        event("pull_request_review", "submitted", 8);
        awaitStatus(head, "success", MERGEABLE);
        people.dismiss(8, approval);
        event("pull_request_review", "dismissed", 8);
        awaitStatus(head, "pending", "awaiting approval (0 of 1)");
        people.review(8, "rita", "APPROVED", head);
        long request = people.review(8, "mo", "CHANGES_REQUESTED", head);
        event("pull_request_review", "submitted", 8);
        awaitStatus(head, "pending", "changes requested by mo");
        people.dismiss(8, request);
        people.draft(8, true);
        event("pull_request", "converted_to_draft", 8);
        awaitStatus(head, "pending", "draft");
        people.draft(8, false);
        people.label(8, "WIP");
        event("pull_request", "labeled", 8);
        awaitStatus(head, "pending", "blocked by label `WIP`");
        people.unlabel(8, "WIP");
        event("pull_request", "unlabeled", 8);
        awaitStatus(head, "success", MERGEABLE);
        awaitQuiet();
        int before = reports(github).size();

        people.unknown(8, 4);
        push("main");
        await(() -> assertThat(Reporter.get().evaluator().isIdle(Duration.ofSeconds(5)))
                .isTrue());
        assertThat(reports(github)).hasSize(before);

        commit("main", "air/air", "main has it otherwise\n");
        github.push(pull);
        push("main");
        awaitStatus(head, "error", "there are merge conflicts");
        assertThat(project.job("PR-8").getBuilds()).hasSize(1);

        repository.checkout("air").git("merge", "-q", "-X", "ours", "-m", "resolve", "main");
        repository.checkout("main");
        github.push(pull);
        String resolved = head("air");
        people.review(8, "rita", "APPROVED", resolved);
        event("pull_request", "synchronize", 8);
        awaitStatus(resolved, "success", MERGEABLE);

        people.close(8);
        event("pull_request", "closed", 8);
        await(() -> assertThat(PullRequestStates.of(project.job("PR-8")))
                .hasValueSatisfying(state -> assertThat(state.open()).isFalse()));
    }

    @Test
    void shouldCountTheFinalResultOfABuild() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, """
                reportMergeability comment: 'never', context: 'mine'
                switch (currentBuild.number) {
                    case 1: sleep 1; error 'late'; break
                    case 2: sleep 600; break
                }
                """, "air");
        requireNoApprovals();
        github.open(9, "acme", "air", "main");
        String head = head("air");
        event("pull_request", "opened", 9);
        awaitStatus(head, "mine", "failure", "build failed");
        assertThat(descriptions(github, head)).doesNotContain(MERGEABLE);

        WorkflowJob job = project.job("PR-9");
        WorkflowRun second = job.scheduleBuild2(0).waitForStart();
        awaitStatus(head, "mine", "pending", "preparing");
        jenkins.waitForMessage("Mergeability is reported to GitHub as mine", second);
        second.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(second));
        awaitStatus(head, "mine", "error", "the build ended before its end");

        WorkflowRun third = jenkins.buildAndAssertSuccess(job);
        awaitStatus(head, "mine", "success", MERGEABLE);
        third.delete();
        awaitQuiet();
        awaitStatus(head, "mine", "success", MERGEABLE);
        assertThat(github.conversation().comments(9)).isEmpty();

        // The next pull request is pending in the context of the first before anything is built.
        repository.branch("water").write("water/w", "2\n").commit("water");
        repository.checkout("main");
        jenkins.jenkins.doQuietDown();
        try {
            github.open(10, "acme", "water", "main");
            event("pull_request", "opened", 10);
            awaitStatus(head("water"), "mine", "pending", "preparing");
        } finally {
            jenkins.jenkins.doCancelQuietDown();
        }
        awaitStatus(head("water"), "mine", "failure", "build failed");
    }

    @Test
    void shouldReportAForkThatAffectsNothing() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "buildComponents()\nreportMergeability()", "docs");
        project.script("buildComponents()\nreportMergeability()");
        requireNoApprovals();
        github.open(11, "mallory", "docs", "main");

        event("pull_request", "opened", 11);

        awaitStatus(head("docs"), "success", MERGEABLE);
        PullRequestState state = PullRequestStates.of(project.job("PR-11")).orElseThrow();
        assertThat(state.github().author()).isEqualTo("mallory");
        assertThat(state.outcome().jobs()).isEmpty();
    }

    @Test
    void shouldSendFewRequestsAndNoDuplicates() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "echo 'fine'", "air");
        project.with(new MergeabilityTrait());
        github.open(12, "acme", "air", "main");
        String head = head("air");
        github.conversation().review(12, "rita", "APPROVED", head);
        event("pull_request", "opened", 12);
        awaitStatus(head, "success", MERGEABLE);
        awaitQuiet();
        WorkflowJob job = project.job("PR-12");
        long evaluated = PullRequestStates.of(job).orElseThrow().evaluated();
        github.forgetRequests();

        event("pull_request_review", "edited", 12);
        await(() ->
                assertThat(PullRequestStates.of(job).orElseThrow().evaluated()).isGreaterThan(evaluated));
        awaitQuiet();

        assertThat(github.requests()).hasSizeLessThanOrEqualTo(4).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void shouldForgetPermissionsAfterTheEventOfAMember() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "echo 'fine'", "air");
        project.with(new MergeabilityTrait());
        github.open(18, "acme", "air", "main");
        String head = head("air");
        github.conversation().review(18, "rita", "APPROVED", head);
        event("pull_request", "opened", 18);
        awaitStatus(head, "success", MERGEABLE);
        awaitQuiet();

        // A permission is kept for an hour, unless GitHub says that one has changed.
        github.conversation().forbidToWrite("rita");
        event("member", "removed", 18);
        settle();
        event("pull_request", "edited", 18);

        awaitStatus(head, "pending", "awaiting approval (0 of 1)");
    }

    @Test
    void shouldBoundTheRequestsOfAFloodOfForgedEvents() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "echo 'fine'", "air");
        project.with(new MergeabilityTrait());
        github.open(19, "acme", "air", "main");
        event("pull_request", "opened", 19);
        awaitStatus(head("air"), "pending", "awaiting approval (0 of 1)");
        awaitQuiet();
        github.forgetRequests();

        for (int i = 0; i < 300; i++) {
            assertThat(hook.post("push", github.pushed("main"), "guessed")).isGreaterThanOrEqualTo(400);
        }
        settle();
        assertThat(github.requests()).isEmpty();

        int reported = reports(github).size();
        long before = System.nanoTime();
        for (int i = 0; i < 300; i++) {
            push("main");
        }
        awaitQuiet();
        // There is one evaluation in 100 ms here, and one in 10 s by default. Only evaluations read reviews.
        int evaluations = (int) Duration.ofNanos(System.nanoTime() - before).toMillis() / 100 + 2;
        assertThat(github.requests().stream()
                        .filter(request -> request.startsWith("GET /pulls/19/reviews"))
                        .count())
                .isBetween(1L, 2L * evaluations); // some are urgent, such as those of builds
        assertThat(reports(github)).hasSize(reported);
    }

    @Test
    void shouldReportOnlyIfEnabledAndIgnoreForgedEvents() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "echo 'fine'", "air");
        github.open(13, "acme", "air", "main");
        String head = head("air");
        event("pull_request", "opened", 13);
        await(() -> assertThat(project.job("PR-13").getLastCompletedBuild()).isNotNull());
        event("pull_request_review", "submitted", 13);
        settle();
        assertThat(reports(github)).isEmpty();

        project.with(new MergeabilityTrait());
        awaitStatus(head, "pending", "awaiting approval (0 of 1)");
        awaitQuiet();

        github.conversation().review(13, "rita", "APPROVED", head);
        ObjectNode elsewhere = github.event("submitted", 13);
        ((ObjectNode) elsewhere.path("repository")).put("html_url", "http://elsewhere/acme/shop");
        assertThat(hook.post("pull_request_review", elsewhere)).isEqualTo(200);
        assertThat(hook.post("pull_request_review", github.event("submitted", 13), "guessed"))
                .isGreaterThanOrEqualTo(400);
        settle();
        assertThat(reports(github)).hasSize(1);

        event("pull_request_review", "submitted", 13);
        awaitStatus(head, "success", MERGEABLE);
    }

    @Test
    void shouldWarnAdministratorsAboutFailedLookups() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "echo 'fine'", "air");
        project.with(new MergeabilityTrait());
        github.open(15, "acme", "air", "main");
        event("pull_request", "opened", 15);
        awaitStatus(head("air"), "pending", "awaiting approval (0 of 1)");
        awaitQuiet();
        ReportingMonitor monitor =
                jenkins.jenkins.getExtensionList(ReportingMonitor.class).get(0);

        // Without a verdict there is no pending report.
        github.fail("GET /pulls/15", 401);
        github.conversation().review(15, "rita", "APPROVED", head("air"));
        event("pull_request_review", "submitted", 15);
        await(() -> assertThat(monitor.isActivated()).isTrue());
        assertThat(Reporter.get().outbox().pending()).isEmpty();
        assertThat(monitor.getStuck()).singleElement().satisfies(it -> {
            assertThat(it.getName()).isEqualTo(project.project().getFullName());
            assertThat(it.getPullRequests()).isEqualTo("#15");
            assertThat(it.getErrorMessage()).contains("cannot read pull request 15 of acme/shop", "401");
            assertThat(it.getAdvice()).contains("or revoked");
        });
        assertThat(jenkins.createWebClient()
                        .goTo("manage/mergeability-reports/")
                        .asNormalizedText())
                .contains(project.project().getFullName(), "acme/shop#15", "verdict", "401")
                .doesNotContain("All reports are delivered");

        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm retry = client.goTo("manage").getFormByName("retry");
            github.fail("GET /pulls/15", 0);
            jenkins.submit(retry);
        }
        awaitStatus(head("air"), "success", MERGEABLE);
        await(() -> assertThat(monitor.isActivated()).isFalse());

        // A deleted job causes no warning.
        github.fail("GET /pulls/15", 404);
        event("pull_request_review", "edited", 15);
        await(() -> assertThat(monitor.isActivated()).isTrue());
        project.job("PR-15").delete();
        assertThat(monitor.isActivated()).isFalse();
    }

    @Test
    void shouldApplyTheUsageStrategyOnEachThread() throws Exception {
        List<String> threadsWithoutChecker = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getMessage().contains("was not set for this thread")) {
                    threadsWithoutChecker.add(Thread.currentThread().getName());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ApiRateLimitChecker.class.getName());
        logger.addHandler(handler);
        try {
            create(ChangeRequestCheckoutStrategy.HEAD, "echo 'fine'", "air");
            MergeabilityTrait trait = new MergeabilityTrait();
            trait.setComment("always");
            project.with(trait);
            github.open(17, "acme", "air", "main");
            event("pull_request", "opened", 17);
            awaitStatus(head("air"), "pending", "awaiting approval (0 of 1)");
            for (int i = 0; i < 20; i++) {
                // Any free thread delivers with the pooled connection.
                github.conversation().draft(17, i % 2 == 0);
                event("pull_request", "edited", 17);
                awaitStatus(head("air"), "pending", i % 2 == 0 ? "draft" : "awaiting approval (0 of 1)");
            }
            awaitQuiet();
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(threadsWithoutChecker)
                .noneMatch(thread -> thread.toLowerCase(Locale.ROOT).contains("mergeability"));
    }

    @Test
    void shouldReportUnreadableRecords() throws Exception {
        create(
                ChangeRequestCheckoutStrategy.HEAD,
                "reportMergeability()\ncatchError(buildResult: 'SUCCESS') { buildComponents() }",
                "air");
        requireNoApprovals();
        String head = commit("air", "air/a", "broken\n");
        github.open(16, "acme", "air", "main");
        event("pull_request", "opened", 16);
        awaitStatus(head, "failure", "air/test failed");
        awaitQuiet();
        WorkflowRun run = project.job("PR-16").getLastBuild();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        Files.writeString(BuildRecords.directory(run).resolve("1").resolve("plan.json"), "{");
        BuildRecords.dropShared();
        event("pull_request", "edited", 16);
        awaitStatus(head, "error", "the component results of build 1 cannot be read");
    }

    @Test
    void shouldWarnAdministratorsAboutRejectedReports() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "echo 'fine'", "air");
        project.with(new MergeabilityTrait());
        github.fail("POST /statuses", 403);
        github.open(14, "acme", "air", "main");
        event("pull_request", "opened", 14);
        ReportingMonitor monitor =
                jenkins.jenkins.getExtensionList(ReportingMonitor.class).get(0);

        await(() -> assertThat(monitor.isActivated()).isTrue());
        List<StuckProject> stuck = monitor.getStuck();
        assertThat(stuck).singleElement().satisfies(it -> {
            assertThat(it.getName()).isEqualTo(project.project().getFullName());
            assertThat(it.getPullRequests()).isEqualTo("#14");
            assertThat(it.getErrorMessage()).contains("403");
            assertThat(it.getAdvice()).contains("write commit statuses");
        });
        assertThat(jenkins.createWebClient().goTo("manage").asNormalizedText())
                .contains("cannot be delivered to GitHub", "acme/shop #14");

        assertThat(jenkins.createWebClient()
                        .goTo("manage/mergeability-reports/")
                        .asNormalizedText())
                .contains(
                        project.project().getFullName(),
                        "acme/shop#14",
                        "continuous-integration/jenkins/mergeable",
                        "403");

        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm retry = client.goTo("manage").getFormByName("retry");
            github.fail("POST /statuses", 0);
            jenkins.submit(retry);
        }
        awaitStatus(head("air"), "pending", "awaiting approval (0 of 1)");
        await(() -> assertThat(monitor.isActivated()).isFalse());
        awaitQuiet();
        assertThat(jenkins.createWebClient()
                        .goTo("manage/mergeability-reports/")
                        .asNormalizedText())
                .contains("All reports are delivered");
        assertThat(jenkins.createWebClient()
                        .withThrowExceptionOnFailingStatusCode(false)
                        .goTo("manage/mergeability-reports/retry", null)
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(404);
    }
}
