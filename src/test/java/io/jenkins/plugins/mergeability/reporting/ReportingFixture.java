package io.jenkins.plugins.mergeability.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jenkins.branch.MultiBranchProject;

/** A repository with three components at a fake GitHub, and the reports to it. */
public final class ReportingFixture {

    /** Much longer than needed, because a start of Jenkins and a resumed build take minutes on a busy machine. */
    private static final long TIMEOUT = Duration.ofMinutes(10).toNanos();

    private ReportingFixture() {}

    /** A repository. Each branch changes the component with its name. */
    static TestRepository repository(Path directory, String script, String... branches)
            throws IOException, InterruptedException {
        TestRepository repository = TestRepository.init(directory);
        repository
                .write("Jenkinsfile", script)
                .write("components.yaml", """
                        version: 1
                        ignore: ["docs/**"]
                        components:
                          air: {jobs: {test: "cat a; ! grep -q broken a"}}
                          water: {dependsOn: [air], jobs: {test: cat w}}
                          fire: {jobs: {test: cat f}}
                        """)
                .write("air/a", "1\n")
                .write("water/w", "1\n")
                .write("fire/f", "1\n");
        repository.commit("first");
        for (String branch : branches) {
            repository
                    .branch(branch)
                    .write(branch.replaceAll("-.*", "") + "/" + branch, "2\n")
                    .commit(branch);
            repository.checkout("main");
        }
        return repository;
    }

    /** The ID of credentials with write access. */
    static String credentials() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "robot", null, "robot", "token"));
        SystemCredentialsProvider.getInstance().save();
        return "robot";
    }

    /** Waits for the last status of a commit in the default context. */
    static FakeConversation.Status awaitStatus(FakeGithub github, String commit, String state, String description)
            throws InterruptedException {
        return awaitStatus(github, commit, Reporting.CONTEXT, state, description);
    }

    /** Waits for the last status of a commit in a context. */
    static FakeConversation.Status awaitStatus(
            FakeGithub github, String commit, String context, String state, String description)
            throws InterruptedException {
        await(() -> {
            assertThat(github.conversation().status(commit, context)).hasValueSatisfying(status -> {
                assertThat(status.description()).isEqualTo(description);
                assertThat(status.state()).isEqualTo(state);
            });
        });
        return github.conversation().status(commit, context).orElseThrow();
    }

    /** Waits until a check passes. */
    public static void await(Check check) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT;
        while (true) {
            try {
                check.check();
                return;
            } catch (Exception | AssertionError e) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError(e.getMessage(), e);
                }
                Thread.sleep(25);
            }
        }
    }

    /** Records the configuration of a project, so that it does not count as changed later. */
    public static void recordConfiguration(MultiBranchProject<?, ?> project) {
        Reporter.get().isConfigurationChanged(project);
    }

    /** Waits until all evaluations have ended. */
    public static void awaitIdle() throws InterruptedException {
        await(() -> assertThat(Reporter.get().evaluator().isIdle(Duration.ofSeconds(5)))
                .isTrue());
    }

    /** Discards the pending reports. */
    public static void discardReports() throws IOException {
        Reporter.get().outbox().forget(subject -> true);
    }

    /** Waits until all evaluations have ended and all reports are delivered. */
    static void awaitQuiet() throws InterruptedException {
        await(() -> {
            assertThat(Reporter.get().evaluator().isIdle(Duration.ofSeconds(5))).isTrue();
            assertThat(Reporter.get().outbox().pending()).isEmpty();
        });
    }

    /** The statuses of this plugin, without those of the branch source. */
    static List<FakeConversation.Status> reports(FakeGithub github) {
        return github.conversation().statuses().stream()
                .filter(status -> !status.context().startsWith("continuous-integration/jenkins/pr-"))
                .toList();
    }

    /** The descriptions of the statuses of a commit, in their order. */
    static List<String> descriptions(FakeGithub github, String commit) {
        return reports(github).stream()
                .filter(status -> status.commit().equals(commit))
                .map(FakeConversation.Status::description)
                .toList();
    }

    /** An assertion that may fail at first. */
    public interface Check {
        void check() throws Exception;
    }
}
