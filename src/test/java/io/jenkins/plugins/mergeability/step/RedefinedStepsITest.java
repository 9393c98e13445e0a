package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.plugins.git.GitSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.SCMSourceRetriever;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pipelines and libraries that define something with the name of a step. */
@WithJenkins
class RedefinedStepsITest {

    private static final List<String> STEPS = List.of(
            "sh",
            "node",
            "stage",
            "parallel",
            "checkout",
            "pwd",
            "ws",
            "deleteDir",
            "isUnix",
            "timeout",
            "echo",
            "junit");

    private JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("components.yaml", """
                        version: 1
                        components:
                          air: {root: ., jobs: {test: {timeout: 1m, run: exit 3}, lint: {parallel: ['true', 'true']}}}
                        """);
    }

    private void assertRunsTheCommands(WorkflowRun run) throws Exception {
        jenkins.assertBuildStatus(Result.FAILURE, run);
        assertThat(Pipelines.states(run)).isEqualTo(Map.of("air/test", JobStatus.FAILED, "air/lint", JobStatus.PASSED));
        assertThat(Pipelines.job(run, "air", "test").reason()).contains("exit code 3");
        jenkins.assertLogNotContains("redefined", run);
    }

    @Test
    void shouldNotCallAVariableOfThePipeline() throws Exception {
        StringBuilder script = new StringBuilder();
        for (String step : STEPS) {
            script.append(step).append(" = { Object... arguments -> throw new Exception('redefined') }\n");
        }
        script.append("mergeabilityFinish = { Map arguments -> [:] }\n")
                .append("env.NODE_NAME = 'redefined'\n")
                .append("env = [NODE_NAME: 'redefined']\n")
                .append("buildComponents()\n");
        repository.write("Jenkinsfile", script.toString()).commit("first");

        assertRunsTheCommands(jenkins.buildAndAssertStatus(Result.FAILURE, Pipelines.plain(jenkins, repository)));
    }

    @Test
    void shouldNotCallALibrary() throws Exception {
        TestRepository library = TestRepository.init(directory.resolve("library"));
        for (String step : STEPS) {
            library.write(
                    "vars/" + step + ".groovy", "def call(Object... arguments) { throw new Exception('redefined') }\n");
        }
        library.write(
                        "src/io/jenkins/plugins/mergeability/step/ComponentsScript.groovy",
                        "package io.jenkins.plugins.mergeability.step\nthrow new Exception('redefined')\n")
                .commit("library");
        LibraryConfiguration configuration =
                new LibraryConfiguration("steps", new SCMSourceRetriever(new GitSCMSource(library.url())));
        configuration.setImplicit(true);
        configuration.setDefaultVersion("main");
        GlobalLibraries.get().setLibraries(List.of(configuration));
        repository.write("Jenkinsfile", "buildComponents()\n").commit("first");

        assertRunsTheCommands(jenkins.buildAndAssertStatus(Result.FAILURE, Pipelines.plain(jenkins, repository)));
    }
}
