package io.jenkins.plugins.mergeability.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.config.CommentPolicy;
import io.jenkins.plugins.mergeability.config.ReportingOptions;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.verdict.JobProgress;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import io.jenkins.plugins.mergeability.engine.verdict.MergeableState;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullRequestStateTest {

    private static final PullRequestState.GithubData GITHUB = new PullRequestState.GithubData(
            7,
            "https://github.com/acme/shop/pull/7",
            "abc",
            "main",
            "ann",
            MergeableState.CLEAN,
            true,
            List.of("wip"),
            List.of("bob"),
            List.of("cid"),
            List.of("dan"));

    private static PullRequestState.Decision decision(String head, String description) {
        return new PullRequestState.Decision(
                Verdict.Cause.DRAFT, description, "context", 2, head, 1_700_000_000_000L, List.of("review submitted"));
    }

    @Test
    void shouldReadWhatItWrites() throws Exception {
        PullRequestState state = PullRequestState.NEW
                .withRequest(
                        new ReportingOptions(
                                "mine",
                                2,
                                Counting.WRITERS,
                                false,
                                Set.of("wip"),
                                null,
                                CommentPolicy.ALWAYS,
                                null,
                                true,
                                false),
                        12)
                .withDecision(
                        GITHUB,
                        decision("abc", "draft"),
                        new PullRequestState.BuildOutcome(
                                "abc", 12, true, Map.of("air/test@linux", JobProgress.PASSED), null),
                        true)
                .answered(101, 1_700_000_000_000L)
                .withError(HostException.Kind.FORBIDDEN, "403", 1);

        String json = PullRequestStates.JSON.writeValueAsString(state);

        assertThat(PullRequestStates.JSON.readValue(json, PullRequestState.class))
                .isEqualTo(state);
    }

    @Test
    void shouldReadMissingAndUnknownProperties() throws Exception {
        assertThat(PullRequestStates.JSON.readValue("{\"open\": true, \"later\": 1}", PullRequestState.class))
                .isEqualTo(PullRequestState.NEW);
    }

    @Test
    void shouldAddOnlyChangesToTheHistory() {
        PullRequestState state = PullRequestState.NEW.withDecision(GITHUB, decision("abc", "draft"), null, false);
        PullRequestState same = state.withDecision(GITHUB, decision("abc", "draft"), null, false);
        PullRequestState next = same.withDecision(GITHUB, decision("def", "draft"), null, false);

        assertThat(same.history()).hasSize(1);
        assertThat(next.history()).extracting(PullRequestState.Decision::head).containsExactly("def", "abc");
        for (int i = 0; i < 100; i++) {
            next = next.withDecision(GITHUB, decision("abc", "draft " + i), null, false);
        }
        assertThat(next.history()).hasSize(20);
        assertThat(next.history().get(0).description()).isEqualTo("draft 99");
    }

    @Test
    void shouldKeepTheRequestOfTheNewestBuild() {
        ReportingOptions old = new ReportingOptions("old", null, null, null, null, null, null, null, null, null);
        ReportingOptions mine = new ReportingOptions("new", null, null, null, null, null, null, null, null, null);

        PullRequestState state = PullRequestState.NEW.withRequest(mine, 3).withRequest(old, 2);

        assertThat(state.request().options()).isEqualTo(mine);
    }

    @ParameterizedTest
    @CsvSource({
        "ALWAYS,JOBS_UNFINISHED,false,true",
        "ALWAYS,PLAN_UNKNOWN,false,false",
        "ALWAYS,MERGEABLE,false,true",
        "FAILURES,JOBS_FAILED,false,true",
        "FAILURES,JOBS_ABANDONED,false,true",
        "FAILURES,MERGEABLE,false,false",
        "FAILURES,APPROVAL_MISSING,false,false",
        "FAILURES,MERGEABLE,true,true",
        "FAILURES,JOBS_UNFINISHED,true,false",
        "NEVER,JOBS_FAILED,true,false",
    })
    void shouldCommentAsConfigured(CommentPolicy policy, Verdict.Cause cause, boolean commented, boolean wanted) {
        assertThat(CommentComposer.isWanted(policy, cause, commented, false)).isEqualTo(wanted);
        assertThat(CommentComposer.isWanted(policy, cause, commented, true))
                .as("failed in a merge queue")
                .isEqualTo(policy != CommentPolicy.NEVER);
    }

    @ParameterizedTest
    @CsvSource({"a/b#acme/shop,a/b,acme,shop", "p#o/r.git,p,o,r.git"})
    void shouldParseLocations(String text, String project, String owner, String repository) {
        assertThat(RepositoryLocation.of(text)).contains(new RepositoryLocation(project, owner, repository));
        assertThat(new RepositoryLocation(project, owner, repository)).hasToString(text);
    }

    @Test
    void shouldRejectInvalidLocations() {
        assertThat(RepositoryLocation.of("project")).isEmpty();
        assertThat(RepositoryLocation.of("project#owner")).isEmpty();
    }

    @Test
    void shouldBeDueAfterTheIntervalAndAfterTheClockWasSetBack() {
        Duration interval = Duration.ofMinutes(15);
        long now = Duration.ofDays(20_000).toMillis();
        assertThat(Sweep.isDue(now - interval.toMillis() - 1, now, interval)).isTrue();
        assertThat(Sweep.isDue(now - interval.toMillis() + 1, now, interval)).isFalse();
        assertThat(Sweep.isDue(now + 1, now, interval)).isTrue();
    }
}
