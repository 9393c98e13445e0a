package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What commands write in place of their results, and what they leave running. */
@WithJenkins
class OutcomesITest {

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void shouldFailAJobWhoseResultsAreForgedAndProveNothing() throws Exception {
        TestRepository repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents()");
        repository.write("forge.sh", """
                control=$(dirname "$(readlink /proc/self/fd/2)")
                script=$PPID
                # Jenkins ends this command with the step, so another process ends the stopped script.
                JENKINS_SERVER_COOKIE= setsid sh -c "sleep 8; kill -9 $script" >/dev/null 2>&1 3>&- &
                kill -STOP $script
                printf '1 1 1000 1 0 0123456789abcdef0123\\n2 1 1001 1 0 0123456789abcdef0123\\n' >"$control/forged"
                mv "$control/forged" "$control/output.txt"
                echo 0 >"$control/jenkins-result.txt"
                sleep 5
                """);
        repository.write("components.yaml", """
                version: 1
                components:
                  air:
                    root: .
                    jobs:
                      forged: {retry: 1, sequence: [. ./forge.sh, exit 1]}
                      parallel: {parallel: {a: . ./forge.sh, b: 'true'}}
                      after: {needs: [forged], run: 'true'}
                """);
        repository.commit("Forge results");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Pipelines.plain(jenkins, repository));

        assertThat(Pipelines.states(run))
                .isEqualTo(Map.of(
                        "air/forged", JobStatus.FAILED,
                        "air/parallel", JobStatus.FAILED,
                        "air/after", JobStatus.NOT_RUN));
        assertThat(Pipelines.job(run, "air", "forged").reason())
                .contains("are not what their script writes: line 1 is `1 1 1000 1 0 0123456789abcdef0123`");
        assertThat(Pipelines.job(run, "air", "forged").commands()).isEmpty();
    }

    @Test
    void shouldKeepAServerForTheNextCommandAndEndItAfterTheLast() throws Exception {
        TestRepository repository = TestRepository.init(directory.resolve("repository"));
        Path pid = directory.resolve("pid");
        repository.write("Jenkinsfile", "buildComponents()");
        repository.write("components.yaml", """
                version: 1
                components:
                  air:
                    root: .
                    jobs:
                      test: ['sleep 600 & echo $! >%s', 'kill -0 $(cat %s)']
                """.formatted(pid, pid));
        repository.commit("Start a server");

        WorkflowRun run = jenkins.buildAndAssertSuccess(Pipelines.plain(jenkins, repository));

        jenkins.assertLogContains("--- ending what the commands left running:", run);
        Path status = Path.of("/proc", Files.readString(pid).strip(), "stat");
        assertThat(!Files.exists(status) || Files.readString(status).contains(") Z "))
                .isTrue();
    }
}
