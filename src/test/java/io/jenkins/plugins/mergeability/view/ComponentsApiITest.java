package io.jenkins.plugins.mergeability.view;

import static io.jenkins.plugins.mergeability.view.SampleMap.key;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.mergeability.SharedControllers;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.report.PlanJson;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.RecordedLogTail;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The remote API of a build's components. */
@WithJenkins
final class ComponentsApiITest {

    private static JenkinsRule jenkins;
    private FreeStyleBuild build;
    private Plan plan;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void prepare() throws Exception {
        build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("air"));
        jenkins.waitUntilNoActivity();
        SampleMap map = new SampleMap(SampleMap.SMALL);
        plan = map.changing("air/a.c");
        BuildRecord record = map.begin(build, plan);
        record.started(key("air", "compile"), "air", "agent 1");
        record.commands(key("air", "compile"), List.of(ComponentsPageITest.command(1, "make deps", 2)));
        record.tail(key("air", "compile"), new RecordedLogTail("run/1", "7", List.of("one", "two"), false));
        record.ended(key("air", "compile"), JobStatus.FAILED, "", false);
    }

    @AfterEach
    void reset() throws Exception {
        SharedControllers.reset(jenkins);
    }

    private JSONObject json(String query) throws Exception {
        return jenkins.getJSON(build.getUrl() + "components/api/json" + query).getJSONObject();
    }

    private static JSONObject firstJob(JSONObject build) {
        JSONObject call = build.getJSONArray("calls").getJSONObject(0);
        JSONObject component = call.getJSONArray("components").getJSONObject(0);
        assertThat(component.getString("name")).isEqualTo("air");
        return component.getJSONArray("jobs").getJSONObject(0);
    }

    @Test
    void shouldExportComponentsAndJobs() throws Exception {
        JSONObject json = json("");

        assertThat(json.getString("summary")).startsWith("2 of 4 components affected: 1 job failed");
        assertThat(json.getBoolean("building")).isFalse();
        assertThat(json.getJSONObject("counts").getInt("failed")).isEqualTo(1);
        assertThat(json.getJSONObject("counts").getInt("affected")).isEqualTo(2);
        JSONObject call = json.getJSONArray("calls").getJSONObject(0);
        assertThat(call.getString("map")).isEqualTo("components.yaml");
        assertThat(call.getString("occasion")).isEqualTo("change");
        assertThat(call.getJSONArray("components").size()).isEqualTo(4);
        JSONObject job = firstJob(json);
        assertThat(job.getString("id")).isEqualTo("air/compile");
        assertThat(job.getString("state")).isEqualTo("failed");
        assertThat(job.getString("branch")).isEqualTo("air");
        assertThat(job.getString("agent")).isEqualTo("agent 1");
        assertThat(job.has("commands")).isFalse();
    }

    @Test
    void shouldExportCommandsAtGreaterDepthOrOnRequest() throws Exception {
        JSONObject command = firstJob(json("?depth=1")).getJSONArray("commands").getJSONObject(0);
        assertThat(command.getString("command")).isEqualTo("make deps");
        assertThat(command.getInt("exitCode")).isEqualTo(2);
        assertThat(command.getString("log")).isEqualTo("job/air/1/execution/node/7/log/");

        JSONObject job = firstJob(json("?tree=calls[components[name,jobs[state,failures[name,tail]]]]"));
        assertThat(job.getJSONArray("failures").getJSONObject(0).getString("tail"))
                .isEqualTo("one\ntwo");
        assertThat(job.has("id")).isFalse();
    }

    @Test
    void shouldServeThePlanInTheFormatOfTheCommandLine() throws Exception {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        PlanJson.write(plan, expected);

        for (String query : List.of("", "?call=1")) {
            WebResponse response = jenkins.createWebClient()
                    .goTo(build.getUrl() + "components/plan.json" + query, "application/json")
                    .getWebResponse();
            assertThat(response.getContentAsString(StandardCharsets.UTF_8))
                    .isEqualTo(expected.toString(StandardCharsets.UTF_8));
        }
        jenkins.createWebClient().assertFails(build.getUrl() + "components/plan.json?call=2", 404);
    }

    @Test
    void shouldServeTheGraphOfThePlan() throws Exception {
        String picture = jenkins.createWebClient()
                .goTo(build.getUrl() + "components/graph.svg?call=1", "image/svg+xml")
                .getWebResponse()
                .getContentAsString();

        assertThat(picture).startsWith("<svg ").contains("2 of 4 components affected");
    }

    @Test
    void shouldServeTheTimelineOfTheBuild() throws Exception {
        String picture = jenkins.createWebClient()
                .goTo(build.getUrl() + "components/timeline.svg?call=1", "image/svg+xml")
                .getWebResponse()
                .getContentAsString();

        assertThat(picture).startsWith("<svg ").contains("<title>air/compile: failed", "Critical path: air/compile");
        jenkins.createWebClient().assertFails(build.getUrl() + "components/timeline.svg?call=2", 404);
    }
}
