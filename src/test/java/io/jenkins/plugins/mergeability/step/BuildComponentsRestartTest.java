package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Label;
import hudson.model.Result;
import hudson.model.Run;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.RecordListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.assertj.core.api.ThrowingConsumer;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.jvnet.hudson.test.recipes.WithTimeout;

class BuildComponentsRestartTest {

    /** A session starts Jenkins and runs a build, which takes minutes on a busy machine. */
    private static final int SESSION_SECONDS = 1200;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    private TestRepository repository;

    private Gate gate;

    @BeforeEach
    void create() throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents()");
        gate = new Gate(directory.resolve("gate"));
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldKeepItsStepsAfterARestart() throws Throwable {
        repository
                .write("Jenkinsfile", """
                        $build = [branches: ['none']]
                        $steps = [sh: { Map arguments -> 'forged' }]
                        sh = { Map arguments -> 'forged' }
                        buildComponents()
                        """)
                .write(
                        "components.yaml",
                        "version: 1\ncomponents: {air: {root: ., jobs: {a: '%s', b: {needs: [a], timeout: 1h, run: '%s'}}}}\n"
                                .formatted(gate.wait("a"), gate.count("b")))
                .commit("first");

        sessions.then(jenkins -> {
            Pipelines.plain(jenkins, "restarted", repository).scheduleBuild2(0);
            gate.reached("a");
        });
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins, "restarted", 1);
            gate.open("a");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(Pipelines.states(run)).isEqualTo(Map.of("air/a", JobStatus.PASSED, "air/b", JobStatus.PASSED));
            assertThat(gate.counted()).containsExactly("b");
        });
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldResumeAStepOfSeveralJobsAfterARestart() throws Throwable {
        repository
                .write("Jenkinsfile", "buildComponents(branchesUpTo: 1)")
                .write("components.yaml", """
                        version: 1
                        components:
                          air: {root: ., jobs: {test: "%s"}}
                          earth: {root: ., jobs: {test: "%s; %s"}}
                          fire: {root: ., jobs: {test: "%s"}}
                        """.formatted(
                                gate.count("air"), gate.count("earth"), gate.wait("earth"), gate.count("fire")))
                .commit("first");
        gate.open("earth");

        sessions.then(jenkins -> {
            jenkins.jenkins.setNumExecutors(1);
            WorkflowJob job = Pipelines.plain(jenkins, "together", repository);
            jenkins.buildAndAssertSuccess(job);
            Files.delete(gate.file("earth"));
            Files.delete(gate.file("earth.reached"));
            repository
                    .write("Jenkinsfile", "buildComponents(branchesUpTo: 1, all: true, proofs: false)")
                    .commit("all");
            job.scheduleBuild2(0);
            gate.reached("earth");
        });
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins, "together", 2);
            gate.open("earth");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(Pipelines.states(run).values()).hasSize(3).containsOnly(JobStatus.PASSED);
            assertThat(Pipelines.stages(run)).contains("air: test, earth: test, fire: test");
            assertThat(gate.counted()).containsExactly("air", "air", "earth", "earth", "fire", "fire");
        });
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldKnowAfterARestartHowLongNewJobsTake() throws Throwable {
        StringBuilder map = new StringBuilder("version: 1\ncomponents:\n");
        for (int i = 0; i < 9; i++) {
            String job = i == 3 ? "gate: \"" + gate.wait("gate") : "test: \"" + gate.count("c" + i);
            map.append("  c" + i + ": {root: ., jobs: {" + job + "\"}}\n");
        }
        repository
                .write("Jenkinsfile", "buildComponents(branchesUpTo: 1)")
                .write("components.yaml", map.toString())
                .commit("first");

        sessions.then(jenkins -> {
            jenkins.jenkins.setNumExecutors(1);
            Pipelines.plain(jenkins, "new", repository).scheduleBuild2(0);
            gate.reached("gate");
            assertThat(gate.counted()).containsExactly("c0", "c1", "c2");
        });
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins, "new", 1);
            gate.open("gate");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(Pipelines.stages(run))
                    .contains("c0: test", "c1: test", "c2: test", "c4: test, c5: test, c6: test and 2 more");
            assertThat(gate.counted()).containsExactly("c0", "c1", "c2", "c4", "c5", "c6", "c7", "c8");
        });
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldResumeEveryKindOfStepAfterARestart() throws Throwable {
        repository.write("components.yaml", """
                        version: 1
                        components:
                          air: {root: ., jobs: {test: ["%s", "%s", "%s"]}}
                          earth: {root: ., jobs: {test: {needs: [air/test], run: "%s"}}}
                          water: {root: ., jobs: {test: {parallel: {a: "%s", b: ["%s", "%s"], c: ["%s", "exit 3"]}}}}
                          fire: {root: ., jobs: {test: {retry: 1, sequence: ["%s", {timeout: 1h, run: "%s; exit 1"}]}}}
                          metal: {root: ., jobs: {test: {agent: later, run: "%s"}}}
                          wood: {root: ., jobs: {test: {credentials: {WHO: who}, sequence: ["%s", 'test "$WHO_USR" = bob']}}}
                        """.formatted(
                        gate.count("air 1"),
                        gate.wait("air"),
                        gate.count("air 3"),
                        gate.count("earth"),
                        gate.count("water a"),
                        gate.wait("water"),
                        gate.count("water b"),
                        gate.wait("rain"),
                        gate.count("fire"),
                        gate.wait("fire"),
                        gate.count("metal"),
                        gate.wait("wood")));
        repository.commit("first");

        sessions.then(jenkins -> {
            jenkins.jenkins.setNumExecutors(8);
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "who", null, "bob", "secret"));
            SystemCredentialsProvider.getInstance().save();
            WorkflowJob job = Pipelines.trusted(jenkins, repository);
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            gate.reached("air", "water", "rain", "fire", "wood");
            Gate.until(() -> jenkins.jenkins.getQueue().getItems().length == 1);
            assertThat(run.isBuilding()).isTrue();
        });
        sessions.then(jenkins -> {
            jenkins.createSlave(Label.get("later"));
            WorkflowRun run = run(jenkins, "trusted/job", 1);
            for (String name : List.of("air", "water", "rain", "fire", "wood")) {
                gate.open(name);
            }
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

            assertThat(Pipelines.states(run))
                    .isEqualTo(Map.of(
                            "air/test", JobStatus.PASSED,
                            "earth/test", JobStatus.PASSED,
                            "fire/test", JobStatus.FAILED,
                            "metal/test", JobStatus.PASSED,
                            "water/test", JobStatus.FAILED,
                            "wood/test", JobStatus.PASSED));
            List<String> once = List.of("air 1", "air 3", "earth", "fire", "fire", "metal", "water a", "water b");
            assertThat(gate.counted()).isEqualTo(once);
            for (JobRecord record : Pipelines.record(run).jobs()) {
                assertThat(record.notes()).as(record.key().toString()).isEmpty();
                assertThat(record.commands())
                        .allSatisfy(command -> assertThat(command.node()).isNotNull());
            }
            assertThat(Pipelines.job(run, "air", "test").commands())
                    .extracting(CommandRecord::position)
                    .containsExactly(1, 2, 3);
            assertThat(Pipelines.job(run, "fire", "test").commands())
                    .extracting(CommandRecord::position, CommandRecord::attempt)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(1, 1),
                            org.assertj.core.groups.Tuple.tuple(2, 1),
                            org.assertj.core.groups.Tuple.tuple(1, 2),
                            org.assertj.core.groups.Tuple.tuple(2, 2));
            assertThat(Pipelines.job(run, "water", "test").tails()).hasSize(1);
            assertThat(Pipelines.job(run, "fire", "test").tails()).hasSize(2);

            WorkflowRun second = jenkins.buildAndAssertStatus(Result.FAILURE, run.getParent());
            assertThat(Pipelines.states(second))
                    .containsEntry("air/test", JobStatus.PROVEN)
                    .containsEntry("earth/test", JobStatus.PROVEN)
                    .containsEntry("metal/test", JobStatus.PROVEN)
                    .containsEntry("wood/test", JobStatus.PROVEN)
                    .containsEntry("fire/test", JobStatus.FAILED);
        });
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldNotRepeatWhatEndedBeforeACrash() throws Throwable {
        repository.write("components.yaml", """
                        version: 1
                        components:
                          air:
                            root: .
                            jobs:
                              compile: ["%s", "%s"]
                              test: {needs: [compile], sequence: ["%s", "%s"]}
                        """.formatted(
                        gate.count("compile"), gate.wait("compile"), gate.wait("test"), gate.count("test")));
        repository.commit("first");
        Path saved = directory.resolve("saved");
        Path commands = directory.resolve("commands");

        sessions.then(jenkins -> {
            WorkflowJob job = Pipelines.plain(jenkins, "crashed", repository);
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            gate.reached("compile");
            Gate.until(() -> isSavedAt(run, "sh"));
            // Files that Jenkins is about to rename are left out.
            FileUtils.copyDirectory(
                    run.getRootDir(), saved.toFile(), file -> !file.getName().endsWith(".tmp"));
            Path control = jenkins.jenkins.getRootDir().toPath().resolve("workspace/crashed@tmp");
            FileUtils.copyDirectory(control.toFile(), commands.toFile());
            // A second name of the results, which the step deletes at its end.
            try (Stream<Path> steps = Files.list(commands)) {
                for (Path step : steps.toList()) {
                    Path results = jenkins.jenkins.getRootDir().toPath().resolve("results of " + step.getFileName());
                    Files.createLink(
                            results, control.resolve(step.getFileName()).resolve("output.txt"));
                }
            }
            gate.open("compile");
            gate.reached("test");
        });
        // After the crash, the journal is newer than the program of the pipeline.
        Path build = sessions.getHome().toPath().resolve("jobs/crashed/builds/1");
        FileUtils.deleteDirectory(saved.resolve("components").toFile());
        FileUtils.copyDirectory(
                build.resolve("components").toFile(),
                saved.resolve("components").toFile());
        FileUtils.deleteDirectory(build.toFile());
        FileUtils.moveDirectory(saved.toFile(), build.toFile());
        Path shells = sessions.getHome().toPath().resolve("workspace/crashed@tmp");
        try (Stream<Path> control = Files.list(commands)) {
            for (Path each : control.toList()) {
                FileUtils.copyDirectoryToDirectory(each.toFile(), shells.toFile());
                Files.copy(
                        sessions.getHome().toPath().resolve("results of " + each.getFileName()),
                        shells.resolve(each.getFileName()).resolve("output.txt"),
                        StandardCopyOption.REPLACE_EXISTING);
                Files.writeString(shells.resolve(each.getFileName()).resolve("jenkins-result.txt"), "0");
            }
        }

        sessions.then(jenkins -> {
            gate.open("test");
            WorkflowRun run = run(jenkins, "crashed", 1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(Pipelines.states(run).values()).containsOnly(JobStatus.PASSED);
            assertThat(gate.counted()).containsOnlyOnce("compile");
            assertThat(Pipelines.job(run, "air", "compile").commands()).hasSize(2);
            assertThat(Pipelines.job(run, "air", "test").notes()).isEmpty();
        });
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldResumeWithAPlanThatWasWrittenBeforeACrash() throws Throwable {
        crashWhilePlanning(home -> {});
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldPlanAgainIfACrashLeftAnIncompletePlan() throws Throwable {
        crashWhilePlanning(components -> Files.delete(components.resolve("1/facts.json")));
    }

    /** Stops the controller after a plan is written, before the step that wrote it has returned. */
    private void crashWhilePlanning(ThrowingConsumer<Path> damage) throws Throwable {
        repository.write("components.yaml", """
                version: 1
                components:
                  air: {root: ., jobs: {test: "%s"}}
                """.formatted(gate.wait("air")));
        repository.commit("first");
        Path saved = directory.resolve("saved");

        sessions.then(jenkins -> {
            Planned.reached = new CountDownLatch(1);
            Planned.free = new CountDownLatch(1);
            WorkflowRun run = Pipelines.plain(jenkins, "planned", repository)
                    .scheduleBuild2(0)
                    .waitForStart();
            Planned.reached.await();
            FileUtils.copyDirectory(
                    run.getRootDir(), saved.toFile(), file -> !file.getName().endsWith(".tmp"));
            Planned.free.countDown();
            // Jenkins resumes builds that run.
            gate.reached("air");
        });
        Planned.reached = null;
        damage.accept(saved.resolve("components"));
        Path build = sessions.getHome().toPath().resolve("jobs/planned/builds/1");
        FileUtils.deleteDirectory(build.toFile());
        FileUtils.moveDirectory(saved.toFile(), build.toFile());

        sessions.then(jenkins -> {
            gate.open("air");
            WorkflowRun run = run(jenkins, "planned", 1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(Pipelines.states(run)).isEqualTo(Map.of("air/test", JobStatus.PASSED));
            assertThat(BuildRecords.of(run).all()).hasSize(1);
            assertThat(Files.exists(BuildRecords.directory(run).resolve("2"))).isFalse();
        });
    }

    /** Stops a build after its plan is written. */
    @TestExtension
    public static final class Planned extends RecordListener {

        private static volatile CountDownLatch reached;
        private static volatile CountDownLatch free;

        @Override
        public void planned(Run<?, ?> run, BuildRecord record) {
            CountDownLatch now = reached;
            if (now != null) {
                now.countDown();
                try {
                    free.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @Test
    @WithTimeout(SESSION_SECONDS)
    void shouldKeepLimitsAndPlansAfterARestart() throws Throwable {
        repository.write("components.yaml", """
                        version: 1
                        components:
                          air: {root: ., jobs: {test: {limit: one, sequence: ["%s", "%s", "%s"]}}}
                        """.formatted(gate.count("begin"), gate.wait("air"), gate.count("end")));
        repository.commit("first");

        sessions.then(jenkins -> {
            jenkins.jenkins.setNumExecutors(4);
            Pipelines.plain(jenkins, "first", repository).scheduleBuild2(0).waitForStart();
            gate.reached("air");
            WorkflowRun second = Pipelines.plain(jenkins, "second", repository)
                    .scheduleBuild2(0)
                    .waitForStart();
            Gate.until(() -> BuildRecords.of(second).exist());
            Gate.until(() -> heads(second).contains("mergeabilityAwait"));
            // A third one waits for an agent to plan on.
            jenkins.jenkins.setNumExecutors(1);
            Pipelines.plain(jenkins, "third", repository).scheduleBuild2(0).waitForStart();
            Gate.until(() -> jenkins.jenkins.getQueue().getItems().length == 1);
        });
        sessions.then(jenkins -> {
            Gate.until(() -> StepInvocations.LIMITS.isOpen());
            gate.open("air");
            jenkins.jenkins.setNumExecutors(4);
            for (String name : List.of("first", "second", "third")) {
                WorkflowRun run = run(jenkins, name, 1);
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            }
            List<String> order = gate.inOrder();
            for (int i = 0; i < order.size(); i++) {
                assertThat(order.get(i)).isEqualTo(i % 2 == 0 ? "begin" : "end");
            }
            assertThat(Files.exists(
                            BuildRecords.directory(run(jenkins, "third", 1)).resolve("2")))
                    .isFalse();
        });
    }

    /** Whether a build is at a step, and has saved its program since the step started. */
    private static boolean isSavedAt(WorkflowRun run, String step) throws IOException {
        Path program = run.getRootDir().toPath().resolve("program.dat");
        if (!heads(run).contains(step) || !Files.exists(program)) {
            return false;
        }
        long saved = Files.getLastModifiedTime(program).toMillis();
        return run.getExecution().getCurrentHeads().stream().allMatch(head -> TimingAction.getStartTime(head) < saved);
    }

    /** The functions of the steps a build is at. */
    private static List<String> heads(WorkflowRun run) {
        return run.getExecution().getCurrentHeads().stream()
                .map(head ->
                        head instanceof StepNode step ? step.getDescriptor().getFunctionName() : "")
                .toList();
    }

    private static WorkflowRun run(JenkinsRule jenkins, String job, int number) {
        return jenkins.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(number);
    }
}
