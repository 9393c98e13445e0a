package io.jenkins.plugins.mergeability.engine.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.PlanOutcome;
import io.jenkins.plugins.mergeability.engine.verdict.PullRequest;
import io.jenkins.plugins.mergeability.engine.verdict.Review;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every fault at every request: it is classified, not taken for another response, and nothing is written twice. */
class GithubFaultsTest {

    private static final String HEAD = "c".repeat(40);
    private static final MergeRules RULES = new MergeRules(1, MergeRules.Counting.WRITERS, false, Set.of(), Set.of());
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /** A timeout that no response exceeds, even on a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** A timeout that a slow response exceeds. */
    private static final Duration SHORT_TIMEOUT = Duration.ofMillis(400);

    private FakeGithub github;

    @BeforeEach
    void start() throws IOException {
        github = FakeGithub.start();
        github.state()
                .permit("bob", "write")
                .review("bob", Review.State.APPROVED, HEAD, "2026-11-22T12:00:00Z")
                .comment("eve", GithubHost.marker("ci") + " mine");
    }

    @AfterEach
    void stop() {
        github.close();
        assertThat(github.problems()).isEmpty();
    }

    @Test
    void shouldClassifyEveryFaultAtEveryRequest() throws Exception {
        int calls = calls();
        assertThat(calls).isEqualTo(10);
        for (Map.Entry<Fault, Kind> fault : faults().entrySet()) {
            for (int call = 0; call < calls; call++) {
                Throwable thrown = failAt(call, fault.getKey());
                List<String> requests = github.requests();
                assertThat(requests).as("%s: %s", fault.getKey(), thrown).hasSizeGreaterThan(call);
                boolean ofAPermission = requests.get(call).contains("/permission");
                if (ofAPermission && fault.getValue() != Kind.RATE_LIMITED && fault.getValue() != Kind.UNAUTHORIZED) {
                    assertThat(thrown).as("%s of a permission", fault.getKey()).isNull();
                    continue;
                }
                if (fault.getKey().body() == null && requests.size() > call + 1) {
                    // Java's client retries idempotent requests on connections that it reused.
                    assertThat(requests.get(call)).startsWith("GET").isEqualTo(requests.get(call + 1));
                    continue;
                }
                assertThat(thrown)
                        .as("%s at %s", fault.getKey(), github.requests())
                        .isInstanceOfSatisfying(HostException.class, e -> {
                            assertThat(e.kind()).isEqualTo(fault.getValue());
                            assertThat(e.retryAfter().isPresent()).isEqualTo(e.kind() == Kind.RATE_LIMITED);
                            assertThat(e.getMessage()).startsWith("cannot ").doesNotContain("\n", "\u001b", "secret");
                        });
                assertThat(github.requests()).hasSize(call + 1);
            }
        }
    }

    @Test
    void shouldCommentOnceHoweverOftenItFails() throws Exception {
        List<Fault> retryable = List.of(
                Fault.reset(true), Fault.reset(false), Fault.truncated(), Fault.text("{"), Fault.error(502, Map.of()));
        for (Fault fault : retryable) {
            CodeHost host = host(TIMEOUT);
            for (int call = 0; call < 9; call++) {
                github.forget();
                github.failAt(call, fault);
                for (int attempt = 0; attempt < 3; attempt++) {
                    try {
                        host.comment(7, "ci", CommentPart.VERDICT, fault + " " + call);
                        break;
                    } catch (HostException e) {
                        assertThat(e.isRetryable()).isTrue();
                    }
                }
                assertThat(github.state().comments())
                        .containsExactly(
                                GithubHost.marker("ci") + " mine", GithubHost.marker("ci") + "\n" + fault + " " + call);
            }
        }
    }

    @Test
    void shouldReadTheWaitOfARateLimit() throws Exception {
        String reset = String.valueOf(NOW.getEpochSecond() + 90);
        Map<Fault, Long> waits = new LinkedHashMap<>();
        waits.put(Fault.error(429, Map.of("Retry-After", "17")), 17L);
        waits.put(Fault.error(403, Map.of("Retry-After", "17")), 17L);
        waits.put(Fault.error(403, Map.of("Retry-After", "0")), 1L);
        waits.put(Fault.error(403, Map.of("Retry-After", "99999999999999")), 3900L);
        waits.put(Fault.error(429, Map.of("Retry-After", "soon")), 60L);
        waits.put(Fault.error(429, Map.of("Retry-After", "Sun, 22 Nov 2026 12:02:00 GMT", "X-Server", "x")), null);
        waits.put(Fault.error(429, Map.of()), 60L);
        waits.put(Fault.error(403, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", reset)), null);
        waits.put(Fault.error(403, Map.of("X-RateLimit-Remaining", "0")), 60L);
        waits.put(Fault.error(403, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1")), 1L);
        waits.put(
                new Fault(false, 403, Map.of(), "{\"message\": \"You have exceeded a secondary rate limit.\"}", 0, 0),
                60L);
        for (Map.Entry<Fault, Long> wait : waits.entrySet()) {
            github.forget();
            github.failAt(0, wait.getKey());

            Throwable thrown = catchThrowable(() -> host(TIMEOUT).pullRequest(7, RULES, Freshness.KEPT));

            assertThat(thrown).as("%s", wait.getKey()).isInstanceOfSatisfying(HostException.class, e -> {
                assertThat(e.kind()).isEqualTo(Kind.RATE_LIMITED);
                if (wait.getValue() != null) {
                    assertThat(e.retryAfter()).as("%s", wait.getKey()).contains(Duration.ofSeconds(wait.getValue()));
                } else {
                    // Relative to the clock of the server, which is that of the machine.
                    assertThat(e.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(65));
                }
            });
        }
    }

    @Test
    void shouldReportARefusedConnection() throws Exception {
        String api = github.api();
        github.close();
        CodeHost host = host(api, TIMEOUT);

        assertThat(catchThrowable(() -> host.pullRequest(7, RULES, Freshness.KEPT)))
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT))
                .hasMessageContaining("the connection to localhost failed");
    }

    @Test
    void shouldRejectUnexpectedResponses() throws Exception {
        for (String body :
                List.of("null", "{}", "[]", "\"\"", "7", "[null]", "", "<html>", "{\"state\": \"open\"}", "[7]")) {
            for (int call = 0; call < 2; call++) {
                github.forget();
                github.failAt(call, Fault.text(body));
                Throwable thrown = catchThrowable(() -> host(TIMEOUT).pullRequest(7, RULES, Freshness.KEPT));
                if (call == 1 && body.equals("[]")) {
                    continue; // a valid response: no reviews
                }
                assertThat(thrown)
                        .as("%s at %s", body, call)
                        .isInstanceOfSatisfying(
                                HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
            }
        }
    }

    @Test
    void shouldTakeNobodyForAnOwnerBecauseOfAFault() throws Exception {
        MergeRules rules = new MergeRules(1, MergeRules.Counting.OWNERS, false, Set.of(), Set.of());
        github.state()
                .owners()
                .file(".github/CODEOWNERS", "* @eve @acme/db\n")
                .team("db", "kim")
                .changed("a.txt");
        host(TIMEOUT).pullRequest(7, rules, Freshness.KEPT);
        List<String> calls = github.requests();
        assertThat(calls).hasSize(8).last().asString().endsWith("/orgs/acme/teams/db/members?per_page=100");
        Map<Fault, Kind> faults = faults();
        for (String text : List.of(
                "null",
                "{}",
                "\"\"",
                "7",
                "[null]",
                "",
                "[7]",
                "{\"name\": 7}",
                "{\"type\": \"file\", \"encoding\": \"base64\", \"size\": 1, \"content\": \"A\"}",
                "{\"type\": \"file\", \"encoding\": \"rot13\", \"size\": 1, \"content\": \"A\"}")) {
            faults.put(Fault.text(text), Kind.TRANSIENT);
        }
        for (Map.Entry<Fault, Kind> fault : faults.entrySet()) {
            for (int call = 0; call < calls.size(); call++) {
                github.forget();
                github.failAt(call, fault.getKey());
                if (calls.get(call).contains("/contents/") && fault.getKey().status() == 404) {
                    continue; // a valid response: there is no file
                }
                try {
                    Duration timeout = fault.getKey().isSlow() ? SHORT_TIMEOUT : TIMEOUT;
                    PullRequest facts =
                            host(timeout).pullRequest(7, rules, Freshness.KEPT).facts();
                    Verdict verdict = Verdict.of(facts, new PlanOutcome.Known(Map.of(), true), rules);
                    assertThat(verdict.state())
                            .as("%s at %s", fault.getKey(), calls.get(call))
                            .isEqualTo(Verdict.State.PENDING);
                } catch (HostException e) {
                    assertThat(e.kind())
                            .as("%s at %s", fault.getKey(), calls.get(call))
                            .isEqualTo(fault.getValue());
                }
            }
        }
    }

    @Test
    void shouldRetryWhileACommitIsNotAvailableYet() throws Exception {
        MergeRules rules = new MergeRules(1, MergeRules.Counting.OWNERS, false, Set.of(), Set.of());
        github.failAt(5, new Fault(false, 404, Map.of(), "{\"message\": \"No commit found for the ref b\"}", 0, 0));

        Throwable thrown = catchThrowable(() -> host(TIMEOUT).pullRequest(7, rules, Freshness.KEPT));

        assertThat(thrown)
                .as("%s", github.requests())
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
        assertThat(github.requests().get(5)).contains("/contents/.github/CODEOWNERS");
    }

    private int calls() throws IOException {
        everything(host(TIMEOUT));
        return github.requests().size();
    }

    /**
     * Lets a request fail. Earlier requests may exceed the short timeout on a busy machine: then it tries a longer one.
     */
    private Throwable failAt(int call, Fault fault) {
        Duration timeout = fault.isSlow() ? SHORT_TIMEOUT : TIMEOUT;
        while (true) {
            Duration current = timeout;
            github.forget();
            github.failAt(call, fault);
            Throwable thrown = catchThrowable(() -> everything(host(current)));
            if (!fault.isSlow() || github.requests().size() > call || timeout.compareTo(TIMEOUT) > 0) {
                return thrown;
            }
            timeout = timeout.multipliedBy(2);
        }
    }

    /** Reads, reports, comments for the first time, comments again. */
    private void everything(CodeHost host) throws HostException {
        host.pullRequest(7, RULES, Freshness.KEPT);
        Verdict verdict = new Verdict(Verdict.Cause.MERGEABLE, "pull request can be merged");
        host.report(HEAD, new CommitStatus("ci", verdict, Optional.empty()));
        String now = "at " + System.nanoTime();
        host.comment(7, "ci", CommentPart.VERDICT, now);
        host.comment(7, "ci", CommentPart.VERDICT, now);
    }

    private CodeHost host(Duration timeout) throws IOException {
        return host(github.api(), timeout);
    }

    private static CodeHost host(String api, Duration timeout) throws IOException {
        return GithubConnection.open(
                api,
                "secret",
                new RepositoryName("acme", "shop"),
                new MemoryResponseCache(),
                timeout,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Map<Fault, Kind> faults() {
        Map<Fault, Kind> faults = new LinkedHashMap<>();
        faults.put(Fault.error(401, Map.of()), Kind.UNAUTHORIZED);
        faults.put(Fault.error(403, Map.of()), Kind.FORBIDDEN);
        faults.put(Fault.error(403, Map.of("X-RateLimit-Remaining", "100", "X-RateLimit-Reset", "1")), Kind.FORBIDDEN);
        faults.put(Fault.error(403, Map.of("X-RateLimit-Remaining", "0")), Kind.RATE_LIMITED);
        faults.put(Fault.error(403, Map.of("Retry-After", "3")), Kind.RATE_LIMITED);
        faults.put(Fault.error(429, Map.of()), Kind.RATE_LIMITED);
        faults.put(Fault.error(404, Map.of()), Kind.NOT_FOUND);
        faults.put(Fault.error(410, Map.of()), Kind.NOT_FOUND);
        faults.put(Fault.error(409, Map.of()), Kind.CONFLICT);
        faults.put(Fault.error(422, Map.of()), Kind.REFUSED);
        faults.put(Fault.error(400, Map.of()), Kind.REFUSED);
        for (int status : List.of(500, 502, 503, 504, 408)) {
            faults.put(Fault.error(status, Map.of()), Kind.TRANSIENT);
        }
        faults.put(
                new Fault(
                        false,
                        503,
                        Map.of("Content-Type", "text/html"),
                        "<title>Unicorn! &middot; GitHub</title>",
                        0,
                        0),
                Kind.TRANSIENT);
        faults.put(Fault.reset(false), Kind.TRANSIENT);
        faults.put(Fault.reset(true), Kind.TRANSIENT);
        faults.put(Fault.text("{\"id\": "), Kind.TRANSIENT);
        faults.put(Fault.text("<html>"), Kind.TRANSIENT);
        faults.put(Fault.truncated(), Kind.TRANSIENT);
        faults.put(Fault.slow(), Kind.TRANSIENT);
        return faults;
    }
}
