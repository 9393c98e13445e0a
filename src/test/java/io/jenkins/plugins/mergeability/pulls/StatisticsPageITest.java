package io.jenkins.plugins.mergeability.pulls;

import static io.jenkins.plugins.mergeability.view.SampleMap.key;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.view.SampleMap;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page of statistics and its permissions. */
@WithJenkins
final class StatisticsPageITest {

    private static JenkinsRule jenkins;
    private static Sample sample;

    @BeforeAll
    static void start(JenkinsRule rule, @TempDir Path directory) throws Exception {
        jenkins = rule;
        sample = Sample.in(jenkins, directory.resolve("repository"));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ)
                .everywhere()
                .to("guest")
                .grant(Item.READ)
                .onItems(sample.project.project(), sample.job(7))
                .to("guest"));
    }

    @AfterAll
    static void stop() {
        sample.close();
        sample = null;
        jenkins = null;
    }

    private static JenkinsRule.WebClient browser(String user) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false)
                .withBasicApiToken(user);
        browser.getOptions().setCssEnabled(false);
        return browser;
    }

    private static HtmlPage page(String user) throws Exception {
        return browser(user).goTo(sample.url() + "component-statistics/");
    }

    private static JSONObject api(String user) throws Exception {
        return JSONObject.fromObject(browser(user)
                .goTo(sample.url() + "component-statistics/api/json", "application/json")
                .getWebResponse()
                .getContentAsString());
    }

    private static void built(int number, JobStatus test) throws Exception {
        WorkflowRun build = sample.job(number).getLastBuild();
        SampleMap map = new SampleMap(SampleMap.SMALL).proving("some run", true, key("air", "compile"));
        BuildRecord record = map.begin(build, map.changing("air/a.c"));
        record.started(key("air", "test", "linux"), "air", "agent");
        record.ended(key("air", "test", "linux"), test, "", false);
        record.close("");
    }

    /**
     * A build whose end is not saved, as the controller was killed, is completed when it is loaded. Jenkins logs its name then,
     * and for the name of a project asks for all its actions.
     */
    @Test
    void shouldNotLoadBuildsForTheNameOfTheProject() throws Exception {
        WorkflowJob job = sample.job(9);
        WorkflowRun build = job.getLastBuild();
        Path saved = build.getRootDir().toPath().resolve("build.xml");
        String ended = Files.readString(saved);
        assertThat(ended).contains("<completed>true</completed>");
        Files.writeString(saved, ended.replace("<completed>true</completed>", "<completed>false</completed>"));
        job.getLazyBuildMixIn().getRunMap().purgeCache();

        sample.project.project().getDisplayName();
        assertThat(job.getLazyBuildMixIn().getRunMap().getLoadedBuilds()).isEmpty();
        assertThat(job.getBuildByNumber(build.getNumber())).isNotNull();
    }

    /** One test, because the statistics are cached. */
    @Test
    void shouldShowStatistics() throws Exception {
        assertThat(page("reader").getWebResponse().getStatusCode())
                .as("before there are any components")
                .isEqualTo(404);
        built(7, JobStatus.PASSED);
        built(8, JobStatus.FAILED);

        HtmlPage page = page("reader");
        HtmlTable flaky = page.getHtmlElementById("mergeability-flakiest");
        HtmlTable affected = page.getHtmlElementById("mergeability-affected");
        JSONObject api = api("reader");

        assertThat(page.asNormalizedText().replaceAll("\\s+", " "))
                .contains("Builds 2", "Runs of jobs 2", "Runs saved by proofs 2", "50% of all affected jobs")
                .contains("Slowest jobs", "At most 500 of the newest ended builds");
        assertThat(flaky.getCellAt(1, 0).asNormalizedText()).isEqualTo("air/test@linux");
        assertThat(flaky.getCellAt(1, 3).asNormalizedText()).isEqualTo("100%");
        assertThat(affected.getCellAt(1, 0).asNormalizedText()).isEqualTo("air");
        assertThat(affected.getCellAt(1, 1).asNormalizedText()).isEqualTo("2");
        assertThat(api.getBoolean("complete")).isTrue();
        assertThat(api.getInt("builds")).isEqualTo(2);
        assertThat(api.getDouble("proofHitRate")).isEqualTo(50.0);
        assertThat(api.getJSONArray("mostAffected").getJSONObject(0).getString("name"))
                .isEqualTo("air");
        assertThat(api.getJSONArray("flakiest").getJSONObject(0).getInt("flaky"))
                .isEqualTo(1);

        assertThat(api("guest").getInt("builds"))
                .as("of the job that may be read")
                .isEqualTo(1);
        assertThat(api("guest").getJSONArray("flakiest").size()).isZero();
        assertThat(browser("reader")
                        .goTo(sample.url())
                        .getAnchorByText("Component statistics")
                        .getHrefAttribute())
                .endsWith("component-statistics");

        sample.job(8).getLastBuild().delete();
        BuildDigests.get().clear();
        assertThat(api("reader").getInt("builds")).isEqualTo(1);
    }
}
