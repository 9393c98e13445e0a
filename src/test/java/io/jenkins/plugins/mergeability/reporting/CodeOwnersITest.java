package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.Reported.awaitQuiet;
import static io.jenkins.plugins.mergeability.reporting.Reported.awaitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.FakePull;
import io.jenkins.plugins.mergeability.github.GithubHook;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Path;
import java.util.List;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pull requests of which only code owners' reviews count. */
@ExtendWith(Reported.Hurried.class)
@WithJenkins
class CodeOwnersITest {

    private static final String MERGEABLE = "pull request can be merged";

    private static JenkinsRule jenkins;
    private static GithubHook hook;
    private static String credentials;

    @TempDir
    private Path directory;

    private TestRepository repository;
    private FakeGithub github;
    private FakeConversation people;
    private GithubProject project;
    private String head;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setQuietPeriod(0);
        hook = GithubHook.at(jenkins);
        credentials = Reported.credentials();
    }

    @BeforeEach
    void open() throws Exception {
        repository = Reported.repository(directory.resolve("repository"), "echo 'fine'", "air");
        owners("/air/ @rita @acme/air-team\n/fire/ @ash\n");
        github = FakeGithub.with(repository);
        people = github.conversation();
        List.of("rita", "ash", "stranger", "tim").forEach(people::writer);
        people.team("air-team", "tim", "guest");
        MergeabilityTrait trait = new MergeabilityTrait();
        trait.setReviewers("owners");
        project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                .withoutBranches()
                .credentials(credentials)
                .with(trait);
        github.open(7, "acme", "air", "main");
        head = repository.git("rev-parse", "air").strip();
        assertThat(hook.post("pull_request", github.event("opened", 7))).isEqualTo(200);
        awaitStatus(github, head, "pending", awaiting("@rita or @acme/air-team", "air/air"));
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
        assertThat(hook.post("pull_request_review", github.event("submitted", 7)))
                .isEqualTo(200);
        awaitQuiet();
    }

    private static String awaiting(String whom, String path) {
        return "awaiting approval of " + whom + " for " + path;
    }

    @Test
    void shouldWaitForAnOwner() throws Exception {
        approve("stranger");
        approve("ash");
        awaitStatus(github, head, "pending", awaiting("@rita or @acme/air-team", "air/air"));

        approve("rita");
        awaitStatus(github, head, "success", MERGEABLE);
    }

    @Test
    void shouldTakeWhoIsInATeamAndMayWrite() throws Exception {
        approve("guest");
        awaitStatus(github, head, "pending", awaiting("@rita or @acme/air-team", "air/air"));

        approve("tim");
        awaitStatus(github, head, "success", MERGEABLE);
    }

    @Test
    void shouldHeedAChangeOfTheOwners() throws Exception {
        approve("rita");
        awaitStatus(github, head, "success", MERGEABLE);

        owners("/air/ @ash\n");
        assertThat(hook.post("push", github.pushed("main"))).isEqualTo(200);
        awaitStatus(github, head, "pending", awaiting("@ash", "air/air"));

        owners("/water/ @ash\n");
        assertThat(hook.post("push", github.pushed("main"))).isEqualTo(200);
        awaitStatus(github, head, "success", MERGEABLE);
    }

    @Test
    void shouldSayThatATeamIsHidden() throws Exception {
        github.fail("GET /orgs/acme/teams/air-team", 403);
        approve("tim");

        awaitStatus(github, head, "pending", awaiting("@rita or @acme/air-team (members not visible)", "air/air"));
    }

    @Test
    void shouldNeedAnOwnerOfEachFile() throws Exception {
        FakePull pull = github.open(7, "acme", "air", "main");
        repository.checkout("air").write("fire/f", "2\n").commit("fire");
        repository.checkout("main");
        github.push(pull);
        head = repository.git("rev-parse", "air").strip();
        assertThat(hook.post("pull_request", github.event("synchronize", 7))).isEqualTo(200);
        approve("rita");
        awaitStatus(github, head, "pending", awaiting("@ash", "fire/f"));

        approve("ash");
        awaitStatus(github, head, "success", MERGEABLE);
    }

    @Test
    void shouldAskLittleWhenNothingIsNew() throws Exception {
        approve("rita");
        awaitStatus(github, head, "success", MERGEABLE);
        awaitQuiet();
        github.forgetRequests();

        assertThat(hook.post("pull_request_review", github.event("edited", 7))).isEqualTo(200);
        Reported.await(() -> assertThat(github.requests()).contains("GET /pulls/7/reviews?per_page=100"));
        awaitQuiet();
        assertThat(github.requests().stream()
                        .filter(request -> request.startsWith("GET /pulls/7")
                                || request.startsWith("GET /branches/main")
                                || request.contains("/contents/.github/CODEOWNERS")
                                || request.contains("/orgs/")
                                || request.contains("/collaborators/")))
                .hasSizeBetween(2, 4);
        assertThat(github.requests()).noneMatch(request -> request.startsWith("POST"));
    }
}
