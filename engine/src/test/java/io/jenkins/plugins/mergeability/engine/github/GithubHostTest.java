package io.jenkins.plugins.mergeability.engine.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.TestClock;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.MergeableState;
import io.jenkins.plugins.mergeability.engine.verdict.PlanOutcome;
import io.jenkins.plugins.mergeability.engine.verdict.PullRequest;
import io.jenkins.plugins.mergeability.engine.verdict.Review;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to GitHub and their results. */
class GithubHostTest {

    private static final String HEAD = "c".repeat(40);
    private static final String OLD = "0".repeat(40);
    private static final MergeRules WRITERS = new MergeRules(1, MergeRules.Counting.WRITERS, false, Set.of(), Set.of());
    private static final MergeRules EVERYBODY =
            new MergeRules(1, MergeRules.Counting.EVERYBODY, false, Set.of(), Set.of());
    private static final String CONTEXT = "ci/--> <b>/mergeable";

    private FakeGithub github;
    private CodeHost host;

    @BeforeEach
    void start() throws IOException {
        github = FakeGithub.start();
        host = host("secret");
    }

    @AfterEach
    void stop() {
        github.close();
        assertThat(github.problems()).isEmpty();
    }

    @Test
    void shouldReadTheRequiredChecksOfABranch() throws Exception {
        List<String> commits = List.of(HEAD);
        github.state()
                .queue()
                .branch("trunk", commits)
                .branch("next/1.x #2", commits)
                .branch("ruled", commits)
                .branch("old", commits)
                .branch("hidden", commits)
                .protect("trunk", List.of("ci/build", "ci/mergeable"))
                .rule("trunk", List.of("lint"))
                .protect("next/1.x #2", List.of("ci/build"))
                .rule("ruled", List.of("ci/mergeable"))
                .protect("hidden", null);

        GithubHost connected = (GithubHost) host;
        assertThat(connected.requiredChecks("trunk").orElseThrow()).containsExactly("ci/build", "ci/mergeable", "lint");
        assertThat(connected.requiredChecks("next/1.x #2").orElseThrow()).containsExactly("ci/build");
        assertThat(connected.requiredChecks("ruled").orElseThrow()).containsExactly("ci/mergeable");
        github.failAt(github.requests().size() + 1, Fault.error(404, Map.of())); // a version without rulesets
        assertThat(connected.requiredChecks("old").orElseThrow()).isEmpty();
        assertThat(connected.requiredChecks("hidden")).isEmpty();
        assertThat(connected.requiredChecks("gone")).isEmpty();
        github.failAt(github.requests().size(), Fault.error(500, Map.of()));
        assertThatThrownBy(() -> connected.requiredChecks("other")).isInstanceOf(HostException.class);
    }

    @Test
    void shouldReadAPullRequest() throws Exception {
        github.state()
                .label("bug")
                .label("WIP")
                .review("bob", Review.State.COMMENTED, HEAD, "2026-11-22T12:00:00Z")
                .review("bob", Review.State.APPROVED, HEAD, "2026-11-22T12:01:00Z")
                .review("eve", Review.State.CHANGES_REQUESTED, OLD, "2026-11-22T12:02:00Z")
                .review("kim", Review.State.PENDING, HEAD, null);

        HostedPullRequest read = host.pullRequest(7, EVERYBODY, Freshness.KEPT);

        assertThat(read)
                .isEqualTo(new HostedPullRequest(
                        new PullRequest(
                                MergeableState.CLEAN,
                                false,
                                Set.of("bug", "WIP"),
                                "ann",
                                HEAD,
                                List.of(
                                        review("bob", Review.State.APPROVED, HEAD, "2026-11-22T12:01:00Z"),
                                        review("eve", Review.State.CHANGES_REQUESTED, OLD, "2026-11-22T12:02:00Z"))),
                        true,
                        "main",
                        "b".repeat(40),
                        "https://github.com/acme/shop/pull/7"));
    }

    @Test
    void shouldReadWhetherItCanBeMerged() throws Exception {
        assertThat(facts().mergeability()).isEqualTo(MergeableState.CLEAN);
        github.state().pull("mergeable", false).pull("draft", true);
        assertThat(facts().mergeability()).isEqualTo(MergeableState.CONFLICT);
        assertThat(facts().draft()).isTrue();
        github.state().pull("mergeable", null).pull("state", "closed");
        assertThat(facts().mergeability()).isEqualTo(MergeableState.UNKNOWN);
        assertThat(host.pullRequest(7, MergeRules.DEFAULT, Freshness.KEPT).open())
                .isFalse();
    }

    @Test
    void shouldReadAllPagesOfReviews() throws Exception {
        for (int i = 0; i < 250; i++) {
            github.state().review("bob", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z");
        }

        assertThat(facts().reviews()).hasSize(250);
        assertThat(github.requests().stream().filter(request -> request.contains("/reviews")))
                .hasSize(3);
    }

    @Test
    void shouldRequestPermissionsOnlyWhereTheyMatter() throws Exception {
        github.state()
                .permit("bob", "write")
                .permit("eve", "read")
                .permit("kim", "admin")
                .permit("lea", "none")
                .review("bob", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z")
                .review("eve", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z")
                .review("kim", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z")
                .review("kim", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z")
                .review("lea", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z")
                .review("dependabot[bot]", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z")
                .review(null, Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z");

        assertThat(host.pullRequest(7, WRITERS, Freshness.KEPT).facts().reviews().stream()
                        .filter(GithubHostTest::writes)
                        .map(Review::reviewer))
                .containsExactly("bob", "kim", "kim");
        assertThat(github.requests().stream().filter(request -> request.contains("/permission")))
                .hasSize(4);
        github.forget();
        facts();
        assertThat(github.requests())
                .containsExactly(
                        "GET /api/v3/repos/acme/shop/pulls/7",
                        "GET /api/v3/repos/acme/shop/pulls/7/reviews?per_page=100");
    }

    @Test
    void shouldReplaceCharactersThatGithubRefuses() throws Exception {
        github.state().label("\ud83d\udea7 wip");
        MergeRules rules =
                new MergeRules(0, MergeRules.Counting.EVERYBODY, false, Set.of("\ud83d\udea7 wip"), Set.of());
        Verdict verdict = Verdict.of(
                host.pullRequest(7, rules, Freshness.KEPT).facts(), new PlanOutcome.Known(Map.of(), true), rules);

        host.report(HEAD, new CommitStatus("ci", verdict, Optional.empty()));

        assertThat(github.state().statuses().stream().map(FakeState.Status::description))
                .containsExactly("blocked by label `? wip`");
        assertThatThrownBy(() -> host.report(HEAD, new CommitStatus("\ud83d\udea7", verdict, Optional.empty())))
                .hasMessageEndingWith("422 Validation Failed: context doesn't accept 4-byte Unicode");
    }

    @Test
    void shouldNotTakeAnUnknownUserForAWriter() throws Exception {
        github.state()
                .permit("bob", "write")
                .unknown("mannequin-7")
                .review("mannequin-7", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z")
                .review("bob", Review.State.APPROVED, HEAD, "2026-11-22T12:01:00Z");

        PullRequest facts = host.pullRequest(7, WRITERS, Freshness.KEPT).facts();

        assertThat(facts.reviews().stream().filter(GithubHostTest::writes).map(Review::reviewer))
                .containsExactly("bob");
        assertThat(Verdict.of(facts, new PlanOutcome.Known(Map.of(), true), WRITERS)
                        .state())
                .isEqualTo(Verdict.State.SUCCESS);
    }

    @Test
    void shouldCachePermissionsForAWhile() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
        MemoryResponseCache cache = new MemoryResponseCache();
        CodeHost patient = host("secret", cache, new TestClock(now::get));
        github.state()
                .permit("bob", "write")
                .permit("eve", "read")
                .review("bob", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z")
                .review("eve", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z");
        assertThat(writers(patient)).containsExactly("bob");
        github.state().permit("bob", "read").permit("eve", "write");
        github.forget();

        now.set(now.get().plusSeconds(3599));
        assertThat(writers(patient)).containsExactly("bob");
        assertThat(writers(host("secret", cache, new TestClock(now::get))))
                .as("kept for the repository")
                .containsExactly("bob");
        assertThat(github.requests()).noneMatch(request -> request.contains("/permission"));
        now.set(now.get().plusSeconds(1));
        assertThat(writers(patient)).containsExactly("eve");
    }

    @Test
    void shouldRequestPermissionsAgainWhereTheyDecide() throws Exception {
        MemoryResponseCache cache = new MemoryResponseCache();
        CodeHost host = host("secret", cache, Clock.systemUTC());
        github.state().permit("bob", "write").review("bob", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z");
        assertThat(writers(host)).containsExactly("bob");
        github.state().permit("bob", "read");

        assertThat(writers(host)).containsExactly("bob");
        assertThat(host.pullRequest(7, WRITERS, Freshness.NEW).facts().reviews())
                .extracting(Review::standing)
                .containsExactly(Review.Standing.OTHER);
        github.state().permit("bob", "write");
        assertThat(writers(host)).isEmpty();
        cache.expirePermissions();
        assertThat(writers(host)).containsExactly("bob");
    }

    @Test
    void shouldNeedTwoRequestsWhereNothingIsNew() throws Exception {
        for (int i = 0; i < 10; i++) {
            github.state()
                    .permit("writer" + i, "write")
                    .review("writer" + i, Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z");
        }
        host.pullRequest(7, WRITERS, Freshness.KEPT);
        assertThat(github.requests()).as("the first time").hasSize(12);
        github.forget();

        HostedPullRequest again = host.pullRequest(7, WRITERS, Freshness.KEPT);

        assertThat(again.facts().reviews()).hasSize(10).allMatch(review -> review.standing() == Review.Standing.WRITER);
        assertThat(github.requests())
                .containsExactly(
                        "GET /api/v3/repos/acme/shop/pulls/7",
                        "GET /api/v3/repos/acme/shop/pulls/7/reviews?per_page=100");
        assertThat(github.unchanged())
                .as("answered with 304, which GitHub does not count")
                .isEqualTo(2);
    }

    @Test
    void shouldReadReviewsThatNobodyExpected() throws Exception {
        github.state()
                .permit("bob", "write")
                .permit("kim", "owner-of-everything")
                .review("bob", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z")
                .review("bob", Review.State.UNKNOWN, HEAD, "2026-11-22T12:01:00Z")
                .review("kim", Review.State.APPROVED, HEAD, "2026-11-22T12:02:00Z")
                .review(null, Review.State.CHANGES_REQUESTED, HEAD, "2026-11-22T12:03:00Z");
        github.expectProblems(); // GitHub's description has no such state

        PullRequest facts = host.pullRequest(7, WRITERS, Freshness.KEPT).facts();

        assertThat(Verdict.of(facts, new PlanOutcome.Known(Map.of(), true), WRITERS)
                        .description())
                .isEqualTo("changes requested by ghost (deleted account)");
        assertThat(facts.reviews())
                .extracting(Review::standing)
                .containsExactly(
                        Review.Standing.WRITER,
                        Review.Standing.WRITER,
                        Review.Standing.UNKNOWN,
                        Review.Standing.DELETED);
    }

    private static List<String> writers(CodeHost host) throws Exception {
        return host.pullRequest(7, WRITERS, Freshness.KEPT).facts().reviews().stream()
                .filter(GithubHostTest::writes)
                .map(Review::reviewer)
                .toList();
    }

    private static boolean writes(Review review) {
        return review.standing() == Review.Standing.WRITER;
    }

    @Test
    void shouldNotTakeAnApprovalWithoutCommitForOneOfTheHead() throws Exception {
        github.state().review("bob", Review.State.APPROVED, null, "2026-11-22T12:00:00Z");

        assertThat(facts().reviews()).extracting(Review::commit).containsExactly("");
    }

    @Test
    void shouldSetStatuses() throws Exception {
        Verdict verdict = new Verdict(Verdict.Cause.JOBS_FAILED, "x".repeat(500));

        host.report(HEAD, new CommitStatus("ci/mergeable", verdict, Optional.of("https://ci.example/1")));
        host.report(HEAD, new CommitStatus("ci/mergeable", verdict, Optional.empty()));

        assertThat(github.state().statuses())
                .containsExactly(
                        new FakeState.Status(
                                HEAD, "failure", "ci/mergeable", "x".repeat(139) + "…", "https://ci.example/1"),
                        new FakeState.Status(HEAD, "failure", "ci/mergeable", "x".repeat(139) + "…", ""));
    }

    @Test
    void shouldKeepOneComment() throws Exception {
        for (int i = 0; i < 150; i++) {
            github.state().comment("bob", "hello " + i);
        }

        host.comment(7, CONTEXT, CommentPart.VERDICT, "one");
        host.comment(7, CONTEXT, CommentPart.VERDICT, "two");
        host("secret").comment(7, CONTEXT, CommentPart.VERDICT, "three");
        host.comment(7, "another", CommentPart.VERDICT, "four");

        assertThat(github.state().comments().subList(150, 152))
                .containsExactly(GithubHost.marker(CONTEXT) + "\nthree", GithubHost.marker("another") + "\nfour");
        assertThat(github.state().comments()).hasSize(152);
        assertThat(GithubHost.marker(CONTEXT)).matches("<!-- mergeability: [a-zA-Z0-9/_.~]+ -->");
        github.forget();
        host.comment(7, "another", CommentPart.VERDICT, "four");
        assertThat(github.requests()).allMatch(request -> request.startsWith("GET"));
    }

    @Test
    void shouldNotChangeCommentsOfOthers() throws Exception {
        String marker = GithubHost.marker(CONTEXT);
        github.state().comment("eve", marker + "\nlooks good").comment("robot", "> " + marker);

        host.comment(7, CONTEXT, CommentPart.VERDICT, "one");

        assertThat(github.state().comments()).containsExactly(marker + "\nlooks good", "> " + marker, marker + "\none");
    }

    @Test
    void shouldFindItsCommentsAsAnApp() throws Exception {
        github.state().app().comment("eve", GithubHost.marker(CONTEXT));

        host.comment(7, CONTEXT, CommentPart.VERDICT, "one");
        host.comment(7, CONTEXT, CommentPart.VERDICT, "two");

        assertThat(github.state().comments())
                .containsExactly(GithubHost.marker(CONTEXT), GithubHost.marker(CONTEXT) + "\ntwo");
    }

    @Test
    void shouldNotChangeCommentsOfOtherApps() throws Exception {
        String marker = GithubHost.marker(CONTEXT);
        github.state().app().comment("echo[bot]", marker + "\nechoed");
        CodeHost app = GithubConnection.open(
                github.api(),
                "secret",
                new RepositoryName("acme", "shop"),
                new MemoryResponseCache(),
                Duration.ofSeconds(60),
                Clock.systemUTC(),
                OptionalLong.of(FakeState.OWN_APP));

        app.comment(7, CONTEXT, CommentPart.VERDICT, "one");
        app.comment(7, CONTEXT, CommentPart.VERDICT, "two");

        assertThat(github.state().comments()).containsExactly(marker + "\nechoed", marker + "\ntwo");
    }

    @Test
    void shouldDeleteADuplicateOfItsComment() throws Exception {
        String marker = GithubHost.marker(CONTEXT);
        github.state()
                .comment("robot", marker + "\none")
                .comment("robot", marker + "\none")
                .comment("bob", "hm");

        host.comment(7, CONTEXT, CommentPart.VERDICT, "two");

        assertThat(github.state().comments()).containsExactly(marker + "\ntwo", "hm");
    }

    @Test
    void shouldRefuseACommentThatIsTooLong() {
        assertThatThrownBy(() ->
                        host.comment(7, CONTEXT, CommentPart.VERDICT, "x".repeat(CodeHost.MAX_COMMENT_LENGTH + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReportMissingObjectsAndRejectedCredentials() throws Exception {
        assertThatThrownBy(() -> host.pullRequest(8, MergeRules.DEFAULT, Freshness.KEPT))
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.kind()).isEqualTo(HostException.Kind.NOT_FOUND))
                .hasMessageStartingWith("cannot read pull request 8 of acme/shop: 404");
        assertThatThrownBy(() -> host("wrong").pullRequest(7, MergeRules.DEFAULT, Freshness.KEPT))
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.kind()).isEqualTo(HostException.Kind.UNAUTHORIZED))
                .hasMessage("cannot read pull request 7 of acme/shop: 401 Bad credentials");
    }

    private PullRequest facts() throws HostException {
        return host.pullRequest(7, MergeRules.DEFAULT, Freshness.KEPT).facts();
    }

    private CodeHost host(String token) throws IOException {
        return host(token, new MemoryResponseCache(), Clock.systemUTC());
    }

    private CodeHost host(String token, ResponseCache cache, Clock clock) throws IOException {
        return GithubConnection.open(
                github.api(), token, new RepositoryName("acme", "shop"), cache, Duration.ofSeconds(60), clock);
    }

    private static Review review(String reviewer, Review.State state, String commit, String at) {
        return new Review(reviewer, state, commit, Instant.parse(at), Review.Standing.OTHER);
    }
}
