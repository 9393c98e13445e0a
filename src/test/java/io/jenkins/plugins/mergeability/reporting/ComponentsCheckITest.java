package io.jenkins.plugins.mergeability.reporting;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.awaitQuiet;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksPublisher;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.checks.api.ChecksStatus;
import io.jenkins.plugins.mergeability.github.FakeGithub;
import io.jenkins.plugins.mergeability.github.GithubProject;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@ExtendWith(FastReporting.class)
@WithJenkins
class ComponentsCheckITest {

    /** A published check and its build. */
    private record Shown(String build, ChecksDetails details) {}

    private static final List<Shown> PUBLISHED = new CopyOnWriteArrayList<>();

    /** The number of next attempts that fail. */
    private static final AtomicInteger FAILING = new AtomicInteger();

    /** Records checks instead of publishing them. */
    @TestExtension
    public static final class Capture extends ChecksPublisherFactory {
        @Override
        protected Optional<ChecksPublisher> createPublisher(Run<?, ?> run, TaskListener listener) {
            return Optional.of(new ChecksPublisher() {
                @Override
                public void publish(ChecksDetails details) {
                    if (!details.getName().equals(Optional.of("Components"))) {
                        return; // of the branch source's
                    }
                    if (FAILING.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new IllegalStateException("not now");
                    }
                    PUBLISHED.add(new Shown(run.getExternalizableId(), details));
                }
            });
        }
    }

    @TempDir
    private Path directory;

    private static List<ChecksDetails> shown(Run<?, ?> run) {
        return PUBLISHED.stream()
                .filter(shown -> shown.build().equals(run.getExternalizableId()))
                .map(Shown::details)
                .toList();
    }

    private static ChecksDetails end(Run<?, ?> run, ChecksConclusion conclusion) throws InterruptedException {
        await(() -> assertThat(shown(run)).hasSize(2));
        ChecksDetails details = shown(run).get(1);
        assertThat(details.getStatus()).isEqualTo(ChecksStatus.COMPLETED);
        assertThat(details.getConclusion()).isEqualTo(conclusion);
        assertThat(summary(details).getBytes(UTF_8)).hasSizeLessThanOrEqualTo(65_535);
        return details;
    }

    private static String title(ChecksDetails details) {
        return details.getOutput().orElseThrow().getTitle().orElseThrow();
    }

    private static String summary(ChecksDetails details) {
        return details.getOutput().orElseThrow().getSummary().orElseThrow();
    }

    private ChecksDetails beginning(Run<?, ?> run, String title) throws Exception {
        await(() -> assertThat(shown(run)).isNotEmpty());
        ChecksDetails details = shown(run).get(0);
        assertThat(details.getStatus()).isEqualTo(ChecksStatus.IN_PROGRESS);
        assertThat(details.getConclusion()).isEqualTo(ChecksConclusion.NONE);
        assertThat(title(details)).isEqualTo(title);
        assertThat(summary(details)).contains("Awaiting tests", "air/test", "water/test");
        return details;
    }

    /** Changes the command of the job of air. */
    private void script(String script) throws Exception {
        Files.writeString(directory.resolve("script"), script);
    }

    @Test
    void shouldPublishChecksAfterPlanningAndAtTheEnd(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setQuietPeriod(0);
        TestRepository repository = ReportingFixture.repository(
                directory.resolve("repository"), "buildComponents()\nreportMergeability()", "air");
        repository.checkout("air").write("components.yaml", """
                version: 1
                components:
                  air: {jobs: {test: "sh %1$s/script"}}
                  water: {dependsOn: [air], jobs: {test: "while [ ! -e %1$s/go ]; do sleep 0.1; done"}}
                """.formatted(directory));
        repository.commit("change the command");
        repository.checkout("main");
        String wait = "for i in $(seq 1200); do [ -e %s/go ] && break; sleep 0.1; done\n".formatted(directory);
        script(wait + "cat %s/log; exit 3".formatted(directory));
        Files.writeString(directory.resolve("log"), ("x".repeat(900) + "\n").repeat(99) + "and this is why\n");
        try (FakeGithub github = FakeGithub.with(repository)) {
            github.open(7, "acme", "air", "main");
            WorkflowJob job = GithubProject.of(jenkins, github, ChangeRequestCheckoutStrategy.HEAD)
                    .withoutBranches()
                    .credentials(ReportingFixture.credentials())
                    .with(new MergeabilityTrait())
                    .look()
                    .job("PR-7");
            await(() -> assertThat(job.getLastBuild()).isNotNull());

            WorkflowRun failed = job.getBuildByNumber(1);
            assertThat(beginning(failed, "0 passed or proven, 0 failed, 2 not finished")
                            .getDetailsURL())
                    .contains(jenkins.getURL() + failed.getUrl() + "components/");
            Files.createFile(directory.resolve("go"));
            ChecksDetails failure = end(failed, ChecksConclusion.FAILURE);
            assertThat(title(failure)).isEqualTo("1 passed or proven, 1 failed, 0 not finished");
            assertThat(summary(failure)).contains("Tests have failed", "exit code 3", "and this is why");
            assertThat(summary(failure)).hasSizeGreaterThan(50_000);
            assertThat(failure.getDetailsURL()).contains(jenkins.getURL() + failed.getUrl() + "components/");

            Files.delete(directory.resolve("go"));
            script(wait);
            jenkins.waitForCompletion(failed);
            WorkflowRun abandoned = job.scheduleBuild2(0).waitForStart();
            beginning(abandoned, "1 passed or proven, 0 failed, 1 not finished");
            abandoned.doStop();
            ChecksDetails abandonment = end(abandoned, ChecksConclusion.CANCELED);
            assertThat(title(abandonment)).isEqualTo("1 passed or proven, 0 failed, 1 not finished");
            assertThat(summary(abandonment)).contains("The build ended before all tests");

            jenkins.waitForCompletion(abandoned);
            WorkflowRun passed = job.scheduleBuild2(0).waitForStart();
            beginning(passed, "1 passed or proven, 0 failed, 1 not finished");
            FAILING.set(1);
            Files.createFile(directory.resolve("go"));
            await(() -> assertThat(FAILING).hasValue(0));
            Reporter.evaluateNow(job, "test");
            ChecksDetails success = end(passed, ChecksConclusion.SUCCESS);
            assertThat(title(success)).isEqualTo("2 passed or proven, 0 failed, 0 not finished");
            assertThat(summary(success)).contains("Standard tests have passed", "air/test", "water/test");
            awaitQuiet();
            assertThat(PUBLISHED).hasSize(6);

            // The attempts to publish a check are limited.
            FAILING.set(1000);
            jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0));
            awaitQuiet();
            for (int i = 0; i < 10; i++) {
                Reporter.evaluateNow(job, "test");
                awaitQuiet();
            }
            assertThat(FAILING).hasValueBetween(990, 995);
            FAILING.set(0);
            Reporter.evaluateNow(job, "test");
            awaitQuiet();
            assertThat(PUBLISHED).hasSize(6);
        }
    }
}
