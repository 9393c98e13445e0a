package io.jenkins.plugins.mergeability.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mergeability.engine.cli.terminal.ExitCode;
import io.jenkins.plugins.mergeability.engine.github.FakeGithub;
import io.jenkins.plugins.mergeability.engine.github.FakeState;
import io.jenkins.plugins.mergeability.engine.run.RunDirectory;
import io.jenkins.plugins.mergeability.engine.verdict.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerdictCommandTest {

    private static final String NOON = "2026-11-22T12:00:00Z";

    private DemoRepository demo;
    private FakeGithub github;
    private String head;

    @BeforeEach
    void start() throws Exception {
        github = FakeGithub.start();
        demo = DemoRepository.create();
        demo.change();
        git("remote", "add", "fork", "git@github.com:bob/shop.git");
        git("remote", "add", "origin", "ssh://git@localhost/acme/shop.git");
        head = commit("polite");
        github.state().head(head).base("main", commit("main"));
        github.state().permit("bob", "write").permit("eve", "write");
    }

    @AfterEach
    void stop() throws IOException {
        demo.close();
        github.close();
        assertThat(github.problems()).isEmpty();
    }

    @Test
    void shouldFollowAPullRequestUntilItCanBeMerged() throws Exception {
        CliSession first = verdict();
        assertThat(first.exit()).as(first.err()).isEqualTo(ExitCode.NOT_MERGEABLE);
        assertThat(first.out())
                .startsWith(
                        "pending: awaiting air/compile, air/test, integration_test/test\npull request 7 of acme/shop at "
                                + head + ", into main\nawaited: air/compile");

        CliSession.in(demo.directory(), "run");
        github.state().review("eve", Review.State.APPROVED, "0".repeat(40), NOON);
        assertThat(verdict().out())
                .startsWith("pending: awaiting approval (0 of 1)\n")
                .contains("proven: air/compile, air/test", "approved an earlier commit: eve\n");

        github.state().review("bob", Review.State.CHANGES_REQUESTED, head, NOON);
        assertThat(verdict().out()).startsWith("pending: changes requested by bob\n");

        github.state().review("bob", Review.State.APPROVED, head, NOON);
        CliSession last = verdict("--approvals", "2", "--stale");
        assertThat(last.out())
                .startsWith("success: pull request can be merged\n")
                .contains("approved by bob, eve\n");
        assertThat(last.exit()).isEqualTo(ExitCode.DONE);

        assertThat(github.requests()).allMatch(request -> request.startsWith("GET "));
        assertThat(github.state().statuses()).isEmpty();
    }

    @Test
    void shouldAskForCodeOwners() throws Exception {
        CliSession.in(demo.directory(), "run");
        github.state().owners().file("CODEOWNERS", "* @bob\n").changed("air/air.sh");
        github.state().review("eve", Review.State.APPROVED, head, NOON);
        assertThat(verdict("--reviewers", "owners").out())
                .startsWith("pending: awaiting approval of @bob for air/air.sh\n");

        github.state().review("bob", Review.State.APPROVED, head, NOON);
        assertThat(verdict("--reviewers", "owners").out())
                .startsWith("success: ")
                .contains("approved by bob, eve\n");
    }

    @Test
    void shouldNeedTwoRequestsWhereNothingIsNew() throws Exception {
        CliSession.in(demo.directory(), "run");
        for (int i = 0; i < 10; i++) {
            github.state().permit("writer" + i, "write").review("writer" + i, Review.State.APPROVED, head, NOON);
        }
        verdict();
        int first = github.requests().size();
        assertThat(first).isEqualTo(12);

        assertThat(verdict().out()).startsWith("success: ");
        assertThat(github.requests().subList(first, github.requests().size()))
                .containsExactly(
                        "GET /api/v3/repos/acme/shop/pulls/7",
                        "GET /api/v3/repos/acme/shop/pulls/7/reviews?per_page=100");
    }

    @Test
    void shouldRequestPermissionsAgainBeforeItReportsASuccess() throws Exception {
        CliSession.in(demo.directory(), "run");
        github.state().review("bob", Review.State.APPROVED, head, NOON);
        assertThat(verdict().out()).startsWith("success: ");
        github.state().permit("bob", "read");

        assertThat(verdict("--report").out()).startsWith("pending: awaiting approval (0 of 1)\n");
        assertThat(github.state().statuses())
                .extracting(FakeState.Status::state)
                .containsExactly("pending");
    }

    @Test
    void shouldCountConfiguredAppsOnly() throws Exception {
        CliSession.in(demo.directory(), "run");
        github.state().review("renovate[bot]", Review.State.APPROVED, head, NOON);

        assertThat(verdict().out()).startsWith("pending: awaiting approval (0 of 1)\n");
        assertThat(verdict("--reviewers", "everybody").out()).startsWith("pending: ");
        assertThat(verdict("--app", "renovate[bot]").out()).startsWith("success: ");
    }

    @Test
    void shouldReportOnlyWhenTold() throws Exception {
        CliSession.in(demo.directory(), "run");
        github.state().review("bob", Review.State.APPROVED, head, NOON).label("WIP");

        assertThat(verdict("--report", "--blocking-label", "wip", "--blocking-label", "hold")
                        .exit())
                .isEqualTo(ExitCode.NOT_MERGEABLE);
        CliSession second = verdict("--report", "--context", "ci/acme", "--target-url", "https://ci.example/7");

        assertThat(second.out()).contains("reported to https://github.com/acme/shop/pull/7\n");
        assertThat(github.state().statuses())
                .containsExactly(
                        new FakeState.Status(
                                head, "pending", "continuous-integration/mergeability", "blocked by label `WIP`", ""),
                        new FakeState.Status(
                                head, "success", "ci/acme", "pull request can be merged", "https://ci.example/7"));
        assertThat(github.state().comments()).hasSize(2);
        assertThat(github.state().comments().get(1))
                .contains(
                        "😀 Pull request can be merged",
                        "**Proven by earlier runs:** `air/compile`",
                        "(https://ci.example/7)");
    }

    @Test
    void shouldTellWhatFailedHere() throws Exception {
        demo.breakSomething();
        git("commit", "--quiet", "-am", "Break it");
        github.state().head(commit("polite"));
        CliSession.in(demo.directory(), "run");

        CliSession session = verdict("--report");

        assertThat(session.exit()).isEqualTo(ExitCode.NOT_MERGEABLE);
        assertThat(session.out()).startsWith("failure: air/test failed\n").contains("failed: air/test\n");
        assertThat(github.state().comments().get(0)).contains("#### `air/test` failed", "`mergeability run air/test`");
        assertThat(github.state().comments().get(0))
                .contains("lines of its log</summary>")
                .containsPattern("`[^`]+`: `exit code [0-9]+`");

        RunDirectory.prune(demo.directory().resolve(".git/mergeability/runs"), 0, 0);
        assertThat(verdict("--report").exit()).isEqualTo(ExitCode.NOT_MERGEABLE);
        assertThat(github.state().comments().get(0))
                .as("the run is not kept any more")
                .contains("#### `air/test` failed")
                .doesNotContain("lines of its log");
    }

    @Test
    void shouldPrintJson() throws Exception {
        CliSession session = verdict("--json");

        JsonNode json = new ObjectMapper().readTree(session.out());
        assertThat(json.get("state").asText()).isEqualTo("pending");
        assertThat(json.get("cause").asText()).isEqualTo("jobs_unfinished");
        assertThat(json.get("repository").asText()).isEqualTo("acme/shop");
        assertThat(json.get("head").asText()).isEqualTo(head);
        assertThat(json.get("jobs").get(0).get("result").asText()).isEqualTo("unfinished");
        assertThat(verdict("--format", "json").out()).isEqualTo(session.out());
    }

    @Test
    void shouldNotSpeakOfACommitThatIsNotThePullRequests() throws Exception {
        Files.writeString(demo.directory().resolve("air/new.sh"), "echo new");
        assertThat(verdict().err())
                .contains("the working tree has uncommitted changes")
                .contains("--head");
        assertThat(verdict("--head", "polite").out()).startsWith("pending: awaiting air");

        CliSession other = verdict("--head", "main");
        assertThat(other.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(other.err()).contains("the plan is of another commit");

        github.state().base("release", "e".repeat(40));
        assertThat(verdict("--head", "polite").err()).contains("of release").contains("`git fetch`");
        assertThat(verdict("--head", "polite", "--base", "main").out()).startsWith("pending: awaiting air");
    }

    @Test
    void shouldDecideByTheMergeOfThePullRequest() throws Exception {
        git("checkout", "--quiet", "-b", "merged", "main");
        git("commit", "--quiet", "--allow-empty", "-m", "Go on");
        github.state().base("main", commit("merged"));
        git("merge", "--quiet", "--no-ff", "-m", "Merge", "polite");
        assertThat(verdict("--json").out()).contains("\"planned\":\"" + commit("merged") + "\"");
        assertThat(verdict().out())
                .startsWith("pending: awaiting air")
                .contains("as merged in " + commit("merged") + "\n");

        github.state().base("main", commit("main"));
        assertThat(verdict().err()).as("a merge into something else").contains("the plan is of another commit");
    }

    @Test
    void shouldTellBadInputFromTrouble() throws Exception {
        Map<String, String> token = Map.of("GITHUB_TOKEN", "secret");
        String url = github.api();
        for (List<String> wrong : List.of(
                List.of("--github-url", url),
                List.of("--github-url", url, "--pull-request", "0"),
                List.of("--github-url", url, "--pull-request", "seven"),
                List.of("--github-url", url, "--pull-request", "8"),
                List.of("--github-url", url, "--pull-request", "7", "--repo", "shop"),
                List.of("--github-url", url, "--pull-request", "7", "--repo", "acme/../x"),
                List.of("--github-url", "http://github.example.com", "--pull-request", "7"),
                List.of("--github-url", "https://github.example.com", "--pull-request", "7"),
                List.of("--github-url", url, "--pull-request", "7", "--approvals", "-1"),
                List.of("--github-url", url, "--pull-request", "7", "--reviewers", "nobody"),
                List.of("--github-url", url, "--pull-request", "7", "--directory", "missing"))) {
            CliSession session = call(token, wrong);
            assertThat(session.exit()).as("%s: %s", wrong, session.err()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(session.err())
                    .as("%s", wrong)
                    .startsWith("mergeability: ")
                    .doesNotContain("Exception", "secret");
        }
        List<String> right = List.of("--github-url", url, "--pull-request", "7");
        assertThat(call(Map.of(), right).err()).startsWith("mergeability: GITHUB_TOKEN is not set");
        assertThat(call(Map.of(), right).exit()).isEqualTo(ExitCode.BAD_INPUT);
        CliSession refused = call(Map.of("GITHUB_TOKEN", "wrong"), right);
        assertThat(refused.exit()).isEqualTo(ExitCode.EXTERNAL_FAILURE);
        assertThat(refused.err()).contains("401 Bad credentials");
        github.state().pull("state", "closed");
        assertThat(call(token, right).err()).contains("is no longer open");
    }

    @Test
    void shouldRefuseContextsAndAddressesThatGithubRefuses() {
        for (List<String> options : List.of(
                List.of("--context", ""),
                List.of("--context", " "),
                List.of("--context", "ci/\uD83D\uDE00"),
                List.of("--context", "c".repeat(101)),
                List.of("--target-url", ""),
                List.of("--target-url", "ci.example/7"),
                List.of("--target-url", "file:///etc/passwd"),
                List.of("--target-url", "https://"),
                List.of("--target-url", "https://ci.example/a b"))) {
            CliSession session = verdict(options.toArray(String[]::new));
            assertThat(session.exit()).as("%s", options).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(session.err()).contains("mergeability: " + options.get(0) + " takes ");
        }
        assertThat(github.requests()).isEmpty();
    }

    private CliSession verdict(String... more) {
        List<String> args = new ArrayList<>(List.of("--github-url", github.api(), "--pull-request", "7"));
        args.addAll(List.of(more));
        return call(Map.of("GITHUB_TOKEN", "secret"), args);
    }

    private CliSession call(Map<String, String> environment, List<String> options) {
        List<String> args = new ArrayList<>(List.of("verdict"));
        args.addAll(options);
        return CliSession.with(environment, demo.directory(), args.toArray(String[]::new));
    }

    private void git(String... arguments) throws Exception {
        demo.git(arguments);
    }

    private String commit(String revision) throws Exception {
        Process process = new ProcessBuilder("git", "rev-parse", revision)
                .directory(demo.directory().toFile())
                .start();
        return new String(process.getInputStream().readAllBytes()).strip();
    }
}
