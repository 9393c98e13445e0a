package io.jenkins.plugins.mergeability.bench;

import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Path;
import java.util.Locale;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Measures a build of a pull request that affects {@code components} components, all of which are proven. It is not a test, and
 * no build runs it. The fake GitHub is on the same machine, so its responses take almost no time:
 *
 * <pre>mvn test -Dtest=ProvenBenchmark -Dcomponents=500 -Drounds=5</pre>
 */
@WithJenkins
class ProvenBenchmark {

    @TempDir
    private Path directory;

    @Test
    void run(JenkinsRule jenkins) throws Exception {
        int components = Integer.getInteger("components", 500);
        int rounds = Integer.getInteger("rounds", 5);
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        TestRepository repository = TestRepository.init(directory.resolve("repository"));
        StringBuilder map = new StringBuilder("version: 1\ncomponents:\n");
        for (int i = 0; i < components; i++) {
            map.append("  c")
                    .append(i)
                    .append(": {root: src/c")
                    .append(i)
                    .append(", jobs: {test: ['true', 'true', 'true', 'true', 'true']}}\n");
            repository.write("src/c" + i + "/file", "1");
        }
        repository.write("components.yaml", map.toString()).write("Jenkinsfile", "buildComponents()");
        repository.commit("first");
        repository.branch("topic");
        for (int i = 0; i < components; i++) {
            repository.write("src/c" + i + "/file", "2");
        }
        repository.commit("everything");
        repository.checkout("main");
        jenkins.jenkins.setNumExecutors(8);
        try (FakeGithub github = FakeGithub.with(repository)) {
            github.open(7, "acme", "topic", "main");
            GithubProject project = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                    .index();
            print("first", jenkins.assertBuildStatusSuccess(project.job("PR-7").getLastBuild()));
            jenkins.jenkins.setNumExecutors(0);
            for (int round = 0; round < rounds; round++) {
                print("proven", jenkins.buildAndAssertSuccess(project.job("PR-7")));
            }
        }
    }

    private static void print(String name, WorkflowRun run) {
        int nodes = new DepthFirstScanner().allNodes(run.getExecution()).size();
        System.out.printf(Locale.ROOT, "%-8s %8.2f s %6d nodes%n", name, run.getDuration() / 1000.0, nodes);
    }
}
