package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What jobs find in the workspace of an agent, and what becomes of jobs that change tracked files. */
@WithJenkins
class WorkspaceITest {

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        rule.jenkins.setNumExecutors(1);
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void create() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents()").write("air/lock", "1\n");
    }

    private WorkflowJob project(String map) throws Exception {
        repository.write("components.yaml", map).commit("Map");
        return Pipelines.plain(jenkins, repository);
    }

    @Test
    void shouldFindNothingOfOtherJobsAndAttemptsButWhatIsKept() throws Exception {
        WorkflowJob project = project("""
                version: 1
                defaults: {outputs: []}
                components:
                  air:
                    jobs:
                      a: {keep: {paths: [deps/**], for: [lock]}, sequence: ["mkdir -p deps; date >>deps/x; touch left"]}
                      b: {needs: [a], run: "test ! -e left; test -e deps/x"}
                      c: {needs: [b], retry: 1, sequence: ["test ! -e half; touch half", "test -e ../../once || { touch ../../once; exit 1; }"]}
                      d: {needs: [c], parallel: {x: test ! -e half, y: "test ! -e half; touch left"}}
                      e: {needs: [d], timeout: 5m, run: test ! -e left}
                """);
        WorkflowRun first = jenkins.buildAndAssertSuccess(project);
        assertThat(Pipelines.job(first, "air", "c").flaky()).isTrue();

        repository.write("air/other", "").write("air/left", "").commit("Other");
        Path workspace = Path.of(jenkins.jenkins.getWorkspaceFor(project).getRemote());
        assertThat(Files.readAllLines(workspace.resolve("air/deps/x"))).hasSize(1);
        repository.git("rm", "-q", "air/left");
        repository.commit("Remove");
        jenkins.buildAndAssertSuccess(project);
        assertThat(Files.readAllLines(workspace.resolve("air/deps/x"))).hasSize(2);

        repository.write("air/lock", "2\n").commit("Lock");
        jenkins.buildAndAssertSuccess(project);
        assertThat(Files.readAllLines(workspace.resolve("air/deps/x"))).hasSize(1);
    }

    @Test
    void shouldNotProveAJobThatChangesTrackedFiles() throws Exception {
        WorkflowJob project = project("""
                version: 1
                components:
                  air:
                    jobs:
                      rewrites: {run: echo 2 >lock}
                      may: {changes: [lock], run: echo 3 >lock}
                      finds: {needs: [may], run: test "$(cat lock)" = 1}
                      several: {parallel: {x: 'true', y: echo 4 >lock}}
                      needs: {needs: [rewrites], run: 'true'}
                      breaks: {needs: [rewrites], allowFailure: true, run: exit 1}
                """);
        WorkflowRun first = jenkins.buildAndAssertSuccess(project);
        assertThat(Pipelines.job(first, "air", "rewrites").notes())
                .containsExactly(
                        "passed, but not proven: it changed air/lock, though tracked files are inputs: name what it may"
                                + " rewrite in `changes`");
        jenkins.assertLogContains("air/rewrites passed, but is not proven: it changed air/lock", first);
        assertThat(ProofWriter.unproven(Pipelines.record(first), JobKey.parse("air/needs")))
                .contains("it needs air/rewrites, which is not proven");
        assertThat(ProofWriter.store(Pipelines.record(first)).latest(JobKey.parse("air/breaks"), 5))
                .isEmpty();

        assertThat(Pipelines.states(jenkins.buildAndAssertSuccess(project)))
                .isEqualTo(Map.of(
                        "air/rewrites", JobStatus.PASSED,
                        "air/needs", JobStatus.PASSED,
                        "air/several", JobStatus.PASSED,
                        "air/breaks", JobStatus.FAILED,
                        "air/may", JobStatus.PROVEN,
                        "air/finds", JobStatus.PROVEN));
    }

    @Test
    void shouldMoveToAFreshWorkspaceWhereOneCannotBeCleanedAndFailThere() throws Exception {
        Path marks = Files.createDirectories(directory.resolve("marks"));
        WorkflowJob project = project("""
                version: 1
                defaults: {outputs: []}
                components:
                  air:
                    jobs:
                      a: {run: "touch stuck; chattr +i stuck; pwd -P >>%1$s/stuck"}
                      b: {needs: [a], run: "pwd -P >%1$s/b; test ! -e stuck"}
                      c: {needs: [b], run: "touch stuck; chattr +i stuck; pwd -P >>%1$s/stuck"}
                      d: {needs: [c], run: 'true'}
                """.formatted(marks));
        Path probe = Files.createFile(directory.resolve("probe"));
        assumeTrue(new ProcessBuilder("chattr", "+i", probe.toString()).start().waitFor() == 0, "chattr works here");
        new ProcessBuilder("chattr", "-i", probe.toString()).start().waitFor();
        try {
            WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, project);

            assertThat(Pipelines.states(run))
                    .isEqualTo(Map.of(
                            "air/a", JobStatus.PASSED,
                            "air/b", JobStatus.PASSED,
                            "air/c", JobStatus.PASSED,
                            "air/d", JobStatus.FAILED));
            assertThat(Files.readString(marks.resolve("b"))).contains("@fresh/air");
            assertThat(Pipelines.job(run, "air", "d").reason())
                    .startsWith("its workspace could not be cleaned: ")
                    .contains("air/stuck");
            jenkins.assertLogContains("; a fresh one takes its place", run);
        } finally {
            for (String path : Files.readAllLines(marks.resolve("stuck"))) {
                new ProcessBuilder("chattr", "-i", path + "/stuck").start().waitFor();
            }
        }
    }

    @Test
    void shouldRunAJobWithoutOutputsFirstInTheWorkspaceOfTheJobThatNeedsIt() throws Exception {
        Path marks = Files.createDirectories(directory.resolve("marks"));
        WorkflowJob project = project("""
                version: 1
                components:
                  air:
                    jobs:
                      compile:
                        inputs: {only: [lock]}
                        junit: none.xml
                        run: "echo >>%1$s/compile; test ! -e %1$s/broken; touch built"
                      other: {needs: [compile], inputs: {only: [lock]}, run: test -e built}
                      test: {needs: [other], run: test -e built}
                """.formatted(marks));
        jenkins.buildAndAssertSuccess(project);
        assertThat(Files.readAllLines(marks.resolve("compile"))).hasSize(1);

        repository.write("air/new", "").commit("New");
        WorkflowRun second = jenkins.buildAndAssertSuccess(project);
        assertThat(Pipelines.states(second))
                .isEqualTo(Map.of(
                        "air/compile",
                        JobStatus.UNAFFECTED,
                        "air/other",
                        JobStatus.PROVEN,
                        "air/test",
                        JobStatus.PASSED));
        assertThat(Files.readAllLines(marks.resolve("compile"))).hasSize(2);
        jenkins.assertLogContains("(air: test: first air/compile)", second);
        assertThat(Pipelines.job(second, "air", "compile").commands()).isEmpty();

        Files.createFile(marks.resolve("broken"));
        repository.write("air/newer", "").commit("Newer");
        WorkflowRun third = jenkins.buildAndAssertStatus(Result.FAILURE, project);
        assertThat(Pipelines.job(third, "air", "test").status()).isEqualTo(JobStatus.FAILED);
        assertThat(Pipelines.job(third, "air", "test").flaky()).isTrue();
        assertThat(Pipelines.job(third, "air", "test").reason())
                .startsWith("air/compile, which passed before, failed when it ran in the workspace of this job first");
    }

    private static final String IN_A_NODE = """
            node {
                checkout scm
                sh 'touch mine'
                buildComponents(%s)
                sh 'test -e mine'
            }
            """;

    @Test
    void shouldProveNothingWhereTheCallingWorkspaceHasOtherFiles() throws Exception {
        repository.write("Jenkinsfile", IN_A_NODE.formatted(""));
        WorkflowJob project = project("""
                version: 1
                defaults: {outputs: []}
                components:
                  air:
                    jobs:
                      a: touch left
                      b: {needs: [a], run: test -e left -a -e ../mine}
                      fails: {allowFailure: true, run: exit 1}
                """);
        WorkflowRun first = jenkins.buildAndAssertSuccess(project);
        jenkins.assertLogContains(
                "air/a passed, but is not proven: the workspace in which buildComponents was called has mine, which no"
                        + " `keep` covers: with `clean: true`, buildComponents may remove it",
                first);
        assertThat(Pipelines.job(first, "air", "b").notes())
                .containsExactly(
                        "passed, but not proven: the workspace in which buildComponents was called has"
                                + " air/left, mine, which no `keep` covers: with `clean: true`, buildComponents may remove them");
        assertThat(Pipelines.job(first, "air", "fails").notes())
                .anyMatch(note -> note.startsWith("failed, but not recorded as failing: the workspace in which"));
        assertThat(Pipelines.states(jenkins.buildAndAssertSuccess(project)))
                .containsAllEntriesOf(Map.of("air/a", JobStatus.PASSED, "air/b", JobStatus.PASSED));
    }

    @Test
    void shouldCleanTheCallingWorkspaceIfTheCallAllowsIt() throws Exception {
        repository.write("Jenkinsfile", IN_A_NODE.formatted("clean: true").replace("test -e mine", "ls air"));
        WorkflowJob project = project("""
                version: 1
                defaults: {outputs: []}
                components:
                  air:
                    jobs:
                      a: {changes: [lock], run: touch left; echo 2 >lock}
                      b: {needs: [a], changes: [lock], run: "test ! -e left; test ! -e ../mine; grep 1 lock; touch last"}
                """);
        WorkflowRun first = jenkins.buildAndAssertSuccess(project);
        assertThat(Pipelines.job(first, "air", "b").notes()).isEmpty();
        jenkins.assertLogContains("last", first);
        assertThat(Pipelines.states(jenkins.buildAndAssertSuccess(project)).values())
                .containsOnly(JobStatus.UNAFFECTED);
    }

    @Test
    void shouldCleanBetweenJobsInACallingWorkspaceThatWasClean() throws Exception {
        repository.write("Jenkinsfile", "node { checkout scm; buildComponents(); sh 'test -e air/last' }");
        WorkflowJob project = project("""
                version: 1
                defaults: {outputs: []}
                components:
                  air:
                    jobs:
                      a: touch left
                      b: {needs: [a], run: test ! -e left; touch last}
                """);
        jenkins.buildAndAssertSuccess(project);
        assertThat(Pipelines.states(jenkins.buildAndAssertSuccess(project)).values())
                .containsOnly(JobStatus.UNAFFECTED);
        repository.write("Jenkinsfile", "node { checkout scm; buildComponents(proofs: false, all: true) }");
        repository.commit("Again");
        WorkflowRun third = jenkins.buildAndAssertStatus(Result.FAILURE, project); // nothing is removed
        assertThat(Pipelines.states(third)).isEqualTo(Map.of("air/a", JobStatus.PASSED, "air/b", JobStatus.FAILED));
        jenkins.assertLogContains("was called has air/last, which no `keep` covers", third);
    }

    @Test
    void shouldRefuseASecondCallInTheSameWorkspaceWhileTheFirstRuns() throws Exception {
        Gate gate = new Gate(directory.resolve("gate"));
        repository.write("Jenkinsfile", """
                node {
                    checkout scm
                    parallel(
                        one: { buildComponents() },
                        two: {
                            sh '%s'
                            try {
                                buildComponents()
                            } catch (Exception error) {
                                echo "refused: ${error.message}"
                            }
                            sh '%s'
                        })
                    buildComponents(proofs: false, all: true)
                }
                """.formatted(
                        "while [ ! -f " + directory.resolve("gate/first.reached") + " ]; do sleep 0.1; done",
                        "touch " + directory.resolve("gate/first")));
        WorkflowJob project = project("version: 1\ncomponents: {air: {jobs: {test: '" + gate.wait("first") + "'}}}\n");
        WorkflowRun run = jenkins.buildAndAssertSuccess(project);
        jenkins.assertLogContains(
                "refused: another call of buildComponents runs in this workspace: call one after", run);
    }

    @Test
    void shouldHintAtANeedThatDoesNotSayWhatItLeaves() throws Exception {
        WorkflowJob project = project("""
                version: 1
                components:
                  lib:
                    jobs: {compile: {run: mkdir out; touch out/made}, check: {outputs: [], run: 'true'}}
                  air:
                    jobs:
                      prepared: 'true'
                      test: {needs: [lib/compile, lib/check, prepared], run: test -e ../lib/out/made}
                      passes: {needs: [lib/compile], run: 'true'}
                """);
        repository.write("lib/x", "").commit("Lib");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, project);

        assertThat(Pipelines.job(run, "air", "test").notes())
                .containsExactly("lib/compile declares no outputs (components.yaml:4)");
        assertThat(Pipelines.job(run, "air", "passes").notes()).isEmpty();
        jenkins.assertLogContains(
                "air/test did not pass. It finds nothing of a need that declares no outputs:"
                        + " lib/compile declares no outputs (components.yaml:4)",
                run);
    }
}
