package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitStatus;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.descriptions;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.reports;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.github.FakeConversation;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jenkins.branch.BranchProperty;
import jenkins.branch.BranchSource;
import jenkins.branch.NamedExceptionsBranchPropertyStrategy;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.github_branch_source.ForkPullRequestDiscoveryTrait;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.OriginPullRequestDiscoveryTrait;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.DurabilityHintBranchProperty;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A controller in its own process, with the default timing, is killed: before a build has planned, while a job runs, and
 * while GitHub rejects reports. The builds of pull request 7 survive that. Those of 8, which are performance-optimized, do
 * not.
 */
class KilledControllerTest {

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            // The library's own retries would post a status twice while the fake holds its response back.
            .javaOptions("-Xmx768m", "-Dorg.kohsuke.github.GitHubClient.retryCount=0")
            .withTimeout(1800);

    @TempDir
    private Path directory;

    private FakeGithub github;

    @Test
    void shouldReportAfterTheControllerWasKilled() throws Throwable {
        TestRepository repository = repository();
        String air = repository.git("rev-parse", "air").strip();
        String fire = repository.git("rev-parse", "fire").strip();
        try (FakeGithub fake = FakeGithub.with(repository)) {
            github = fake;
            github.open(7, "acme", "air", "main");
            github.open(8, "acme", "fire", "main");
            // Git replaces the URL of GitHub by that of a local directory.
            controller
                    .extraEnv("GIT_CONFIG_COUNT", "1")
                    .extraEnv("GIT_CONFIG_KEY_0", "url." + repository.url() + ".insteadOf")
                    .extraEnv("GIT_CONFIG_VALUE_0", "http://localhost/acme/shop.git");

            controller.startJenkins();
            controller.runRemotely(KilledControllerTest::begin, github.apiUri());
            awaitStatus(github, air, "pending", "preparing");
            awaitStatus(github, fire, "pending", "preparing");
            await(() -> assertThat(directory.resolve("air-planning")).exists());
            await(() -> assertThat(directory.resolve("fire-planning")).exists());
            controller.runRemotely(KilledControllerTest::awaitSaved, "PR-7");
            kill();
            Files.createFile(directory.resolve("plan"));

            controller.startJenkins();
            awaitStatus(github, fire, "failure", "build failed"); // Jenkins cannot resume the build
            awaitStatus(github, air, "pending", "awaiting air/test, water/test");
            await(() -> assertThat(directory.resolve("air-testing")).exists());
            controller.runRemotely(KilledControllerTest::build, "PR-8");
            awaitStatus(github, fire, "pending", "awaiting fire/test");
            await(() -> assertThat(directory.resolve("fire-testing")).exists());
            controller.runRemotely(KilledControllerTest::awaitSaved, "PR-7");
            kill();

            // GitHub processes the requests for one of them without a response, and rejects those for the other.
            github.holdResponses("POST /statuses/" + fire);
            github.holdResponses("POST /issues/7/comments");
            controller.startJenkins();
            awaitStatus(github, fire, "failure", "build failed");
            github.fail("POST /statuses/" + air, 502);
            Files.createFile(directory.resolve("test"));
            assertThat(controller.runRemotely(KilledControllerTest::result, "PR-7"))
                    .isEqualTo("SUCCESS");
            await(() -> assertThat(github.conversation().comments(7)).isNotEmpty());
            assertThat(github.conversation()
                            .status(air, Reporting.CONTEXT)
                            .orElseThrow()
                            .state())
                    .isEqualTo("pending");
            await(() -> assertThat(outbox()).isDirectoryContaining(KilledControllerTest::isPending));
            kill();

            github.fail("POST /statuses/" + air, 0);
            github.releaseResponses("POST /statuses/" + fire);
            github.releaseResponses("POST /issues/7/comments");
            controller.startJenkins();
            awaitStatus(github, air, "success", "pull request can be merged");
            await(() -> assertThat(github.conversation().comments(7))
                    .singleElement()
                    .satisfies(comment -> assertThat(comment.body()).contains("Pull request can be merged")));
            await(() -> assertThat(outbox()).isDirectoryNotContaining(KilledControllerTest::isPending));
            awaitStatus(github, fire, "failure", "build failed");
        }
        assertThat(descriptions(github, fire)).noneMatch(words -> words.contains("can be merged"));
        assertThat(descriptions(github, air).stream().filter("pull request can be merged"::equals))
                .hasSize(1);
        assertThat(github.conversation().comments(7)).hasSize(1);
        Map<String, FakeConversation.Status> last = new HashMap<>();
        for (FakeConversation.Status status : reports(github)) {
            assertThat(status).isNotEqualTo(last.put(status.commit(), status));
        }
    }

    private Path outbox() {
        return controller.getHome().toPath().resolve("mergeability/outbox");
    }

    private static boolean isPending(Path file) {
        return file.toString().endsWith(".json") && read(file).contains("\"pending\"");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException replaced) {
            return "";
        }
    }

    /** Kills the process without a shutdown. */
    private void kill() throws Exception {
        Process process = controller.getProcess();
        controller.stopJenkinsForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(137);
    }

    /** Each build creates files to show its progress, and waits for files of the test. */
    private TestRepository repository() throws Exception {
        String waiting = "touch %s/%s; for i in $(seq 18000); do [ -e %1$s/%s ] && break; sleep 0.1; done";
        TestRepository repository = TestRepository.init(directory.resolve("repository"));
        repository
                .write("components.yaml", """
                        version: 1
                        ignore: [Jenkinsfile]
                        components:
                          air: {jobs: {test: "%s"}}
                          water: {dependsOn: [air], jobs: {test: cat w}}
                          fire: {jobs: {test: "%s"}}
                        """.formatted(
                                waiting.formatted(directory, "air-testing", "test"),
                                waiting.formatted(directory, "fire-testing", "test")))
                .write("air/a", "1\n")
                .write("water/w", "1\n")
                .write("fire/f", "1\n");
        repository.commit("first");
        for (String branch : List.of("air", "fire")) {
            repository
                    .branch(branch)
                    .write("Jenkinsfile", """
                            node { sh '%s' }
                            buildComponents()
                            reportMergeability()
                            """.formatted(waiting.formatted(directory, branch + "-planning", "plan")))
                    .write(branch + "/" + branch, "2\n")
                    .commit(branch);
            repository.checkout("main");
        }
        return repository;
    }

    private static void begin(JenkinsRule rule, String apiUri) throws Exception {
        rule.jenkins.setQuietPeriod(0);
        rule.jenkins.setNumExecutors(6);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "robot", null, "robot", "token"));
        SystemCredentialsProvider.getInstance().save();
        WorkflowMultiBranchProject project = rule.jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
        GitHubSCMSource source = new GitHubSCMSource("acme", "shop", null, false);
        source.setApiUri(apiUri);
        source.setCredentialsId("robot");
        MergeabilityTrait mergeability = new MergeabilityTrait();
        mergeability.setApprovals(0);
        mergeability.setComment("always");
        source.setTraits(List.of(
                mergeability,
                new OriginPullRequestDiscoveryTrait(2),
                new ForkPullRequestDiscoveryTrait(
                        Set.of(ChangeRequestCheckoutStrategy.HEAD),
                        new ForkPullRequestDiscoveryTrait.TrustPermission())));
        BranchSource branches = new BranchSource(source);
        branches.setStrategy(new NamedExceptionsBranchPropertyStrategy(
                new BranchProperty[0], new NamedExceptionsBranchPropertyStrategy.Named[] {
                    new NamedExceptionsBranchPropertyStrategy.Named("PR-8", new BranchProperty[] {
                        new DurabilityHintBranchProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED)
                    })
                }));
        project.getSourcesList().add(branches);
        project.scheduleBuild2(0).getFuture().get();
    }

    /**
     * Waits until the state of a build is on the disk. A shell step starts its process before Jenkins writes the state of the
     * build, so a controller that is killed in between resumes the build from an earlier step.
     */
    private static void awaitSaved(JenkinsRule rule, String name) throws Exception {
        FlowExecution execution = job(rule, name).getLastBuild().getExecution();
        // The result comes from the thread that runs the build, after it has written its state.
        await(() -> assertThat(execution.getCurrentExecutions(true).get())
                .anyMatch(step -> step.getClass().getEnclosingClass() == DurableTaskStep.class));
    }

    private static WorkflowJob job(JenkinsRule rule, String name) {
        return rule.jenkins.getItemByFullName("shop/" + name, WorkflowJob.class);
    }

    private static void build(JenkinsRule rule, String name) throws Exception {
        job(rule, name).scheduleBuild2(0).waitForStart();
    }

    private static String result(JenkinsRule rule, String name) throws Exception {
        Run<?, ?> run = rule.waitForCompletion(job(rule, name).getLastBuild());
        Result result = run.getResult();
        return String.valueOf(result);
    }
}
