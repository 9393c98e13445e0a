package io.jenkins.plugins.mergeability.view;

import static io.jenkins.plugins.mergeability.view.SampleMap.key;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.LogTail;
import io.jenkins.plugins.mergeability.record.State;
import io.jenkins.plugins.mergeability.record.TestCounts;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page of a build's components, and the line on the build's main page. */
@WithJenkins
final class ComponentsPageITest {

    private JenkinsRule jenkins;
    private FreeStyleBuild build;

    @BeforeEach
    void start(JenkinsRule r) throws Exception {
        jenkins = r;
        build = r.buildAndAssertSuccess(r.createFreeStyleProject("air"));
    }

    static CommandRecord command(int position, String text, Integer exitCode) {
        return new CommandRecord(position, "run/" + position, text, 1, exitCode, 1, 2500, false, "7");
    }

    private void run(BuildRecord record, JobKey job, State state) {
        record.begun(job, "air", "agent 1");
        record.commands(job, List.of(command(1, "make all", state == State.FAILED ? 2 : 0)));
        record.ended(job, state, "", false);
    }

    private HtmlPage page() throws Exception {
        return jenkins.createWebClient().getPage(build, "components/");
    }

    private static String words(HtmlPage page) {
        return page.getBody().asNormalizedText().replaceAll("\\s+", " ");
    }

    @Test
    void shouldNotBeThereWithoutARecord() throws Exception {
        assertThat(build.getAction(ComponentsAction.class)).isNull();
        jenkins.createWebClient().assertFails(build.getUrl() + "components/", 404);
    }

    @Test
    void shouldTellInALineWhatBecameOfTheComponents() throws Exception {
        SampleMap map = new SampleMap(SampleMap.SMALL);
        map.proving("some run", true, key("air", "compile"));
        BuildRecord record = map.begin(build, map.changing("air/a.c"));
        run(record, key("air", "test", "linux"), State.PASSED);
        run(record, key("air", "test", "freebsd"), State.FAILED);

        String main = jenkins.createWebClient().getPage(build).getBody().asNormalizedText();

        assertThat(main)
                .contains(
                        "Components: 2 of 4 components affected: 1 job passed, 1 failed, 1 waiting, 1 proven, 1 skipped")
                .contains("air/test@freebsd failed");
    }

    @Test
    void shouldShowEachAffectedJobAndWhy() throws Exception {
        SampleMap map = new SampleMap(SampleMap.SMALL).noting("no base is known");
        map.proving("some run", true, key("air", "compile"));
        BuildRecord record = map.begin(build, map.changing("air/a.c", "README"));
        run(record, key("air", "test", "linux"), State.PASSED);
        record.tests(key("air", "test", "linux"), new TestCounts(41, 0, 1));
        record.ended(key("cloak", "test"), State.NOT_RUN, "air/test@freebsd failed", false);

        String text = words(page());

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
    void shouldShowWhatFailedFirstWithTheEndOfItsLog() throws Exception {
        SampleMap map = new SampleMap(SampleMap.SMALL);
        BuildRecord record = map.begin(build, map.changing("air/a.c"));
        run(record, key("cloak", "test"), State.FAILED);
        record.tail(key("cloak", "test"), new LogTail("run/1", "7", List.of("one", "two"), true));

        HtmlPage page = page();

        assertThat(words(page)).contains("make all exit code 2 · whole log");
        assertThat(page.querySelector("pre.mergeability-tail").getTextContent()).isEqualTo("…one\ntwo");
        assertThat(page.querySelector("tbody").getTextContent()).contains("cloak");
        assertThat(page.getAnchorByText("whole log").getHrefAttribute()).endsWith("/job/air/1/execution/node/7/log/");
    }
}
