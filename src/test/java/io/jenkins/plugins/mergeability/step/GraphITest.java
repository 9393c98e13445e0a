package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What Pipeline Graph View makes of a build. */
@WithJenkins
class GraphITest {

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        rule.jenkins.setNumExecutors(6);
        rule.jenkins.setLabelString("linux next");
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void create() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents()");
        repository.write("air/a", "1").write("water/w", "1").write("fire/f", "1");
        repository.write("components.yaml", """
                version: 1
                components:
                  air:
                    jobs:
                      compile: {platforms: [linux, next], run: cat a}
                      test: [cat a, {parallel: {dev: cat a, prod: [cat a, {parallel: [cat a, test -f a]}]}}]
                      release: {when: merge, run: cat a}
                  water: {jobs: {test: {retry: 1, parallel: {x: 'false', y: cat w}}, site: {needs: [test], run: cat w}}}
                  fire: {jobs: {test: cat f}}
                """).commit("first");
    }

    @Test
    void shouldDrawBranchesStagesAndWhatBecameOfThem() throws Exception {
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        assertThat(graph(jenkins.buildAndAssertStatus(Result.FAILURE, job))).isEqualTo("""
                Parallel [parallel_block] failure
                  air [parallel] success
                    air: release [stage] skipped
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
                """);

        repository.write("air/a", "2").commit("second");
        // In the order of how long they took before, which nobody knows.
        assertThat(graph(jenkins.buildAndAssertStatus(Result.FAILURE, job)).lines())
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
    void shouldDrawEachCallOfTheStep() throws Exception {
        repository.write("Jenkinsfile", """
                buildComponents(jobs: ['fire/test'], proofs: false)
                buildComponents(jobs: ['fire/test'], proofs: false)
                """).commit("twice");
        assertThat(graph(jenkins.buildAndAssertSuccess(Pipelines.plain(jenkins, repository))))
                .isEqualTo("""
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
        repository
                .write("Jenkinsfile", "node { checkout scm; buildComponents(maxParallel: 1) }")
                .commit("on one agent");
        assertThat(graph(jenkins.buildAndAssertStatus(Result.FAILURE, Pipelines.plain(jenkins, repository))))
                .isEqualTo("""
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
