package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * The nodes that Blue Ocean draws for a build. It draws nested branches beside the outer ones, and a parallel without a stage
 * around it gets one.
 */
@WithJenkins
class BlueOceanITest {

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
        assertThat(nodes(builds.everything(Result.FAILURE))).isEqualTo("""
                Parallel [stage] finished failure
                air [parallel] finished success in Parallel -> air: compile
                air: compile on linux [parallel] finished success in Parallel
                air: compile on next [parallel] finished success in Parallel
                air: test: parallel/prod/parallel: 1 [parallel] finished success in Parallel
                air: test: parallel/prod/parallel: 2 [parallel] finished success in Parallel
                air: test: parallel: dev [parallel] finished success in Parallel
                air: test: parallel: prod [parallel] finished success in Parallel
                fire [parallel] finished success in Parallel
                water [parallel] finished failure in Parallel -> water: test
                water: test: parallel: x [parallel] finished failure in Parallel
                water: test: parallel: x (attempt 2) [parallel] finished failure in Parallel
                water: test: parallel: y [parallel] finished success in Parallel
                water: test: parallel: y (attempt 2) [parallel] finished success in Parallel
                air: compile [stage] finished success after air -> air: test
                air: test [stage] finished success after air: compile -> air: test: parallel
                air: test: parallel [stage] finished success after air: test -> air: release
                air: release [stage] skipped not_built after air: test: parallel
                water: test [stage] finished success after water -> water: test: parallel
                water: test: parallel [stage] finished failure after water: test -> water: test: parallel (attempt 2)
                water: test: parallel (attempt 2) [stage] finished failure after water: test: parallel -> water: site
                water: site [stage] skipped not_built after water: test: parallel (attempt 2)
                """);
        // Whether compile or test comes first depends on past durations, which are not known.
        assertThat(branches(builds.afterAChange(Result.FAILURE)).replaceFirst("-> air: (compile|test)\n", "-> first\n"))
                .isEqualTo("""
                air [parallel] finished success in Parallel -> first
                air: compile on linux [parallel] finished success in Parallel
                air: compile on next [parallel] finished success in Parallel
                air: test: parallel/prod/parallel: 1 [parallel] finished success in Parallel
                air: test: parallel/prod/parallel: 2 [parallel] finished success in Parallel
                air: test: parallel: dev [parallel] finished success in Parallel
                air: test: parallel: prod [parallel] finished success in Parallel
                fire [parallel] not_built not_built in Parallel
                water [parallel] finished failure in Parallel -> water: test
                water: test: parallel: x [parallel] finished failure in Parallel
                water: test: parallel: x (attempt 2) [parallel] finished failure in Parallel
                water: test: parallel: y [parallel] finished success in Parallel
                water: test: parallel: y (attempt 2) [parallel] finished success in Parallel
                """);
    }

    @Test
    void shouldDrawAllStagesOfDeclarativePipelines() throws Exception {
        assertThat(nodes(builds.declarative())).isEqualTo("""
                Before [stage] finished success -> Components
                Components [stage] finished success after Before
                air [parallel] finished success in Components -> air: compile
                air: compile on linux [parallel] finished success in Components -> After
                air: compile on next [parallel] finished success in Components -> After
                air: test: parallel/prod/parallel: 1 [parallel] finished success in Components -> After
                air: test: parallel/prod/parallel: 2 [parallel] finished success in Components -> After
                air: test: parallel: dev [parallel] finished success in Components -> After
                air: test: parallel: prod [parallel] finished success in Components -> After
                fire [parallel] finished success in Components -> fire: test
                water [parallel] finished failure in Components -> water: test
                water: test: parallel: x [parallel] finished failure in Components -> After
                water: test: parallel: x (attempt 2) [parallel] finished failure in Components -> After
                water: test: parallel: y [parallel] finished success in Components -> After
                water: test: parallel: y (attempt 2) [parallel] finished success in Components -> After
                After [stage] skipped not_built
                air: compile [stage] finished success after air -> air: test
                air: test [stage] finished success after air: compile -> air: test: parallel
                air: test: parallel [stage] finished success after air: test -> air: release
                air: release [stage] skipped not_built after air: test: parallel -> After
                fire: test [stage] finished success after fire -> After
                water: test [stage] finished success after water -> water: test: parallel
                water: test: parallel [stage] finished failure after water: test -> water: test: parallel (attempt 2)
                water: test: parallel (attempt 2) [stage] finished failure after water: test: parallel -> water: site
                water: site [stage] skipped not_built after water: test: parallel (attempt 2) -> After
                """);
    }

    @Test
    void shouldDrawEachCallOfTheStep() throws Exception {
        assertThat(nodes(builds.calledTwice())).isEqualTo("""
                Parallel [stage] running success
                air [parallel] not_built not_built in Parallel -> Parallel
                fire [parallel] finished success in Parallel -> Parallel
                water [parallel] not_built not_built in Parallel -> Parallel
                Parallel [stage] running success
                air (2) [parallel] not_built not_built in Parallel
                fire (2) [parallel] finished success in Parallel
                water (2) [parallel] not_built not_built in Parallel
                """);
    }

    @Test
    void shouldDrawJobsThatShareAgents() throws Exception {
        assertThat(nodes(builds.onOneAgent())).isEqualTo("""
                Parallel [stage] running failure
                air: not run [parallel] not_built not_built in Parallel -> water: site
                air: test: parallel/prod/parallel: 1 [parallel] finished success in Parallel -> water: site
                air: test: parallel/prod/parallel: 2 [parallel] finished success in Parallel -> water: site
                air: test: parallel: dev [parallel] finished success in Parallel -> water: site
                air: test: parallel: prod [parallel] finished success in Parallel -> water: site
                this agent [parallel] finished failure in Parallel -> air: compile on linux
                water: test: parallel: x [parallel] finished failure in Parallel -> water: site
                water: test: parallel: x (attempt 2) [parallel] finished failure in Parallel -> water: site
                water: test: parallel: y [parallel] finished success in Parallel -> water: site
                water: test: parallel: y (attempt 2) [parallel] finished success in Parallel -> water: site
                water: site [stage] skipped not_built
                air: compile on linux [stage] finished success after this agent -> air: compile on next
                air: compile on next [stage] finished success after air: compile on linux -> air: test
                air: test [stage] finished success after air: compile on next -> air: test: parallel
                air: test: parallel [stage] finished success after air: test -> fire: test
                fire: test [stage] finished success after air: test: parallel -> water: test
                water: test [stage] finished success after fire: test -> water: test: parallel
                water: test: parallel [stage] finished failure after water: test -> water: test: parallel (attempt 2)
                water: test: parallel (attempt 2) [stage] finished failure after water: test: parallel -> water: site
                """);
    }

    @Test
    void shouldDrawWhatStillRuns() throws Exception {
        Gate gate = new Gate(directory.resolve("gate"));
        WorkflowRun run = DrawnBuilds.of(
                        jenkins, directory.resolve("waits"), """
                version: 1
                components:
                  air: {jobs: {compile: cat a, test: {needs: [compile], run: '%s'}, pack: {needs: [test], run: cat a}}}
                  fire: {jobs: {test: '%s'}}
                """.formatted(gate.wait("air"), gate.wait("fire")))
                .start();
        gate.reached("air", "fire");
        assertThat(nodes(run)).isEqualTo("""
                Parallel [stage] running unknown
                air [parallel] running unknown in Parallel -> air: compile
                fire [parallel] running unknown in Parallel
                air: compile [stage] finished success after air -> air: test
                air: test [stage] running unknown after air: compile
                """);
        gate.open("air");
        gate.open("fire");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(nodes(run)).isEqualTo("""
                Parallel [stage] finished success
                air [parallel] finished success in Parallel -> air: compile
                fire [parallel] finished success in Parallel
                air: compile [stage] finished success after air -> air: test
                air: test [stage] finished success after air: compile -> air: pack
                air: pack [stage] finished success after air: test
                """);
    }

    /** Blue Ocean shows a step as its name and its description. */
    @Test
    void shouldDescribeStepsForPeople() throws Exception {
        WorkflowRun run = builds.everything(Result.FAILURE);
        Map<String, String> steps = new HashMap<>();
        for (JSONObject step : get(run, "steps")) {
            steps.merge(step.getString("displayName"), step.getString("displayDescription"), (a, b) -> a + "; " + b);
        }

        // Without the arguments, which say nothing to people. A result's reason is the name of its step.
        assertThat(steps)
                .containsEntry("Collect the results of the components", "null")
                .containsEntry("water/test: exit code 1 of `false`", "null")
                .containsEntry("water: test: parallel: x: exit code 1 of `false`", "null");
        // The controller knows whether an agent runs Unix; a step would only be one more to read.
        assertThat(steps).doesNotContainKey("Checks if running on a Unix-like node");
        assertThat(steps.get("Plan what the change affects")).matches("null(; null)*");
    }

    private List<JSONObject> get(WorkflowRun run, String what) throws Exception {
        String path = "blue/rest/organizations/jenkins/pipelines/%s/runs/%d/%s/?limit=10000"
                .formatted(run.getParent().getName(), run.getNumber(), what);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            return objects(JSONArray.fromObject(
                    client.goTo(path, "application/json").getWebResponse().getContentAsString()));
        }
    }

    /** A line for each node: name, type, state and result, parent, and the next stage. */
    private String nodes(WorkflowRun run) throws Exception {
        List<JSONObject> nodes = get(run, "nodes");
        Map<String, String> names = new HashMap<>();
        nodes.forEach(node -> names.put(node.getString("id"), node.getString("displayName")));
        for (JSONObject node : nodes) {
            assertThat(next(node, "PARALLEL", names)).as("branches of " + node).isEqualTo(branchesIn(node, nodes));
        }
        return nodes.stream().map(node -> describe(node, names) + "\n").collect(Collectors.joining());
    }

    private static String describe(JSONObject node, Map<String, String> names) {
        String type = node.getString("type");
        String parent = names.get(node.getString("firstParent"));
        List<String> next = next(node, "STAGE", names);
        return node.getString("displayName")
                + (" [" + type + "] " + node.getString("state") + " " + node.getString("result"))
                        .toLowerCase(Locale.ROOT)
                + (parent == null ? "" : (type.equals("PARALLEL") ? " in " : " after ") + parent)
                + (next.isEmpty() ? "" : " -> " + String.join(", ", next));
    }

    private static List<String> next(JSONObject node, String type, Map<String, String> names) {
        return objects(node.getJSONArray("edges")).stream()
                .filter(edge -> edge.getString("type").equals(type))
                .map(edge -> names.get(edge.getString("id")))
                .toList();
    }

    private static List<String> branchesIn(JSONObject parent, List<JSONObject> nodes) {
        return nodes.stream()
                .filter(node -> node.getString("type").equals("PARALLEL")
                        && node.getString("firstParent").equals(parent.getString("id")))
                .map(node -> node.getString("displayName"))
                .toList();
    }

    /** The lines of branches only. */
    private String branches(WorkflowRun run) throws Exception {
        return nodes(run)
                .lines()
                .filter(line -> line.contains(" [parallel] "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static List<JSONObject> objects(JSONArray array) {
        return array.stream().map(JSONObject.class::cast).toList();
    }
}
