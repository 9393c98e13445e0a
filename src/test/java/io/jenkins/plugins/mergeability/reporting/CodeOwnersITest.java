package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakePull;
import java.util.List;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pull requests for which only the reviews of code owners count. */
class CodeOwnersITest extends ReportingITestCase {

    private FakeConversation people;
    private String head;

    @BeforeEach
    void open() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "echo 'fine'", "air");
        owners("/air/ @rita @acme/air-team\n/fire/ @ash\n");
        people = github.conversation();
        List.of("rita", "ash", "stranger", "tim").forEach(people::writer);
        people.team("air-team", "tim", "guest");
        MergeabilityTrait trait = new MergeabilityTrait();
        trait.setReviewers("owners");
        project.with(trait);
        github.open(7, "acme", "air", "main");
        head = head("air");
        event("pull_request", "opened", 7);
        awaitStatus(head, "pending", awaiting("@rita or @acme/air-team", "air/air"));
    }

    @AfterEach
    void close() throws Exception {
        project.project().delete();
        github.close();
    }

    private void owners(String text) throws Exception {
        repository.checkout("main").write(".github/CODEOWNERS", text).commit("owners");
    }

    private void approve(String reviewer) throws Exception {
        people.review(7, reviewer, "APPROVED", head);
        event("pull_request_review", "submitted", 7);
        awaitQuiet();
    }

    private static String awaiting(String whom, String path) {
        return "awaiting approval of " + whom + " for " + path;
    }

    @Test
    void shouldWaitForAnOwner() throws Exception {
        approve("stranger");
        approve("ash");
        awaitStatus(head, "pending", awaiting("@rita or @acme/air-team", "air/air"));

        approve("rita");
        awaitStatus(head, "success", MERGEABLE);
    }

    @Test
    void shouldCountTeamMembersWithWriteAccess() throws Exception {
        approve("guest");
        awaitStatus(head, "pending", awaiting("@rita or @acme/air-team", "air/air"));

        approve("tim");
        awaitStatus(head, "success", MERGEABLE);
    }

    @Test
    void shouldFollowChangesOfTheOwners() throws Exception {
        approve("rita");
        awaitStatus(head, "success", MERGEABLE);

        owners("/air/ @ash\n");
        push("main");
        awaitStatus(head, "pending", awaiting("@ash", "air/air"));

        owners("/water/ @ash\n");
        push("main");
        awaitStatus(head, "success", MERGEABLE);
    }

    @Test
    void shouldReportThatATeamIsHidden() throws Exception {
        github.fail("GET /orgs/acme/teams/air-team", 403);
        approve("tim");

        awaitStatus(head, "pending", awaiting("@rita or @acme/air-team (members not visible)", "air/air"));
    }

    @Test
    void shouldNeedAnOwnerOfEachFile() throws Exception {
        FakePull pull = github.open(7, "acme", "air", "main");
        repository.checkout("air").write("fire/f", "2\n").commit("fire");
        repository.checkout("main");
        github.push(pull);
        head = head("air");
        event("pull_request", "synchronize", 7);
        approve("rita");
        awaitStatus(head, "pending", awaiting("@ash", "fire/f"));

        approve("ash");
        awaitStatus(head, "success", MERGEABLE);
    }

    @Test
    void shouldSendFewRequestsWithoutChanges() throws Exception {
        approve("rita");
        awaitStatus(head, "success", MERGEABLE);
        awaitQuiet();
        useUpHosts();
        github.forgetRequests();

        event("pull_request_review", "edited", 7);
        ReportingFixture.await(() -> assertThat(github.requests()).contains("GET /pulls/7/reviews?per_page=100"));
        awaitQuiet();
        assertThat(github.requests().stream()
                        .filter(request -> request.startsWith("GET /pulls/7")
                                || request.startsWith("GET /branches/main")
                                || request.contains("/contents/.github/CODEOWNERS")
                                || request.contains("/orgs/")
                                || request.contains("/collaborators/")))
                .containsExactly("GET /pulls/7", "GET /pulls/7/reviews?per_page=100", "GET /branches/main");
        assertThat(github.requests()).noneMatch(request -> request.startsWith("POST"));
    }

    /** Lets the next evaluation use a new host, as it does if others use all that there are. */
    private void useUpHosts() throws Exception {
        GithubHosts hosts = Reporter.get().hosts();
        String location = PullRequestJob.in(project.project()).get(0).location().toString();
        for (int host = 0; host < GithubHosts.MAX_IDLE_HOSTS; host++) {
            hosts.open(location);
        }
    }
}
