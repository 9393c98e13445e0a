package io.jenkins.plugins.mergeability.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.outbox.RetryPolicy;
import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jenkins.branch.MultiBranchProject;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A repository with three components at a fake GitHub, and what that is told. */
public final class Reported {

    private static final long PATIENCE = Duration.ofMinutes(3).toNanos();

    private Reported() {}

    /** Extends tests that do not wait for what need not be waited for; to be named before what starts Jenkins. */
    static final class Hurried implements BeforeAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) {
            hurry();
        }
    }

    public static void hurry() {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        GitHubSCMSource.setEventDelaySeconds(0);
        Duration moment = Duration.ofMillis(20);
        Reporter.pace = new EvaluationTiming(
                moment,
                moment,
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofMillis(5),
                List.of(Duration.ofMillis(100)),
                List.of(Duration.ofMillis(300)));
        Reporter.tempo = new RetryPolicy(
                Duration.ofMillis(10),
                new RetryPolicy.Backoff(moment, Duration.ofMillis(500)),
                new RetryPolicy.Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1)));
    }

    /** A repository; each branch of these names changes the component it is called after. */
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

    /** Credentials by which comments can be written. */
    static String credentials() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "robot", null, "robot", "token"));
        SystemCredentialsProvider.getInstance().save();
        return "robot";
    }

    /** Waits until this is what GitHub was told last of a commit. */
    static FakeConversation.Status awaitStatus(FakeGithub github, String commit, String state, String description)
            throws InterruptedException {
        return awaitStatus(github, commit, Reporting.CONTEXT, state, description);
    }

    /** Waits until this is what GitHub was told last of a commit in a context. */
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

    /** Waits until something holds. */
    static void await(Check check) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
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

    /** Has what a project is configured like be known, so that nobody looks at its pull requests because of that. */
    public static void know(MultiBranchProject<?, ?> project) {
        Reporter.get().isChanged(project);
    }

    /** Waits until everything has been looked at, told or not. */
    public static void awaitIdle() throws InterruptedException {
        await(() -> assertThat(Reporter.get().evaluator().idle(Duration.ofSeconds(5)))
                .isTrue());
    }

    /** Waits until everything has been looked at and told. */
    static void awaitQuiet() throws InterruptedException {
        await(() -> {
            assertThat(Reporter.get().evaluator().idle(Duration.ofSeconds(5))).isTrue();
            assertThat(Reporter.get().outbox().pending()).isEmpty();
        });
    }

    /** What GitHub was told by us, and not by the branch source, which tells it of builds. */
    static List<FakeConversation.Status> ours(FakeGithub github) {
        return github.conversation().statuses().stream()
                .filter(status -> !status.context().startsWith("continuous-integration/jenkins/pr-"))
                .toList();
    }

    /** The words that GitHub was told of a commit, in their order. */
    static List<String> told(FakeGithub github, String commit) {
        return ours(github).stream()
                .filter(status -> status.commit().equals(commit))
                .map(FakeConversation.Status::description)
                .toList();
    }

    /** Something that may not hold yet. */
    interface Check {
        void check() throws Exception;
    }
}
