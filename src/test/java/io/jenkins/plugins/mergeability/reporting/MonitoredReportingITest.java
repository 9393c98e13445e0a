package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck;
import io.jenkins.plugins.mergeability.github.FakePull;
import io.jenkins.plugins.mergeability.monitoring.Scrape;
import jenkins.metrics.api.Metrics;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the plugins Prometheus and Metrics show of reports to GitHub. */
class MonitoredReportingITest extends ReportingITestCase {

    private static final String REPORTS = "mergeability_outbox_reports";
    private static final String AGE = "mergeability_outbox_oldest_age_seconds";

    @AfterEach
    void stop() throws Exception {
        project.project().delete();
        github.close();
    }

    private static HealthCheck.Result health(String name) {
        return Metrics.healthCheckRegistry().runHealthCheck(name);
    }

    private static String verdicts(String state, String what) {
        return "mergeability_verdict_delay_seconds_" + what + "{verdict=\"" + state + "\"}";
    }

    @Test
    void shouldMeasureReports() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "buildComponents()\nreportMergeability()", "air");
        requireNoApprovals();
        await(() -> assertThat(Scrape.of(jenkins).samples()).containsKey(REPORTS));
        Scrape before = Scrape.of(jenkins);
        assertThat(before.samples()).doesNotContainKey("mergeability_github_requests_remaining");
        assertThat(before.value(AGE)).isZero();

        // The credentials may not write statuses.
        github.remainingRequests(4321);
        github.fail("POST /statuses/", 403);
        FakePull pull = github.open(7, "acme", "air", "main");
        String head = head("air");
        event("pull_request", "opened", 7);
        await(() -> assertThat(health("mergeability-reports").isHealthy()).isFalse());
        await(() -> assertThat(Scrape.of(jenkins).since(before, verdicts("success", "count")))
                .isEqualTo(1));

        Scrape stuck = Scrape.of(jenkins);
        assertThat(health("mergeability-reports").getMessage())
                .contains(project.project().getFullName());
        assertThat(stuck.value(REPORTS)).isPositive();
        assertThat(stuck.value(AGE)).isBetween(0.001, 600.0);
        assertThat(stuck.value("mergeability_github_requests_remaining")).isEqualTo(4321);
        assertThat(stuck.value("mergeability_github_requests_limit")).isEqualTo(5000);
        assertThat(stuck.since(before, verdicts("success", "sum"))).isBetween(0.01, 600.0);

        github.fail("POST /statuses/", 0);
        Reporter.get().outbox().retryNow();
        awaitStatus(head, "success", MERGEABLE);
        String broken = commit("air", "air/a", "broken\n");
        github.push(pull);
        event("pull_request", "synchronize", 7);
        awaitStatus(broken, "failure", "air/test failed");
        awaitQuiet();

        Scrape after = Scrape.of(jenkins);
        assertThat(after.value(REPORTS)).isZero();
        assertThat(after.value(AGE)).isZero();
        assertThat(after.since(before, verdicts("success", "count"))).isEqualTo(1);
        assertThat(after.since(before, verdicts("failure", "count"))).isEqualTo(1);
        assertThat(health("mergeability-reports").isHealthy()).isTrue();
        assertThat(health("mergeability-github-requests").isHealthy()).isTrue();

        // The branch source would wait for the next hour with the end of a build.
        jenkins.waitUntilNoActivity();
        github.remainingRequests(7);
        event("pull_request", "labeled", 7);
        await(() -> assertThat(Scrape.of(jenkins).value("mergeability_github_requests_remaining"))
                .isEqualTo(7));
        assertThat(health("mergeability-github-requests").getMessage())
                .startsWith("GitHub accepts only 7 of 5,000 requests until ");
        github.remainingRequests(5000);
    }
}
