package io.jenkins.plugins.mergeability.monitoring;

import static io.jenkins.plugins.mergeability.reporting.ReportingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.health.HealthCheck;
import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.step.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jenkins.metrics.api.Metrics;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the plugins Prometheus and Metrics show of builds. */
@WithJenkins
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringITest {

    private static final Pattern OWN = Pattern.compile("(?:cicd|mergeability)_.*");

    /** Each label with all values that it may have. Prometheus adds {@code le}. */
    private static final Map<String, List<String>> LABELS = Map.of(
            "cicd_pipeline_result", List.of("success", "failure", "cancellation", "skip"),
            "cicd_pipeline_run_state", List.of("executing"),
            "cicd_system_component", List.of("agent"),
            "error_type", List.of("agent_lost"),
            "result",
                    List.of(
                            "passed",
                            "unstable",
                            "failed",
                            "proven",
                            "unaffected",
                            "skipped",
                            "not_run",
                            "interrupted"),
            "state", List.of("behind", "rolled_back", "waiting_for_person"),
            "verdict", List.of("success", "pending", "failure", "error"));

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        // The plugin registers its collectors a second after the start.
        await(() -> assertThat(Scrape.of(jenkins).text()).contains("mergeability_jobs_total"));
    }

    @BeforeEach
    void create() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"));
    }

    private static String jobs(String result) {
        return "mergeability_jobs_total{result=\"" + result + "\"}";
    }

    /** The first, because the totals begin with zero. */
    @Test
    @Order(1)
    void shouldCountBuildsAndJobs() throws Exception {
        repository
                .write("Jenkinsfile", "buildComponents()")
                .write("components.yaml", """
                        version: 1
                        components:
                          air:
                            jobs:
                              test: "sleep 1; ! grep -q broken a"
                              pack: {needs: [test], run: cat a}
                              release: {when: merge, run: "true"}
                          fire: {jobs: {test: cat f}}
                        """)
                .write("air/a", "1\n")
                .write("fire/f", "1\n");
        repository.commit("first");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        Scrape none = Scrape.of(jenkins);

        jenkins.buildAndAssertSuccess(job);
        Scrape passed = Scrape.of(jenkins);

        assertThat(passed.since(none, jobs("passed"))).isEqualTo(3);
        assertThat(passed.since(none, "mergeability_job_duration_seconds_count{result=\"passed\"}"))
                .isEqualTo(3);
        assertThat(passed.since(none, "mergeability_job_duration_seconds_sum{result=\"passed\"}"))
                .isBetween(1.0, 600.0);
        assertThat(passed.since(none, "mergeability_plan_duration_seconds_count"))
                .isEqualTo(1);
        assertThat(passed.since(none, "mergeability_plan_duration_seconds_sum")).isBetween(0.001, 600.0);
        assertThat(passed.since(none, "cicd_pipeline_run_duration_seconds_count{cicd_pipeline_result=\"success\"}"))
                .isEqualTo(1);
        assertThat(passed.since(none, "cicd_pipeline_run_duration_seconds_sum{cicd_pipeline_result=\"success\"}"))
                .isBetween(1.0, 600.0);
        assertThat(passed.value("mergeability_saved_seconds_total")).isZero();

        repository.write("air/a", "broken\n").commit("second");
        jenkins.buildAndAssertStatus(Result.FAILURE, job);
        Scrape failed = Scrape.of(jenkins);

        assertThat(failed.since(passed, jobs("failed"))).isEqualTo(1);
        assertThat(failed.since(passed, jobs("not_run"))).isEqualTo(1);
        assertThat(failed.since(passed, jobs("unaffected"))).isEqualTo(1);
        assertThat(failed.since(passed, jobs("passed"))).isZero();
        assertThat(failed.since(passed, "cicd_pipeline_run_duration_seconds_count{cicd_pipeline_result=\"failure\"}"))
                .isEqualTo(1);

        repository.write("air/a", "2\n").commit("third");
        jenkins.buildAndAssertSuccess(job);
        repository.write("air/a", "1\n").commit("fourth");
        Scrape fixed = Scrape.of(jenkins);
        jenkins.buildAndAssertSuccess(job);
        Scrape proven = Scrape.of(jenkins);

        assertThat(proven.since(fixed, jobs("proven"))).isEqualTo(2);
        assertThat(proven.since(fixed, jobs("passed"))).isZero();
        assertThat(fixed.value("mergeability_saved_seconds_total")).isZero();
        assertThat(proven.since(fixed, "mergeability_saved_seconds_total")).isBetween(1.0, 600.0);
        assertThat(proven.value("cicd_pipeline_run_active{cicd_pipeline_run_state=\"executing\"}"))
                .isZero();
        assertRegistered(proven);
    }

    /** The Metrics plugin has the same values, under names that the Prometheus plugin does not confuse with them. */
    private static void assertRegistered(Scrape scrape) {
        Map<String, Object> registered = new TreeMap<>();
        Metrics.metricRegistry().getGauges().forEach((name, gauge) -> {
            if (name.startsWith("jenkins.cicd.") || name.startsWith("jenkins.mergeability.")) {
                registered.put(name, ((Gauge<?>) gauge).getValue());
            }
        });
        assertThat(registered)
                .contains(
                        entry("jenkins.mergeability.jobs.passed", scrape.value(jobs("passed"))),
                        entry("jenkins.mergeability.jobs.proven", 2.0),
                        entry("jenkins.mergeability.job.duration.failed.count", 1.0),
                        entry("jenkins.mergeability.saved", scrape.value("mergeability_saved_seconds_total")),
                        entry("jenkins.mergeability.outbox.reports", 0.0),
                        entry("jenkins.mergeability.environments.waiting_for_person", 0.0),
                        entry("jenkins.mergeability.github.requests.remaining", null),
                        entry("jenkins.cicd.pipeline.run.active.executing", 0.0));
        assertThat(scrape.samples()).containsKey("jenkins_mergeability_jobs_proven");
    }

    @Test
    void shouldCountRunningAndInterruptedBuilds() throws Exception {
        repository
                .write("Jenkinsfile", "buildComponents()")
                .write(
                        "components.yaml",
                        "version: 1\ncomponents: {air: {root: ., jobs: {test: 'touch " + directory
                                + "/started; sleep 600', pack: {needs: [test], run: ls}}}}\n");
        repository.commit("first");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        Scrape before = Scrape.of(jenkins);
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        await(() -> assertThat(directory.resolve("started")).exists());

        assertThat(Scrape.of(jenkins).value("cicd_pipeline_run_active{cicd_pipeline_run_state=\"executing\"}"))
                .isEqualTo(1);

        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        await(() -> assertThat(Scrape.of(jenkins)
                        .since(
                                before,
                                "cicd_pipeline_run_duration_seconds_count{cicd_pipeline_result=\"cancellation\"}"))
                .isEqualTo(1));
        Scrape after = Scrape.of(jenkins);
        assertThat(after.value("cicd_pipeline_run_active{cicd_pipeline_run_state=\"executing\"}"))
                .isZero();
        assertThat(after.since(before, jobs("interrupted"))).isEqualTo(1);
        assertThat(after.since(before, jobs("not_run"))).isEqualTo(1);
        assertThat(after.since(before, "mergeability_job_duration_seconds_count{result=\"failed\"}"))
                .isZero();
    }

    /** Repositories and users must not be able to make new series. */
    @Test
    void shouldHaveAFixedNumberOfSeries() throws Exception {
        Scrape before = Scrape.of(jenkins);
        repository
                .write("Jenkinsfile", "buildComponents()")
                .write(
                        "components.yaml",
                        "version: 1\ncomponents: {air: {root: ., jobs: {a: 'true', b: 'true'}}, b: {root: ., jobs: {c: 'true'}}}\n");
        repository.commit("first");
        jenkins.buildAndAssertSuccess(Pipelines.plain(jenkins, repository));
        Scrape after = Scrape.of(jenkins);

        assertThat(own(after)).isEqualTo(own(before)).hasSizeLessThan(250);
        for (String sample : own(after)) {
            for (String label :
                    sample.replaceFirst("^[^{]*\\{?", "").replace("}", "").split(",")) {
                if (!label.isEmpty() && !label.startsWith("le=")) {
                    assertThat(LABELS).containsKey(label.replaceFirst("=.*", ""));
                    assertThat(LABELS.get(label.replaceFirst("=.*", "")))
                            .contains(label.replaceFirst(".*=", "").replace("\"", ""));
                }
            }
        }
    }

    private static List<String> own(Scrape scrape) {
        return scrape.samples().keySet().stream()
                .filter(name -> OWN.matcher(name).matches())
                .toList();
    }

    @Test
    void shouldBeUnhealthyWithoutReadableStorage() throws Exception {
        assertThat(health("mergeability-storage").isHealthy()).isTrue();
        assertThat(health("mergeability-reports").isHealthy()).isTrue();
        assertThat(health("mergeability-github-requests").isHealthy()).isTrue();
        Path outputs = Files.createDirectories(
                        jenkins.jenkins.getRootDir().toPath().resolve("mergeability"))
                .resolve("outputs");
        Path aside = outputs.resolveSibling("outputs.aside");
        boolean existed = Files.exists(outputs);
        if (existed) {
            Files.move(outputs, aside);
        }
        Files.writeString(outputs, "no directory");

        HealthCheck.Result result = health("mergeability-storage");

        Files.delete(outputs);
        if (existed) {
            Files.move(aside, outputs);
        }
        assertThat(result.isHealthy()).isFalse();
        assertThat(result.getMessage()).contains(outputs + " cannot be read");
    }

    private static HealthCheck.Result health(String name) {
        return Metrics.healthCheckRegistry().runHealthCheck(name);
    }
}
