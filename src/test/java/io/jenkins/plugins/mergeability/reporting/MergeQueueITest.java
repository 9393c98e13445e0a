package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitQuiet;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.descriptions;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakeMergeQueue;
import io.jenkins.plugins.mergeability.github.FakeMergeQueue.Entry;
import io.jenkins.plugins.mergeability.queue.QueueWorkspaceLocator;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.reporting.pages.MergeQueueMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.impl.trait.WildcardSCMHeadFilterTrait;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Groups of GitHub's merge queue, whose branches are created and deleted as GitHub does it. */
class MergeQueueITest extends ReportingITestCase {

    private static final String GROUP = "merge group can be merged";
    private static final String SCRIPT = "buildComponents()\nreportMergeability()";

    /** The test of air fails where both of its files exist, and waits as long as it finds a file. */
    private static final String MAP = """
            version: 1
            components:
              air: {jobs: {test: "echo tested air; while [ -f %s ]; do sleep 0.1; done; ! ( test -f old && test -f new )"}}
              fire: {jobs: {test: cat f}}
            """;

    private FakeMergeQueue queue;
    private Path gate;

    /** Pull request 7 changes air and 8 changes fire. Both can be merged, but 7 breaks with what main has got since. */
    private void create() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, SCRIPT);
        gate = directory.resolve("gate");
        repository.write("components.yaml", MAP.formatted(gate));
        repository.commit("map");
        repository.branch("air").write("air/old", "1\n").commit("air");
        repository.checkout("main");
        repository.branch("fire").write("fire/more", "1\n").commit("fire");
        repository.checkout("main");
        github.open(7, "acme", "air", "main");
        github.open(8, "acme", "fire", "main");
        queue = new FakeMergeQueue(github, "main");
        requireNoApprovals();
        project.withOtherBranches().index();
        awaitStatus(head("air"), "success", MERGEABLE);
        awaitStatus(head("fire"), "success", MERGEABLE);
        repository.write("air/new", "1\n");
        repository.commit("new");
    }

    @AfterEach
    void stop() throws Exception {
        jenkins.jenkins.setNumExecutors(2);
        Files.deleteIfExists(gate);
        jenkins.waitUntilNoActivity();
        awaitQuiet();
        project.project().delete();
        github.close();
    }

    private void created(Entry entry) throws Exception {
        assertThat(hook.post("push", github.created(entry.branch()))).isEqualTo(200);
    }

    private WorkflowJob job(Entry entry) throws Exception {
        await(() -> assertThat(project.project().getItemByBranchName(entry.branch()))
                .isNotNull());
        return project.project().getItemByBranchName(entry.branch());
    }

    private WorkflowRun build(Entry entry) throws Exception {
        WorkflowJob job = job(entry);
        await(() -> assertThat(job.getLastBuild()).isNotNull());
        return job.getLastBuild();
    }

    private static BuildRecord record(Run<?, ?> run) throws Exception {
        return BuildRecords.of(run).get(1);
    }

    private String comment(int number) {
        return github.conversation().comments(number).stream()
                .map(FakeConversation.Comment::body)
                .reduce("", String::concat);
    }

    @Test
    void shouldNotMergeAGroupOnTopOfOneThatFails() throws Exception {
        create();
        Entry lower = queue.add(7, "air");
        Entry upper = queue.add(8, "fire", lower);
        created(lower);
        created(upper);

        awaitStatus(lower.head(), "failure", "air/test failed");
        awaitStatus(upper.head(), "failure", "air/test failed");
        for (Entry entry : new Entry[] {lower, upper}) {
            WorkflowRun run = build(entry);
            jenkins.waitForCompletion(run);
            BuildRecord record = record(run);
            assertThat(record.plan().occasion().text()).isEqualTo("change");
            assertThat(record.plan().base()).isEqualTo(head("main"));
            assertThat(record.facts().scope()).isEqualTo("BRANCH: " + entry.branch());
            assertThat(descriptions(github, entry.head()))
                    .startsWith("preparing")
                    .doesNotContain(GROUP);
        }
        assertThat(new QueueWorkspaceLocator().locate(job(lower), jenkins.jenkins))
                .isNotNull()
                .isEqualTo(new QueueWorkspaceLocator().locate(job(upper), jenkins.jenkins));
        for (int number : new int[] {7, 8}) {
            await(() -> assertThat(comment(number))
                    .contains(
                            "The merge queue of `main` could not merge it", "tested air", "Pull request can be merged")
                    .contains("Start it again by adding the pull request to the merge queue again."));
        }
        assertThat(comment(7)).contains(job(lower).getUrl());

        // GitHub removes 7 and adds 8 again, on main.
        queue.remove(upper);
        queue.remove(lower);
        assertThat(hook.post("push", github.deleted(upper.branch(), upper.head())))
                .isEqualTo(200);
        Entry again = queue.add(8, "fire");
        created(again);

        awaitStatus(again.head(), "success", GROUP);
        await(() -> assertThat(comment(8)).doesNotContain("merge queue").contains("Pull request can be merged"));
        assertThat(comment(7)).contains("The merge queue of `main` could not merge it");
        awaitStatus(head("fire"), "success", MERGEABLE);
    }

    @Test
    void shouldMergeWithoutAnAgentWhatIsProven() throws Exception {
        create();
        jenkins.jenkins.setNumExecutors(0);
        Entry entry = queue.add(8, "fire");
        created(entry);

        awaitStatus(entry.head(), "success", GROUP);
        WorkflowRun run = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build(entry)));
        jenkins.assertLogNotContains("[Pipeline] node", run);
        assertThat(descriptions(github, entry.head())).startsWith("preparing").endsWith(GROUP);
        assertThat(comment(8)).doesNotContain("merge queue");
    }

    @Test
    void shouldEndTheBuildsOfADeletedBranch() throws Exception {
        create();
        Files.createFile(gate);
        Entry lower = queue.add(7, "air");
        Entry upper = queue.add(8, "fire", lower);
        created(lower);
        created(upper);
        awaitStatus(lower.head(), "pending", "awaiting air/test");
        awaitStatus(upper.head(), "pending", "awaiting air/test");

        queue.remove(lower);
        assertThat(hook.post("push", github.deleted(lower.branch(), lower.head())))
                .isEqualTo(200);
        WorkflowRun ended = jenkins.waitForCompletion(build(lower));
        jenkins.assertBuildStatus(Result.NOT_BUILT, ended);
        jenkins.assertLogContains("The branch of the merge queue does not exist any more", ended);
        assertThat(build(upper).isBuilding()).as("another group").isTrue();

        queue.remove(upper); // without an event
        project.look();
        jenkins.assertBuildStatus(Result.NOT_BUILT, jenkins.waitForCompletion(build(upper)));
        awaitQuiet();
        assertThat(descriptions(github, lower.head())).last().isEqualTo("awaiting air/test");
        assertThat(comment(7)).doesNotContain("merge queue");
    }

    @Test
    void shouldWarnOfAQueueWhoseBranchesAreLeftOut() throws Exception {
        create();
        project.withoutBranches();
        MergeQueueMonitor monitor =
                jenkins.jenkins.getExtensionList(MergeQueueMonitor.class).get(0);
        assertThat(monitor.isActivated()).isFalse();

        Entry entry = queue.add(8, "fire");
        created(entry);
        await(() -> assertThat(monitor.isActivated()).isTrue());
        assertThat(monitor.getLeftOut())
                .containsExactly(new MergeQueueMonitor.LeftOut(
                        project.project().getFullName(), project.project().getUrl(), "main"));
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            assertThat(web.goTo("manage")
                            .getElementById("mergeability-merge-queue")
                            .getTextContent())
                    .contains(project.project().getFullName(), "queue of main");
            for (String page : List.of("", "pull-requests/")) {
                assertThat(web.goTo(project.project().getUrl() + page).asNormalizedText())
                        .contains("leave out the branches of the merge queue of main");
            }
        }

        project.withOtherBranches().with(new WildcardSCMHeadFilterTrait("main PR-*", ""));
        assertThat(monitor.isActivated()).as("left out by the filter").isTrue();
        project.without(WildcardSCMHeadFilterTrait.class)
                .with(new WildcardSCMHeadFilterTrait("main PR-* gh-readonly-queue/*", ""));
        assertThat(monitor.isActivated()).isFalse();
        project.look();
        awaitStatus(entry.head(), "success", GROUP);
    }

    @Test
    void shouldReportNoBranchThatIsTheHeadOfAPullRequest() throws Exception {
        create();
        String head = commit("main", "fire/forged", "1\n");
        repository.git("branch", "forged", head);
        repository.git("reset", "-q", "--hard", "HEAD~1");
        Entry forged = new Entry("gh-readonly-queue/main/pr-8-" + head("main"), head);
        repository.git("branch", forged.branch(), head);
        github.open(9, "acme", "forged", "main");
        github.conversation().label(9, "wip");
        created(forged);
        jenkins.waitForCompletion(build(forged));
        project.index();
        awaitQuiet();

        assertThat(github.requests()).contains("GET /commits/" + head + "/pulls?per_page=100");
        assertThat(descriptions(github, head)).doesNotContain(GROUP);
    }
}
