package io.jenkins.plugins.mergeability.pulls;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Item;
import hudson.model.ListView;
import hudson.views.ListViewColumn;
import io.jenkins.plugins.mergeability.reporting.FastReporting;
import io.jenkins.plugins.mergeability.reporting.PullRequestStates;
import io.jenkins.plugins.mergeability.reporting.ReportingFixture;
import io.jenkins.plugins.mergeability.view.SampleMap;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page of pull requests, its remote API and buttons, the column, and the line on the page of a job. */
@ExtendWith(FastReporting.class)
@WithJenkins
final class PullRequestsPageITest {

    private static final long HOUR_AGO = System.currentTimeMillis() - 3_600_000;

    private static final Map<String, JenkinsRule.WebClient> BROWSERS = new HashMap<>();

    private static JenkinsRule jenkins;
    private static Sample sample;

    @BeforeAll
    static void start(JenkinsRule rule, @TempDir Path directory) throws Exception {
        jenkins = rule;
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "robot", null, "robot", "token"));
        sample = Sample.in(jenkins, directory.resolve("repository"));
        SampleMap map = new SampleMap(SampleMap.SMALL);
        map.begin(sample.job(8).getLastBuild(), map.changing("air/a.c"));
        sample.project.credentials("robot");
        ReportingFixture.recordConfiguration(sample.project.project());
        ReportingFixture.awaitIdle();
        sample.reporting("ci");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("builder")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ)
                .everywhere()
                .to("guest")
                .grant(Item.READ)
                .onItems(sample.project.project(), sample.job(7))
                .to("guest")
                .grant(Item.BUILD)
                .onItems(sample.job(7))
                .to("guest"));
    }

    @BeforeEach
    void storeVerdicts() throws Exception {
        ReportingFixture.awaitIdle();
        ReportingFixture.discardReports();
        Sample.decided(sample.job(7), "MERGEABLE", "pull request can be merged", HOUR_AGO);
        Sample.decided(sample.job(8), "JOBS_FAILED", "air/test, <b>x</b>/test failed", HOUR_AGO);
        Sample.write(sample.job(9), "{\"open\": true}");
    }

    @AfterAll
    static void stop() {
        BROWSERS.clear();
        sample.close();
        sample = null;
        jenkins = null;
    }

    /** One browser per user, because browsers are large. */
    private static JenkinsRule.WebClient browser(String user) throws Exception {
        JenkinsRule.WebClient browser = BROWSERS.get(user);
        if (browser == null) {
            browser = jenkins.createWebClient()
                    .withThrowExceptionOnFailingStatusCode(false)
                    .withJavaScriptEnabled(false)
                    .withBasicApiToken(user);
            browser.getOptions().setCssEnabled(false);
            BROWSERS.put(user, browser);
        }
        return browser;
    }

    private static HtmlPage page(String user) throws Exception {
        return browser(user).goTo(sample.url() + "pull-requests/");
    }

    private static HtmlTable table(HtmlPage page) {
        return page.getHtmlElementById("mergeability-pulls");
    }

    private static String cell(HtmlTable table, int row, int column) {
        return table.getCellAt(row, column).asNormalizedText().replaceAll("\\s+", " ");
    }

    private static JSONObject api(String user) throws Exception {
        return JSONObject.fromObject(browser(user)
                .goTo(sample.url() + "pull-requests/api/json", "application/json")
                .getWebResponse()
                .getContentAsString());
    }

    private static int post(String user, String path) throws Exception {
        return browser(user)
                .getPage(new WebRequest(new URL(jenkins.getURL(), sample.url() + path), HttpMethod.POST))
                .getWebResponse()
                .getStatusCode();
    }

    private static long evaluated(int number) throws Exception {
        return PullRequestStates.of(sample.job(number)).orElseThrow().evaluated();
    }

    private static void awaitEvaluation(int number, long before) throws Exception {
        ReportingFixture.await(() -> assertThat(evaluated(number)).isGreaterThan(before));
    }

    @Test
    void shouldListOpenPullRequestsTheNewestFirst() throws Exception {
        HtmlPage page = page("reader");
        HtmlTable table = table(page);

        assertThat(page.asNormalizedText()).contains("3 open pull requests: 1 can be merged, 1 failed, 1 unknown");
        assertThat(cell(table, 1, 0)).isEqualTo("Pull request 9 #9 by acme into main");
        assertThat(cell(table, 1, 1)).isEqualTo("Unknown");
        assertThat(cell(table, 1, 4)).isEqualTo("not yet");
        assertThat(cell(table, 2, 1)).isEqualTo("Failed air/test, <b>x</b>/test failed");
        assertThat(cell(table, 2, 2)).isEqualTo("air, cloak");
        assertThat(cell(table, 2, 3)).isEqualTo("#1");
        assertThat(cell(table, 3, 1)).isEqualTo("Can be merged");
        assertThat(cell(table, 3, 2)).isEqualTo("unknown");
        assertThat(cell(table, 3, 4)).startsWith("1 min ").endsWith(" ago reported");
        assertThat(page.getAnchorByText("Pull request 7").getHrefAttribute())
                .isEqualTo("http://localhost/acme/shop/pull/7");
        assertThat(page.getAnchorByText("#7").getHrefAttribute())
                .endsWith(sample.job(7).getUrl());
    }

    @Test
    void shouldHaveALinkOnTheProjectsPage() throws Exception {
        assertThat(browser("reader")
                        .goTo(sample.url())
                        .getAnchorByText("Pull requests")
                        .getHrefAttribute())
                .endsWith("pull-requests");
        assertThat(new PullRequestsAction.Factory().createFor(jenkins.createProject(WorkflowMultiBranchProject.class)))
                .as("without a GitHub branch source")
                .isEmpty();
    }

    @Test
    void shouldShowOnlyPullRequestsThatMayBeRead() throws Exception {
        assertThat(page("guest").asNormalizedText())
                .contains("1 open pull request: 1 can be merged")
                .doesNotContain("Pull request 8");
        assertThat(api("guest").getJSONArray("pullRequests").size()).isEqualTo(1);
    }

    @Test
    void shouldNotShowClosedPullRequests() throws Exception {
        Sample.write(sample.job(9), "{\"open\": false}");

        assertThat(api("reader").getJSONArray("pullRequests").size()).isEqualTo(2);
    }

    @Test
    void shouldExportTheSameData() throws Exception {
        JSONObject api = api("reader");
        JSONObject failed = api.getJSONArray("pullRequests").getJSONObject(1);

        assertThat(api.getBoolean("reported")).isTrue();
        assertThat(failed.getInt("number")).isEqualTo(8);
        assertThat(failed.getString("verdict")).isEqualTo("failure");
        assertThat(failed.getString("cause")).isEqualTo("jobs_failed");
        assertThat(failed.getString("author")).isEqualTo("acme");
        assertThat(failed.getString("job")).isEqualTo("PR-8");
        assertThat(failed.getJSONArray("components").join(",")).isEqualTo("\"air\",\"cloak\"");
        assertThat(failed.getLong("since")).isEqualTo(HOUR_AGO);
        assertThat(failed.getBoolean("delivered")).isTrue();
    }

    @Test
    void shouldOfferReevaluationOnlyWithPermissionToBuild() throws Exception {
        assertThat(page("reader").getElementsByTagName("button").stream().map(button -> button.asNormalizedText()))
                .noneMatch(text -> text.contains("Re-evaluate"));
        assertThat(page("builder").getElementsByTagName("button").stream().map(button -> button.asNormalizedText()))
                .contains("Re-evaluate all", "Re-evaluate pull request #8");
        assertThat(page("guest").getElementsByTagName("button").stream().map(button -> button.asNormalizedText()))
                .contains("Re-evaluate all", "Re-evaluate pull request #7");
    }

    @Test
    void shouldReevaluateOnlyWithPermissionToBuild() throws Exception {
        assertThat(post("reader", "pull-requests/reevaluate?job=PR-8")).isEqualTo(403);
        assertThat(post("reader", "pull-requests/reevaluateAll")).isEqualTo(403);
        assertThat(post("guest", "pull-requests/reevaluate?job=PR-8")).isEqualTo(404);
        assertThat(post("builder", "pull-requests/reevaluate?job=PR-99")).isEqualTo(404);
        assertThat(post("builder", "pull-requests/reevaluate?job=main")).isEqualTo(404);
        assertThat(post("builder", "pull-requests/reevaluate")).isEqualTo(404);
    }

    @Test
    void shouldReevaluateOnlyByPost() throws Exception {
        for (String path : new String[] {"reevaluate?job=PR-7", "reevaluateAll"}) {
            assertThat(browser("admin")
                            .goTo(sample.url() + "pull-requests/" + path)
                            .getWebResponse()
                            .getStatusCode())
                    .as(path)
                    .isIn(404, 405);
        }
    }

    @Test
    void shouldReevaluateOne() throws Exception {
        long before = System.currentTimeMillis() - 1;
        HtmlPage page = jenkins.createWebClient().login("builder").goTo(sample.url() + "pull-requests/");

        HtmlPage after =
                page.<HtmlButton>getFirstByXPath("//button[@value='PR-9']").click();

        assertThat(after.asNormalizedText()).contains("The evaluation is running");
        awaitEvaluation(9, before);
        assertThat(cell(table(page("reader")), 1, 1)).isEqualTo("Pending preparing");
        assertThat(evaluated(7)).isLessThan(before);
    }

    @Test
    void shouldReevaluateAllWithPermissionToBuild() throws Exception {
        long before = System.currentTimeMillis() - 1;

        assertThat(post("guest", "pull-requests/reevaluateAll")).isEqualTo(200);
        awaitEvaluation(7, before);
        assertThat(evaluated(8)).isLessThan(before);

        assertThat(post("builder", "pull-requests/reevaluateAll")).isEqualTo(200);
        awaitEvaluation(8, before);
        awaitEvaluation(9, before);
    }

    @Test
    void shouldShowPendingReports() throws Exception {
        sample.reporting("another");
        sample.github.fail("POST /statuses", 401);
        long before = System.currentTimeMillis() - 1;
        try {
            assertThat(post("builder", "pull-requests/reevaluate?job=PR-7")).isEqualTo(200);
            awaitEvaluation(7, before);
            ReportingFixture.await(() -> assertThat(cell(table(page("reader")), 3, 4))
                    .contains("report pending for", "GitHub does not accept the credentials of the branch source"));
        } finally {
            sample.github.fail("POST /statuses", 0);
            sample.reporting("ci");
        }
    }

    @Test
    void shouldShowErrorsOfTheLastEvaluation() throws Exception {
        Sample.write(sample.job(9), """
                {"open": true, "evaluated": 1, "error": {"kind": "FORBIDDEN", "message": "secret", "since": 5}}
                """);

        assertThat(cell(table(page("reader")), 1, 4))
                .contains("the credentials of the branch source lack permissions at GitHub")
                .doesNotContain("secret");
    }

    @Test
    void shouldShowANoticeWithoutPullRequests() throws Exception {
        WorkflowMultiBranchProject empty = jenkins.createProject(WorkflowMultiBranchProject.class);
        empty.getSourcesList().addAll(sample.project.project().getSourcesList());

        assertThat(browser("reader").goTo(empty.getUrl() + "pull-requests/").asNormalizedText())
                .contains("No open pull requests", "when the branch source has found it")
                .contains("The pull requests of this project are not reported to GitHub");
    }

    @Test
    void shouldShowTheVerdictOnTheJobsPage() throws Exception {
        HtmlPage page = browser("reader").goTo(sample.job(8).getUrl());

        assertThat(page.asNormalizedText().replaceAll("\\s+", " "))
                .containsPattern("Mergeability: Failed air/test, <b>x</b>/test failed for 1 hr \\d+ min");
        Sample.failed(sample.job(8), "UNAUTHORIZED");
        assertThat(browser("reader").goTo(sample.job(8).getUrl()).asNormalizedText())
                .contains("the last evaluation failed: GitHub does not accept the credentials")
                .doesNotContain("secret");
        assertThat(page.getAnchorByText("All pull requests").getHrefAttribute())
                .endsWith(sample.url() + "pull-requests/");
        assertThat(browser("reader").goTo(sample.job(9).getUrl()).asNormalizedText())
                .as("no verdict")
                .doesNotContain("Mergeability:");
        assertThat(browser("reader").goTo(sample.project.job("main").getUrl()).asNormalizedText())
                .as("no pull request")
                .doesNotContain("Mergeability:");
        assertThat(browser("reader")
                        .goTo(sample.job(8).getUrl() + "api/json", "application/json")
                        .getWebResponse()
                        .getContentAsString())
                .contains("\"verdict\":\"failure\"");
    }

    @Test
    void shouldBeAColumnOfListViews() throws Exception {
        ListView view = new ListView("pulls", jenkins.jenkins);
        view.setRecurse(true);
        view.setIncludeRegex(".*");
        view.getColumns().add(new MergeabilityColumn());
        jenkins.jenkins.addView(view);

        String text = browser("reader").goTo("view/pulls/").asNormalizedText();

        assertThat(text).contains("Mergeability", "Can be merged", "air/test, <b>x</b>/test failed", "Unknown");
        assertThat(SymbolLookup.get().findDescriptor(ListViewColumn.class, "mergeabilityColumn"))
                .isInstanceOf(MergeabilityColumn.DescriptorImpl.class);
    }
}
