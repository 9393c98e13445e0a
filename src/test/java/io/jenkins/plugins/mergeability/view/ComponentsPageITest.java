package io.jenkins.plugins.mergeability.view;

import static io.jenkins.plugins.mergeability.view.SampleMap.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.mergeability.SharedControllers;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.RecordedLogTail;
import io.jenkins.plugins.mergeability.record.TestCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.MetaClass;

/** The page of a build's components, and the summary on the build's main page. */
@WithJenkins
final class ComponentsPageITest {

    private static JenkinsRule jenkins;
    private FreeStyleBuild build;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void prepare() throws Exception {
        build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("air"));
        jenkins.waitUntilNoActivity();
    }

    @AfterEach
    void reset() throws Exception {
        SharedControllers.reset(jenkins);
    }

    static CommandRecord command(int position, String text, Integer exitCode) {
        return new CommandRecord(position, "run/" + position, text, 1, exitCode, 1, 2500, false, "7");
    }

    private void run(BuildRecord record, JobKey job, JobStatus state) {
        record.started(job, "air", "agent 1");
        record.commands(job, List.of(command(1, "make all", state == JobStatus.FAILED ? 2 : 0)));
        record.ended(job, state, "", false);
    }

    private HtmlPage page() throws Exception {
        return jenkins.createWebClient().getPage(build, "components/");
    }

    private static String text(HtmlPage page) {
        return page.getBody().asNormalizedText().replaceAll("\\s+", " ");
    }

    @Test
    void shouldNotExistWithoutARecord() throws Exception {
        assertThat(build.getAction(ComponentsAction.class)).isNull();
        jenkins.createWebClient().assertFails(build.getUrl() + "components/", 404);
    }

    @Test
    void shouldSummarizeTheComponentsInALine() throws Exception {
        SampleMap map = new SampleMap(SampleMap.SMALL);
        map.proving("some run", true, key("air", "compile"));
        BuildRecord record = map.begin(build, map.changing("air/a.c"));
        run(record, key("air", "test", "linux"), JobStatus.PASSED);
        run(record, key("air", "test", "freebsd"), JobStatus.FAILED);

        String main = jenkins.createWebClient().getPage(build).getBody().asNormalizedText();

        assertThat(main)
                .contains(
                        "Components: 2 of 4 components affected: 1 job passed, 1 failed, 1 waiting, 1 proven, 1 skipped")
                .contains("air/test@freebsd failed");
    }

    @Test
    void shouldShowEachAffectedJobWithItsReason() throws Exception {
        SampleMap map = new SampleMap(SampleMap.SMALL).noting("no base is known");
        map.proving("some run", true, key("air", "compile"));
        BuildRecord record = map.begin(build, map.changing("air/a.c", "README"));
        run(record, key("air", "test", "linux"), JobStatus.PASSED);
        record.tests(key("air", "test", "linux"), new TestCounts(41, 0, 1));
        record.ended(key("cloak", "test"), JobStatus.NOT_RUN, "air/test@freebsd failed", false);

        String text = text(page());

        assertThat(text)
                .contains("air air/a.c changed", "cloak depends on air", "no base is known")
                .contains("test@linux passed", "agent 1 41 tests log")
                .contains("test@freebsd waiting")
                .contains("compile proven by some run")
                .contains("release skipped runs on merge")
                .contains("test not run air/test@freebsd failed")
                .contains("2 components are unaffected")
                .contains("1 changed path that no component claims");
    }

    @Test
    void shouldShowFailuresFirstWithTheEndOfTheirLogs() throws Exception {
        SampleMap map = new SampleMap(SampleMap.SMALL);
        BuildRecord record = map.begin(build, map.changing("air/a.c"));
        run(record, key("cloak", "test"), JobStatus.FAILED);
        record.tail(key("cloak", "test"), new RecordedLogTail("run/1", "7", List.of("one", "two"), true));

        HtmlPage page = page();

        assertThat(text(page)).contains("make all exit code 2 · whole log");
        assertThat(page.querySelector("pre.mergeability-tail").getTextContent()).isEqualTo("…one\ntwo");
        assertThat(page.querySelector("tbody").getTextContent()).contains("cloak");
        assertThat(page.getAnchorByText("whole log").getHrefAttribute()).endsWith("/job/air/1/execution/node/7/log/");
    }

    @Test
    void shouldLinkTheBuildThatProvedAJob() throws Exception {
        SampleMap map = new SampleMap(SampleMap.SMALL);
        map.proving(jenkins.getURL() + build.getUrl(), true, key("air", "compile"));
        map.proving("air#1", true, key("cloak", "test"));
        map.proving("no such#1", true, key("air", "test", "linux"));
        map.begin(build, map.changing("air/a.c"));

        HtmlPage page = page();

        List<String> links = page.getByXPath("//*[@class='mergeability-note']/a").stream()
                .map(link -> ((HtmlAnchor) link).getTextContent() + " " + ((HtmlAnchor) link).getHrefAttribute())
                .toList();
        String address = jenkins.getURL() + "job/air/1/";
        assertThat(links).containsExactly("air #1 " + address, "air #1 " + address);
        assertThat(text(page)).contains("test@linux proven by no such#1");
    }

    @Test
    void shouldEscapeUntrustedText() throws Exception {
        String hostile = "<script>alert('x')</script>";
        SampleMap map = new SampleMap("""
                unmapped: nothing
                components:
                  air: {paths: [air/**], jobs: {test: "echo '<script>1</script>'"}}
                """);
        map.noting(hostile + "note").proving(hostile + "run", false, key("air", "test"));
        BuildRecord record = map.begin(build, map.changing("air/" + hostile, "other/" + hostile));
        JobKey job = key("air", "test");
        record.started(job, "air", hostile + "agent");
        record.requeued(job, hostile + "lost");
        record.started(job, "air", hostile + "agent");
        record.commands(job, List.of(command(1, hostile + "command", 1), command(2, hostile + "second", 1)));
        record.tail(job, new RecordedLogTail("run/1", "7\"><script>", List.of("</pre>" + hostile + "tail"), false));
        record.ended(job, JobStatus.FAILED, hostile + "reason", false);
        record.close(hostile + "error");

        for (String url : List.of("components/", "components/content", "")) {
            String html = jenkins.createWebClient()
                    .getPage(build, url)
                    .getWebResponse()
                    .getContentAsString();
            assertThat(html).doesNotContain("<script>alert", "<script>1", "\"><script>");
        }
        assertThat(text(page()))
                .contains(hostile + "note", hostile + "run", hostile + "agent", hostile + "lost")
                .contains(hostile + "command", "</pre>" + hostile + "tail", hostile + "reason", hostile + "error");
        assertThat(jenkins.createWebClient()
                        .goTo(build.getUrl() + "components/graph.svg", "image/svg+xml")
                        .getWebResponse()
                        .getContentAsString())
                .doesNotContain("<script");
    }

    @Test
    void shouldShowEveryPlanOfTheBuild() throws Exception {
        SampleMap map = new SampleMap(SampleMap.SMALL);
        map.begin(build, map.changing("air/a.c")).close("no agent is to be had");
        map.begin(build, map.changing("docs/index"));

        assertThat(text(page()))
                .contains("3 of 8 components affected")
                .contains("Plan 1: components.yaml 2 of 4 components affected")
                .contains("no agent is to be had")
                .contains("Plan 2: components.yaml 1 of 4 components affected");
    }

    @Test
    void shouldShowOnlyTheMostUrgentOfManyComponentsAndStayFast() throws Exception {
        MetaClass.NO_CACHE = false;
        try {
            SampleMap map = SampleMap.large(1000);
            BuildRecord record = map.begin(build, map.everything("no commit is known to be proven"));
            for (JobKey job : record.jobs().stream().map(JobRecord::key).toList()) {
                run(record, job, job.equals(key("part-0777", "test")) ? JobStatus.FAILED : JobStatus.PASSED);
            }
            String few = fetch("components/content");
            String all = fetch("components/content?all=true");
            long start = System.nanoTime();
            fetch("components/content");
            long millis = (System.nanoTime() - start) / 1_000_000;

            assertThat(few).contains("The 100 most urgent of 1,000 affected components are shown");
            assertThat(few.split("<tbody>")).hasSize(101);
            assertThat(few.indexOf("part-0777")).isLessThan(few.indexOf("part-0001"));
            assertThat(all.split("<tbody>")).hasSize(1001);
            assertThat(few.length()).isLessThan(300_000);
            // Usually a fifth of this; the machine may be busy.
            assertThat(millis).isLessThan(1000);
        } finally {
            MetaClass.NO_CACHE = true;
        }
    }

    @Test
    void shouldReportProgressAndANewVersion() throws Exception {
        SampleMap map = new SampleMap(SampleMap.SMALL);
        BuildRecord record = map.begin(build, map.changing("air/a.c"));
        JSONObject before = progress();
        assertThat(progress().toString()).isEqualTo(before.toString());
        run(record, key("air", "compile"), JobStatus.PASSED);
        JSONObject after = progress();

        assertThat(after.getString("version")).isNotEqualTo(before.getString("version"));
        assertThat(after.getString("summary")).contains("1 job passed, 3 waiting");
        assertThat(after.getBoolean("building")).isFalse();
        assertThat(page().<HtmlElement>querySelector(".mergeability-live").getAttribute("data-version"))
                .isEqualTo(after.getString("version"));
    }

    @Test
    void shouldReportARecordThatCannotBeRead() throws Exception {
        Path directory = Files.createDirectories(build.getRootDir().toPath().resolve("components/1"));
        Files.writeString(directory.resolve("facts.json"), "{");

        assertThat(text(page())).contains("The status of the components cannot be read");
        assertThat(jenkins.createWebClient().getPage(build).getBody().asNormalizedText())
                .contains("The status of the components cannot be read");
    }

    @Test
    void shouldNotTakeTheRecordOfADeletedBuildForThatOfAnother() throws Exception {
        SampleMap map = new SampleMap(SampleMap.SMALL);
        BuildRecord deleted = map.begin(build, map.changing("air/a.c"));
        build.getProject().delete();
        FreeStyleBuild again = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("air"));
        Path directory = Files.createDirectories(again.getRootDir().toPath().resolve("components/1"));
        Files.writeString(directory.resolve("facts.json"), "{");

        assertThatThrownBy(() -> BuildRecords.of(again).get(deleted.number())).isInstanceOf(IOException.class);
    }

    private String fetch(String url) throws Exception {
        return jenkins.createWebClient().getPage(build, url).getWebResponse().getContentAsString();
    }

    private JSONObject progress() throws Exception {
        return jenkins.getJSON(build.getUrl() + "components/progress").getJSONObject();
    }
}
