package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How Pipeline Graph View draws a build. */
@WithJenkins
class GraphITest {

    /** The branches of a build of everything, without the stages around them. */
    private static final String BRANCHES = """
              air [parallel] success
                air: compile [stage] success
                  air: compile on linux [parallel] success
                  air: compile on next [parallel] success
                air: test [stage] success
                  air: test: parallel [stage] success
                    air: test: parallel: dev [parallel] success
                    air: test: parallel: prod [parallel] success
                      air: test: parallel/prod/parallel [stage] success
                        air: test: parallel/prod/parallel: 1 [parallel] success
                        air: test: parallel/prod/parallel: 2 [parallel] success
                air: release [stage] skipped
              fire [parallel] success
                fire: test [stage] success
              water [parallel] failure
                water: test [stage] failure
                  water: test: parallel [stage] failure
                    water: test: parallel: x [parallel] failure
                    water: test: parallel: y [parallel] success
                  water: test: parallel (attempt 2) [stage] failure
                    water: test: parallel: x (attempt 2) [parallel] failure
                    water: test: parallel: y (attempt 2) [parallel] success
                water: site [stage] skipped
            """;

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private DrawnBuilds builds;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        DrawnBuilds.prepare(rule);
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void create() throws Exception {
        builds = DrawnBuilds.of(jenkins, directory);
    }

    @Test
    void shouldDrawBranchesAndStagesWithTheirResults() throws Exception {
        assertThat(graph(builds.everything(Result.FAILURE)))
                .isEqualTo("Parallel [parallel_block] failure\n" + BRANCHES);

        // The order depends on past durations, which are not known.
        assertThat(graph(builds.afterAChange(Result.FAILURE)).lines())
                .containsExactlyInAnyOrderElementsOf("""
                Parallel [parallel_block] failure
                  air [parallel] success
                    air: release [stage] skipped
                    air: test [stage] success
                      air: test: parallel [stage] success
                        air: test: parallel: dev [parallel] success
                        air: test: parallel: prod [parallel] success
                          air: test: parallel/prod/parallel [stage] success
                            air: test: parallel/prod/parallel: 1 [parallel] success
                            air: test: parallel/prod/parallel: 2 [parallel] success
                    air: compile [stage] success
                      air: compile on linux [parallel] success
                      air: compile on next [parallel] success
                  water [parallel] failure
                    water: test [stage] failure
                      water: test: parallel [stage] failure
                        water: test: parallel: x [parallel] failure
                        water: test: parallel: y [parallel] success
                      water: test: parallel (attempt 2) [stage] failure
                        water: test: parallel: x (attempt 2) [parallel] failure
                        water: test: parallel: y (attempt 2) [parallel] success
                    water: site [stage] skipped
                  fire [parallel] skipped
                """.lines().toList());
    }

    @Test
    void shouldDrawDeclarativePipelines() throws Exception {
        assertThat(graph(builds.declarative()))
                .isEqualTo(
                        "Before [stage] success\nComponents [stage] failure\n" + BRANCHES + "After [stage] skipped\n");
    }

    @Test
    void shouldDrawEachCallOfTheStep() throws Exception {
        assertThat(graph(builds.calledTwice())).isEqualTo("""
                Parallel [parallel_block] success
                  fire [parallel] success
                    fire: test [stage] success
                  air [parallel] skipped
                  water [parallel] skipped
                Parallel [parallel_block] success
                  fire (2) [parallel] success
                    fire: test (2) [stage] success
                  air (2) [parallel] skipped
                  water (2) [parallel] skipped
                """);
    }

    @Test
    void shouldDrawJobsThatShareAgents() throws Exception {
        assertThat(graph(builds.onOneAgent())).isEqualTo("""
                Parallel [parallel_block] failure
                  this agent [parallel] failure
                    air: compile on linux [stage] success
                    air: compile on next [stage] success
                    air: test [stage] success
                      air: test: parallel [stage] success
                        air: test: parallel: dev [parallel] success
                        air: test: parallel: prod [parallel] success
                          air: test: parallel/prod/parallel [stage] success
                            air: test: parallel/prod/parallel: 1 [parallel] success
                            air: test: parallel/prod/parallel: 2 [parallel] success
                    fire: test [stage] success
                    water: test [stage] failure
                      water: test: parallel [stage] failure
                        water: test: parallel: x [parallel] failure
                        water: test: parallel: y [parallel] success
                      water: test: parallel (attempt 2) [stage] failure
                        water: test: parallel: x (attempt 2) [parallel] failure
                        water: test: parallel: y (attempt 2) [parallel] success
                  air: not run [parallel] skipped
                water: site [stage] skipped
                """);
    }

    private String graph(WorkflowRun run) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            JSONObject tree = client.getJSON(run.getUrl() + "stages/tree").getJSONObject();
            List<String> lines = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (Object stage : tree.getJSONObject("data").getJSONArray("stages")) {
                describe((JSONObject) stage, "", lines, names);
            }
            assertThat(new HashSet<>(names)).as("unique").hasSameSizeAs(names);
            return String.join("\n", lines) + "\n";
        }
    }

    private static void describe(JSONObject stage, String indent, List<String> lines, List<String> names) {
        lines.add(indent + stage.getString("name") + " ["
                + stage.getString("type").toLowerCase() + "] " + stage.getString("state"));
        if (!stage.getString("type").equals("PARALLEL_BLOCK")) {
            names.add(stage.getString("name"));
        }
        for (Object child : stage.getJSONArray("children")) {
            describe((JSONObject) child, indent + "  ", lines, names);
        }
    }
}
