package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class BuildComponentsITest {

    private JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents()");
    }

    @Test
    void shouldReplayOnTheSameOccasion(@TempDir Path directory) throws Exception {
        repository
                .write(
                        "components.yaml",
                        "version: 1\ncomponents:\n  air: {root: ., jobs: {day: 'true', night: {when: nightly, run: test -f "
                                + directory.resolve("fixed") + "}}}\n")
                .commit("map");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        WorkflowRun night = job.scheduleBuild2(0, new CauseAction(new TimerTrigger.TimerTriggerCause()))
                .get();
        assertThat(Pipelines.states(night))
                .isEqualTo(Map.of("air/day", JobStatus.PASSED, "air/night", JobStatus.FAILED));
        Files.createFile(directory.resolve("fixed"));

        for (int number = 1; number <= 2; number++) {
            ReplayAction replay = job.getBuildByNumber(number).getAction(ReplayAction.class);
            replay.run2(replay.getOriginalScript(), replay.getOriginalLoadedScripts(), true);
            jenkins.waitUntilNoActivity();
            assertThat(Pipelines.states(job.getBuildByNumber(number + 1)))
                    .isEqualTo(Map.of(
                            "air/day", number == 1 ? JobStatus.PROVEN : JobStatus.UNAFFECTED,
                            "air/night", number == 1 ? JobStatus.PASSED : JobStatus.UNAFFECTED));
        }
    }

    @Test
    void shouldBuildEverythingFirstAndThenOnlyWhatAChangeAffects() throws Exception {
        repository
                .write("components.yaml", """
                        version: 1
                        components:
                          air: {jobs: {compile: [cat a, "echo $MERGEABILITY_COMPONENT"], test: {needs: [compile], run: test -f a}}}
                          water: {dependsOn: [air], jobs: {test: cat w}}
                          fire: {jobs: {test: cat f}}
                        """)
                .write("air/a", "1")
                .write("water/w", "1")
                .write("fire/f", "1")
                .commit("first");
        WorkflowJob job = Pipelines.plain(jenkins, repository);

        WorkflowRun first = jenkins.buildAndAssertSuccess(job);

        assertThat(Pipelines.states(first).values()).containsOnly(JobStatus.PASSED);
        assertThat(Pipelines.job(first, "air", "compile").commands())
                .extracting(CommandRecord::name, CommandRecord::exitCode)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1", 0), org.assertj.core.groups.Tuple.tuple("2", 0));

        repository.write("air/a", "2").commit("second");
        WorkflowRun second = jenkins.buildAndAssertSuccess(job);

        assertThat(Pipelines.states(second))
                .isEqualTo(Map.of(
                        "air/compile", JobStatus.PASSED,
                        "air/test", JobStatus.PASSED,
                        "water/test", JobStatus.PASSED,
                        "fire/test", JobStatus.UNAFFECTED));

        assertThat(JenkinsRule.getLog(second))
                .containsOnlyOnce("======== Component plan: components.yaml ========")
                .containsPattern("(?s)======== Component plan.*2 of 3 components affected.*air +affected +air/a changed"
                        + ".*compile +run.*3 jobs to run");

        repository.write("air/a", "1").commit("back");
        WorkflowRun third = jenkins.buildAndAssertSuccess(job);

        assertThat(Pipelines.states(third))
                .isEqualTo(Map.of(
                        "air/compile", JobStatus.PROVEN,
                        "air/test", JobStatus.PROVEN,
                        "water/test", JobStatus.PROVEN,
                        "fire/test", JobStatus.UNAFFECTED));
    }

    @Test
    void shouldListAllFailures() throws Exception {
        repository
                .write("components.yaml", """
                        version: 1
                        components:
                          air: {jobs: {compile: [echo one, "echo two; exit 3", echo never], test: {needs: [compile], run: 'true'}}}
                          water: {jobs: {test: {parallel: {a: 'true', b: 'false', c: {run: 'false', allowFailure: true}}}}}
                          fire: {jobs: {test: cat f}}
                        """)
                .write("air/a", "1")
                .write("water/w", "1")
                .write("fire/f", "1")
                .commit("first");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Pipelines.plain(jenkins, repository));

        assertThat(Pipelines.states(run))
                .isEqualTo(Map.of(
                        "air/compile", JobStatus.FAILED,
                        "air/test", JobStatus.NOT_RUN,
                        "water/test", JobStatus.FAILED,
                        "fire/test", JobStatus.PASSED));
        jenkins.assertLogContains("3 jobs did not pass:", run);
        jenkins.assertLogContains("air/compile: exit code 3 of `echo two; exit 3`", run);
        jenkins.assertLogContains("air/test: not run: needs air/compile, which failed", run);
        jenkins.assertLogContains("water/test: exit code 1 of `false`", run);
        assertThat(Pipelines.job(run, "air", "compile").tails())
                .singleElement()
                .satisfies(tail -> assertThat(tail.lines()).containsExactly("two"));
    }
}
