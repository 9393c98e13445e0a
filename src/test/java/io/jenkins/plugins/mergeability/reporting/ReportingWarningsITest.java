package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.reporting.pages.RequiredContextMonitor;
import io.jenkins.plugins.mergeability.reporting.pages.WebhookMonitor;
import io.jenkins.plugins.mergeability.reporting.webhooks.MissedWebhooks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Warnings that the configuration of GitHub leaves reports without effect. */
class ReportingWarningsITest extends ReportingITestCase {

    private static final Duration DAY = Duration.ofDays(1);

    @AfterEach
    void stop() throws Exception {
        project.project().delete();
        github.close();
    }

    @Test
    void shouldWarnIfOnlyScansFindCommits() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "buildComponents()\nreportMergeability()", "air");
        WebhookMonitor monitor =
                jenkins.jenkins.getExtensionList(WebhookMonitor.class).get(0);
        github.open(7, "acme", "air", "main");
        project.look();
        awaitStatus(head("air"), "pending", "awaiting approval (0 of 1)");
        jenkins.waitUntilNoActivity();
        // The first build that a scan found.
        Path file = project.project().getRootDir().toPath().resolve("mergeability-webhooks.txt");
        assertThat(file).exists().isEmptyFile();

        Instant now = Instant.now();
        Instant longAgo = now.minus(DAY.multipliedBy(30));
        MissedWebhooks.builtByScan(project.project(), now, longAgo);
        assertThat(monitor.isActivated()).as("the first build was just now").isFalse();
        Files.setLastModifiedTime(file, FileTime.from(now.minus(DAY).minusSeconds(60)));
        MissedWebhooks.builtByScan(project.project(), now, now.minus(DAY).plusSeconds(60));
        assertThat(monitor.isActivated())
                .as("Jenkins could not receive events for a day")
                .isFalse();
        MissedWebhooks.builtByScan(project.project(), now, longAgo);

        assertThat(monitor.getSilent())
                .containsExactly(new WebhookMonitor.Silent(
                        project.project().getFullName(), project.project().getUrl()));
        assertThat(monitor.isActivated()).isTrue();
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            assertThat(web.goTo("manage")
                            .getElementById("mergeability-webhooks")
                            .getTextContent())
                    .contains(project.project().getFullName(), jenkins.getURL() + "github-webhook/");
        }

        event("pull_request", "labeled", 7);
        await(() -> assertThat(monitor.isActivated()).isFalse());
        Instant later = Instant.now().plus(DAY.multipliedBy(2));
        MissedWebhooks.builtByScan(project.project(), later, longAgo);
        assertThat(monitor.isActivated()).isTrue();
    }

    @Test
    void shouldWarnIfNoBranchRequiresTheContext() throws Exception {
        create(ChangeRequestCheckoutStrategy.HEAD, "buildComponents()\nreportMergeability()", "air");
        RequiredContextMonitor monitor =
                jenkins.jenkins.getExtensionList(RequiredContextMonitor.class).get(0);
        RequiredContexts.get().update();
        assertThat(monitor.isActivated()).as("no pull request is open").isFalse();
        github.open(7, "acme", "air", "main");
        project.look();
        awaitStatus(head("air"), "pending", "awaiting approval (0 of 1)");
        jenkins.waitUntilNoActivity();

        RequiredContexts.get().update();
        assertThat(monitor.getUnrequired())
                .extracting(RequiredContexts.Unrequired::project, RequiredContexts.Unrequired::context)
                .containsExactly(tuple(project.project().getFullName(), Reporting.CONTEXT));
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            assertThat(web.goTo("manage")
                            .getElementById("mergeability-required-contexts")
                            .getTextContent())
                    .contains(project.project().getFullName(), Reporting.CONTEXT, "acme/shop", "rules for main do not");
        }

        github.fail("GET /rules/branches/main", 403);
        RequiredContexts.get().update();
        assertThat(monitor.isActivated()).as("the rules cannot be read").isFalse();
        github.fail("GET /rules/branches/main", 0);
        RequiredContexts.get().update();
        assertThat(monitor.isActivated()).isTrue();
        github.change(
                "/branches/main",
                branch -> branch.put("protected", true)
                        .withObject("/protection/required_status_checks")
                        .putArray("contexts")
                        .add(Reporting.CONTEXT));
        RequiredContexts.get().update();
        assertThat(monitor.isActivated()).isFalse();
    }
}
