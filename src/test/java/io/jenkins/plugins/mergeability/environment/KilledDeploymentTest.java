package io.jenkins.plugins.mergeability.environment;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Queue;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.deploy.journal.FileJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A controller in its own process is killed at each step of deployments: before it has an agent, and while the commands before
 * the switch, of the switch, of the verification and of a rollback run.
 */
class KilledDeploymentTest {

    private static final long PATIENCE_MILLIS = 300_000;

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            .javaOptions("-Xmx768m", "-Dhudson.plugins.git.GitSCM.ALLOW_LOCAL_CHECKOUT=true")
            .withTimeout(1800);

    @TempDir
    private Path directory;

    private Deployments deployments;

    @Test
    void shouldEndDeploymentsAfterTheControllerWasKilledAtEachStep() throws Throwable {
        deployments = new Deployments(directory);
        deployments
                .before("before: {run: '%s', compatible: true, again: true}".formatted(held("before")))
                .run("'" + held("run") + "'")
                .verify(held("verify") + " && ! grep -q bad " + deployments.live("staging"))
                .commit("good");
        phase("good");
        controller.startJenkins();
        controller.runRemotely(
                KilledDeploymentTest::begin, deployments.repository().url());
        await(1, candidate -> candidate.state() == DeploymentState.PREPARING);
        kill();

        controller.startJenkins();
        assertThat(candidate(1).orElseThrow().state()).isEqualTo(DeploymentState.PREPARING);
        controller.runRemotely(KilledDeploymentTest::addAgent);
        for (String step : new String[] {"before", "run", "verify"}) {
            deployments.awaitTrace(step + " held in good");
            kill();
            controller.startJenkins();
            assertThat(candidate(1).orElseThrow().state()).isNotEqualTo(DeploymentState.LIVE);
            release(step, "good");
        }
        await(1, candidate -> candidate.verified().isPresent());
        assertThat(deployments.running("staging")).isEqualTo("good");

        phase("bad");
        release("before", "bad");
        release("run", "bad");
        deployments.commit("bad");
        controller.runRemotely(KilledDeploymentTest::scan);
        deployments.awaitTrace("verify held in bad");
        phase("rollback");
        release("verify", "bad");
        deployments.awaitTrace("run held in rollback");
        kill();
        controller.startJenkins();
        assertThat(candidate(2).orElseThrow().state()).isEqualTo(DeploymentState.ROLLING_BACK);
        release("run", "rollback");
        release("verify", "rollback");

        await(2, candidate -> candidate.state() == DeploymentState.ROLLED_BACK);
        assertThat(candidate(1).orElseThrow().state()).isEqualTo(DeploymentState.LIVE);
        assertThat(deployments.running("staging")).isEqualTo("good");
        assertThat(deployments.trace().stream()
                        .filter(line -> line.contains(" held in "))
                        .distinct())
                .containsExactly(
                        "before held in good",
                        "run held in good",
                        "verify held in good",
                        "before held in bad",
                        "run held in bad",
                        "verify held in bad",
                        "run held in rollback",
                        "verify held in rollback");
    }

    /** A command that waits until the test {@link #release}s the step in the phase of its start, or for two minutes. */
    private String held(String step) {
        return "p=$(cat %1$s/phase); echo %2$s held in $p >>%1$s/trace; for i in $(seq 1200); do test -e %1$s/%2$s-$p && break; sleep 0.1; done"
                .formatted(directory, step);
    }

    private void phase(String name) throws IOException {
        Files.writeString(directory.resolve("phase"), name);
    }

    private void release(String step, String phase) throws IOException {
        Files.createFile(directory.resolve(step + "-" + phase));
    }

    private void kill() throws Exception {
        Process process = controller.getProcess();
        controller.stopJenkinsForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(137);
    }

    private Optional<Candidate> candidate(int number) throws IOException {
        Path journal = controller.getHome().toPath().resolve("jobs/environments/jobs/staging/mergeability/journal");
        return EnvironmentRecord.read(new FileJournal(journal)).candidate(number);
    }

    private void await(int number, Predicate<Candidate> condition) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        Optional<Candidate> candidate = candidate(number);
        while (candidate.filter(condition).isEmpty() && System.currentTimeMillis() < end) {
            Thread.sleep(100);
            candidate = candidate(number);
        }
        assertThat(candidate).hasValueSatisfying(found -> assertThat(found).matches(condition));
    }

    private static void begin(JenkinsRule rule, String url) throws Exception {
        rule.jenkins.setQuietPeriod(0);
        rule.jenkins.setNumExecutors(4);
        EnvironmentDefinition definition = new EnvironmentDefinition("shop", "staging");
        definition.setAgent("deploy");
        Deployments.job(rule, definition);
        Deployments.project(rule, url).save();
        scan(rule);
    }

    private static void scan(JenkinsRule rule) throws Exception {
        rule.jenkins
                .getItemByFullName("shop", WorkflowMultiBranchProject.class)
                .scheduleBuild2(0)
                .getFuture()
                .get();
    }

    private static void addAgent(JenkinsRule rule) throws Exception {
        rule.jenkins.setLabelString("deploy");
        rule.jenkins.save();
        Queue.getInstance().scheduleMaintenance().get();
    }
}
