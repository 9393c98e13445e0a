package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Invalid maps and large maps. */
@WithJenkins
class HostileMapsITest {

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        rule.jenkins.setNumExecutors(8);
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void create() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents()");
    }

    @Test
    void shouldRejectMapsWithOneClearMessage() throws Exception {
        StringBuilder bomb = new StringBuilder("version: 1\nx0: &x0 [a, a, a, a, a, a, a, a, a]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("x%d: &x%d [%s]\n".formatted(i, i, ("*x" + (i - 1) + ", ").repeat(9)));
        }
        Map<String, String> hostile = new LinkedHashMap<>();
        hostile.put("version: 1\ncomponents: {air: [\n", "components.yaml:");
        hostile.put(
                "version: 1\ncomponents:\n  air: {jobs: {test: x}}\n  water: {dependsOn: [ar]}\n",
                "components.yaml:4:");
        hostile.put("version: 1\ncomponents:\n  air: {jobs: {test: ''}}\n", "components.yaml:3:");
        hostile.put(
                "version: 1\ncomponents:\n  air: {jobs: {test: " + "x".repeat(9_000_000) + "}}\n", "components.yaml");
        hostile.put(bomb.toString(), "components.yaml:");
        hostile.put("version: 1\ncomponents:\n  air: !!java.net.URL [x]\n", "components.yaml:3:");

        WorkflowJob job = Pipelines.plain(jenkins, repository);
        for (Map.Entry<String, String> each : hostile.entrySet()) {
            repository.write("components.yaml", each.getKey()).commit("hostile");
            WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
            String log = JenkinsRule.getLog(run);
            String said = log.substring(log.indexOf("ERROR: "));
            assertThat(said).contains(each.getValue()).doesNotContain("\tat ").hasSizeLessThan(3000);
            assertThat(log).doesNotContain("\tat ");
        }
        repository.git("rm", "-q", "components.yaml");
        repository.commit("none");
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("components.yaml", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void shouldBuildHundredsOfComponents() throws Exception {
        StringBuilder map = new StringBuilder("version: 1\ncomponents:\n");
        for (int i = 0; i < 500; i++) {
            map.append("  c").append(i).append(": {paths: [c").append(i).append("], root: ., jobs: {test: 'true'}}\n");
            repository.write("c" + i, "" + i);
        }
        repository.write("Jenkinsfile", "buildComponents(all: true)");
        repository.write("components.yaml", map.toString()).commit("many");
        WorkflowJob job = Pipelines.plain(jenkins, repository);

        WorkflowRun first = jenkins.buildAndAssertSuccess(job);
        assertThat(Pipelines.states(first).values()).hasSize(500).containsOnly(JobStatus.PASSED);
        assertThat(Pipelines.record(first).jobs())
                .allSatisfy(done -> assertThat(done.commands()).hasSize(1));

        WorkflowRun second = jenkins.buildAndAssertSuccess(job);
        assertThat(Pipelines.states(second).values()).hasSize(500).containsOnly(JobStatus.PROVEN);
    }
}
