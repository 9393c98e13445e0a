package io.jenkins.plugins.mergeability.engine.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.TestClock;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import io.jenkins.plugins.mergeability.engine.verdict.PlanOutcome;
import io.jenkins.plugins.mergeability.engine.verdict.Review;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verdicts where only the reviews of code owners count. */
class CodeOwnersTest {

    private static final String HEAD = "c".repeat(40);
    private static final String AT = "2026-11-22T12:00:00Z";
    private static final String FILE = ".github/CODEOWNERS";
    private static final MergeRules OWNERS = new MergeRules(1, Counting.OWNERS, false, Set.of(), Set.of());

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse(AT));
    private FakeGithub github;
    private FakeOwners owners;
    private CodeHost host;

    @BeforeEach
    void start() throws IOException {
        github = FakeGithub.start();
        owners = github.state().owners();
        Clock clock = new TestClock(now::get);
        host = GithubConnection.open(
                github.api(),
                "secret",
                new RepositoryName("acme", "shop"),
                new MemoryResponseCache(),
                Duration.ofSeconds(60),
                clock);
        for (String writer : List.of("ann", "bob", "eve", "kim")) {
            github.state().permit(writer, "write");
        }
    }

    @AfterEach
    void stop() {
        github.close();
        assertThat(github.problems()).isEmpty();
    }

    @Test
    void shouldNeedAnOwnerInAdditionToWriters() throws Exception {
        owners.file(FILE, "* @Bob\n").changed("a.txt");
        assertThat(verdict()).isEqualTo("pending: awaiting approval of @Bob for a.txt");

        approved("eve");
        assertThat(verdict()).isEqualTo("pending: awaiting approval of @Bob for a.txt");

        approved("bob");
        assertThat(verdict()).isEqualTo("success: pull request can be merged");
        assertThat(verdict(new MergeRules(3, Counting.OWNERS, false, Set.of(), Set.of())))
                .isEqualTo("pending: awaiting approval (2 of 3)");
    }

    @Test
    void shouldNeedAnOwnerOfEverythingThatHasOne() throws Exception {
        owners.file(FILE, "*.sql @acme/db @kim\n*.js @bob\n*.x @bob @kim @lea @eve\n")
                .team("db", "eve", "lea")
                .changed("README.md", "a/schema.sql", "b/schema.sql", "x.js", "y.x");
        approved("bob");
        assertThat(verdict()).isEqualTo("pending: awaiting approval of @acme/db or @kim for a/schema.sql");

        approved("eve");
        assertThat(verdict()).isEqualTo("success: pull request can be merged");

        github.state().review("bob", Review.State.DISMISSED, HEAD, "2026-11-22T12:05:00Z");
        assertThat(verdict()).isEqualTo("pending: awaiting approval of @bob for x.js");
        github.state().review("eve", Review.State.DISMISSED, HEAD, "2026-11-22T12:05:00Z");
        assertThat(verdict())
                .isEqualTo("pending: awaiting approval of @acme/db or @kim for a/schema.sql, @bob for x.js, "
                        + "@bob, @kim or 2 others for y.x");
    }

    @Test
    void shouldNeedOwnersWhateverTheNumberOfApprovals() throws Exception {
        owners.file(FILE, "* @bob\n").changed("a.txt");
        MergeRules none = new MergeRules(0, Counting.OWNERS, false, Set.of(), Set.of());
        assertThat(verdict(none)).isEqualTo("pending: awaiting approval of @bob for a.txt");

        approved("bob");
        assertThat(verdict(none)).startsWith("success");
    }

    @Test
    void shouldNotTakeAReviewerWithoutWriteAccessForAnOwner() throws Exception {
        owners.file(FILE, "* @bob @acme/db\n").team("db", "lea").changed("a.txt");
        github.state().permit("bob", "read");
        approved("bob", "lea", "bob[bot]");

        assertThat(verdict()).isEqualTo("pending: awaiting approval of @bob or @acme/db for a.txt");
    }

    @Test
    void shouldNotCountTheAuthor() throws Exception {
        owners.file(FILE, "* @ann\n").changed("a.txt");
        approved("ann", "bob");

        assertThat(verdict()).isEqualTo("pending: awaiting approval of @ann for a.txt");
    }

    @Test
    void shouldCountWritersWhereNothingHasAnOwner() throws Exception {
        owners.changed("a.txt");
        github.state().permit("lea", "read");
        approved("lea");
        for (String text : new String[] {null, "", "/docs/ @bob\n", "* @bob\n*.txt\n"}) {
            owners.file("CODEOWNERS", text);
            github.state().base("main", text == null ? "b".repeat(40) : String.format("%040x", text.length()));
            assertThat(verdict()).as(text).isEqualTo("pending: awaiting approval (0 of 1)");
        }

        approved("eve");
        assertThat(verdict()).isEqualTo("success: pull request can be merged");
    }

    @Test
    void shouldReadTheFirstFileThatExists() throws Exception {
        owners.file(FILE, "* @bob\n")
                .file("CODEOWNERS", "* @eve\n")
                .file("docs/CODEOWNERS", "* @kim\n")
                .changed("a.txt");
        assertThat(verdict()).endsWith("@bob for a.txt");
        owners.file(FILE, null);
        github.state().base("main", "1".repeat(40));
        assertThat(verdict()).endsWith("@eve for a.txt");
        owners.file("CODEOWNERS", null);
        github.state().base("main", "2".repeat(40));
        assertThat(verdict()).endsWith("@kim for a.txt");
        github.state().base("feature/#1", "2".repeat(40));
        assertThat(verdict()).endsWith("@kim for a.txt");
    }

    @Test
    void shouldCountBothNamesOfARenamedFile() throws Exception {
        owners.file(FILE, "/a/ @bob\n/b/ @eve\n").renamed("a/x", "b/x");
        approved("eve");
        assertThat(verdict()).isEqualTo("pending: awaiting approval of @bob for a/x");
        approved("bob");
        assertThat(verdict()).startsWith("success");
    }

    @Test
    void shouldReadAllChangedPaths() throws Exception {
        owners.file(FILE, "/last @bob\n");
        for (int i = 0; i < 298; i++) {
            owners.changed("f" + i);
        }
        owners.changed("last");
        approved("eve");

        assertThat(verdict()).isEqualTo("pending: awaiting approval of @bob for last");
        assertThat(asked("/files")).isEqualTo(3);
    }

    @Test
    void shouldReadALargeFile() throws Exception {
        owners.file(FILE, "# ".repeat(600_000) + "\n* @bob\n").changed("a.txt");

        assertThat(verdict()).isEqualTo("pending: awaiting approval of @bob for a.txt");
        assertThat(asked("/git/blobs/")).isEqualTo(1);
    }

    @Test
    void shouldCountNobodyWhereOwnersAreUnknown() throws Exception {
        owners.file(FILE, "* @bob\n").changed("a.txt");
        approved("bob", "eve");

        owners.unlisted(5);
        assertThat(verdict()).isEqualTo("pending: the code owners are unknown: GitHub lists 1 of 6 changed files");
        owners.unlisted(3000);
        assertThat(verdict())
                .isEqualTo("pending: the code owners are unknown: GitHub lists 3000 of 3001 changed files");
        owners.unlisted(0).type(FILE, "symlink");
        github.state().base("main", "1".repeat(40));
        assertThat(verdict()).isEqualTo("pending: the code owners are unknown: .github/CODEOWNERS is not a file");
        owners.type(FILE, "file").file(FILE, "* @bob\n" + "#".repeat(3 * 1024 * 1024));
        github.state().base("main", "2".repeat(40));
        assertThat(verdict()).isEqualTo("pending: the code owners are unknown: .github/CODEOWNERS is larger than 3 MB");
        owners.file(FILE, "* @bob\n");
        github.state().base("main", "3".repeat(40));
        assertThat(verdict()).startsWith("success");
    }

    @Test
    void shouldCountNobodyWhereGithubRefusesARequest() throws Exception {
        owners.file(FILE, "* @bob\n").changed("a.txt");
        approved("bob", "eve");
        assertThat(verdict()).startsWith("success");
        int tip = 1;
        for (String call : List.of("/branches/main", "/contents/.github/CODEOWNERS", "/files")) {
            for (int status : List.of(403, 422)) {
                github.forget();
                github.state().base("main", String.format("%040x", tip++));
                assertThat(verdict()).startsWith("success");
                List<String> requests = github.requests();
                int place = 0;
                while (!requests.get(place).contains(call)) {
                    place++;
                }
                github.forget();
                github.state().base("main", String.format("%040x", tip++));
                github.failAt(place, Fault.error(status, Map.of()));

                assertThat(verdict())
                        .startsWith("pending: the code owners are unknown: cannot ")
                        .contains(": " + status);
                assertThat(verdict()).as("it is asked again").startsWith("success");
            }
        }
    }

    @Test
    void shouldNotTakeHiddenTeamsAndAddressesForAnybody() throws Exception {
        owners.file(FILE, "*.a @acme/secret\n*.b bob@example.com\n*.c @other/db\n")
                .changed("x.a", "x.b", "x.c");
        approved("bob");

        assertThat(verdict())
                .isEqualTo("pending: awaiting approval of @acme/secret (members not visible) for x.a, "
                        + "bob@example.com (an e-mail address) for x.b, @other/db for x.c");
        assertThat(github.requests()).noneMatch(request -> request.contains("other"));
    }

    @Test
    void shouldCountRequestsOfAllWriters() throws Exception {
        owners.file(FILE, "* @bob @acme/secret\n").changed("a.txt");
        approved("bob");
        github.state().review("eve", Review.State.CHANGES_REQUESTED, HEAD, AT);
        github.state().permit("lea", "read").review("lea", Review.State.CHANGES_REQUESTED, HEAD, AT);
        assertThat(verdict()).isEqualTo("pending: changes requested by eve");

        github.state().review("eve", Review.State.APPROVED, HEAD, "2026-11-22T12:05:00Z");
        assertThat(verdict()).isEqualTo("success: pull request can be merged");
        assertThat(verdict(new MergeRules(3, Counting.OWNERS, false, Set.of(), Set.of())))
                .isEqualTo("pending: awaiting approval (2 of 3)");
    }

    @Test
    void shouldCacheByCommit() throws Exception {
        owners.file(FILE, "* @acme/db\n").team("db", "bob", "kim").changed("a.txt");
        approved("bob", "eve");
        assertThat(verdict()).startsWith("success");
        github.forget();

        assertThat(verdict()).startsWith("success");
        assertThat(github.requests())
                .containsExactly(
                        "GET /api/v3/repos/acme/shop/pulls/7",
                        "GET /api/v3/repos/acme/shop/pulls/7/reviews?per_page=100",
                        "GET /api/v3/repos/acme/shop/branches/main");
        github.state().base("main", "1".repeat(40));
        assertThat(verdict()).startsWith("success");
        assertThat(asked("/contents/")).isEqualTo(1);
        assertThat(asked("/files")).isEqualTo(1);
    }

    @Test
    void shouldSeeNewMembersBeforeRemovedOnes() throws Exception {
        owners.file(FILE, "*.a @acme/db\n*.b @bob\n").team("db", "bob").changed("x.a");
        approved("bob");
        assertThat(verdict()).startsWith("success");
        owners.team("db", "eve");
        assertThat(verdict()).startsWith("success");
        now.set(now.get().plusSeconds(3601));
        assertThat(verdict()).startsWith("pending");
        owners.team("db", "eve", "bob");
        assertThat(verdict()).startsWith("pending");
        now.set(now.get().plusSeconds(61));
        assertThat(verdict()).startsWith("success");
        owners.team("db");
        now.set(now.get().plusSeconds(3601));
        assertThat(verdict()).contains("@acme/db (members not visible)");
    }

    @Test
    void shouldNotCacheFilesOfAnotherCommit() throws Exception {
        owners.file(FILE, "*.a @bob\n").changed("x.b").listedFor("d".repeat(40));
        approved("eve");
        assertThat(verdict()).startsWith("success");
        owners.changed("x.a").listedFor(null);
        assertThat(verdict()).isEqualTo("pending: awaiting approval of @bob for x.a");
    }

    @Test
    void shouldRequestOwnersOnlyWhereTheyMatter() throws Exception {
        owners.file(FILE, "* @bob\n").changed("a.txt");
        approved("bob");

        assertThat(verdict(new MergeRules(1, Counting.WRITERS, false, Set.of(), Set.of())))
                .startsWith("success");
        assertThat(github.requests())
                .noneMatch(request ->
                        request.contains("/branches/") || request.contains("/contents/") || request.contains("/files"));
    }

    private void approved(String... reviewers) {
        for (String reviewer : reviewers) {
            github.state().review(reviewer, Review.State.APPROVED, HEAD, AT);
        }
    }

    private long asked(String part) {
        return github.requests().stream()
                .filter(request -> request.contains(part))
                .count();
    }

    private String verdict() throws HostException {
        return verdict(OWNERS);
    }

    private String verdict(MergeRules rules) throws HostException {
        Verdict verdict = Verdict.of(
                host.pullRequest(7, rules, Freshness.KEPT).facts(), new PlanOutcome.Known(Map.of(), true), rules);
        return verdict.state().text() + ": " + verdict.description();
    }
}
