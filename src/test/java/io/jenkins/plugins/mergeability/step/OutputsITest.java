package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Util;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.FoundOutputs;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.LeftOutputs;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Outputs of jobs on two agents and the controller. */
@WithJenkins
class OutputsITest {

    private static JenkinsRule jenkins;
    private static DumbSlave one;
    private static DumbSlave two;

    @TempDir
    private Path directory;

    private TestRepository repository;

    private Gate gate;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        one = rule.createOnlineSlave(Label.get("one"));
        two = rule.createOnlineSlave(Label.get("two"));
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void create() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents()");
        repository.write(".gitignore", "out/\n");
        repository.write("lib/source", "1\n").write("app/source", "1\n");
        gate = new Gate(directory.resolve("gate"));
    }

    /** A library that is compiled on one agent, and tested as a part of an application on the other. */
    private void mapOfAPair(String compile) throws Exception {
        repository.write("components.yaml", """
                        version: 1
                        components:
                          lib:
                            jobs:
                              compile:
                                agent: one
                                outputs: ["out/**"]
                                sequence: ["%s", "%s"]
                          app:
                            jobs:
                              test:
                                agent: two
                                needs: [lib/compile]
                                outputs: []
                                run: cmp ../lib/out/made ../lib/source && test -z "$(ls ../lib/out | grep -v made)"
                        """.formatted(gate.count("compile"), compile));
        repository.commit("map");
    }

    @Test
    void shouldRestoreWhatAnotherAgentMade() throws Exception {
        mapOfAPair("mkdir -p out && cp source out/made");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        WorkflowRun first = jenkins.buildAndAssertSuccess(job);

        LeftOutputs left = Pipelines.job(first, "lib", "compile").left().orElseThrow();
        assertThat(left.files()).isEqualTo(1);
        assertThat(left.bytes()).isEqualTo(2);
        assertThat(left.onController()).isTrue();
        assertThat(Pipelines.job(first, "app", "test").found())
                .containsExactly(new FoundOutputs("lib/compile", left.digest(), first.getExternalizableId()));

        // What another commit left in the workspace is not what the proven job made.
        repository.write("lib/source", "2\n").commit("library");
        jenkins.buildAndAssertSuccess(job);
        repository.write("lib/source", "1\n").write("app/source", "2\n").commit("back");
        WorkflowRun third = jenkins.buildAndAssertSuccess(job);

        assertThat(Pipelines.states(third))
                .isEqualTo(Map.of("lib/compile", JobStatus.PROVEN, "app/test", JobStatus.PASSED));
        assertThat(gate.counted()).hasSize(2);
        assertThat(Pipelines.job(third, "app", "test").found())
                .containsExactly(new FoundOutputs("lib/compile", left.digest(), first.getExternalizableId()));
        jenkins.assertLogContains("Outputs of lib/compile: 0 in place, 1 restored, 0 surplus removed", third);
    }

    /** A compiled file that another commit left beside an agent's checkout must not make a broken commit pass. */
    @Test
    void shouldFailABrokenCommitOnEveryAgent() throws Exception {
        repository.write("components.yaml", """
                version: 1
                components:
                  app:
                    jobs:
                      compile: {agent: pair, run: "mkdir -p out; test -e out/made || cp source out/made"}
                      test: {agent: pair, needs: [compile], run: "grep -q 1 out/made"}
                """).commit("map");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        List<DumbSlave> pair =
                List.of(jenkins.createOnlineSlave(Label.get("pair")), jenkins.createOnlineSlave(Label.get("pair")));
        try {
            for (DumbSlave good : pair) {
                only(pair, good);
                jenkins.buildAndAssertSuccess(job);
                repository.write("app/other", good.getNodeName()).commit("other");
            }
            repository.write("app/source", "broken\n").commit("broken");
            for (DumbSlave bad : List.of(pair.get(0), pair.get(1), pair.get(0))) {
                only(pair, bad);
                WorkflowRun run = job.getLastBuild().getNumber() == 2
                        ? jenkins.buildAndAssertStatus(Result.FAILURE, job)
                        : rerunFailed(job);
                assertThat(Pipelines.job(run, "app", "test").status()).isEqualTo(JobStatus.FAILED);
                assertThat(Pipelines.job(run, "app", "test").agent()).isEqualTo(bad.getNodeName());
            }
        } finally {
            for (DumbSlave agent : pair) {
                jenkins.jenkins.removeNode(agent);
            }
        }
    }

    private static void only(List<DumbSlave> agents, DumbSlave one) {
        agents.forEach(agent -> agent.toComputer().setTemporaryOfflineCause(agent == one ? null : new Away()));
    }

    /** Does what the button on the build's page does. */
    private WorkflowRun rerunFailed(WorkflowJob job) throws Exception {
        WorkflowRun failed = job.getLastBuild();
        JenkinsRule.WebClient client = jenkins.createWebClient();
        URL url = new URL(jenkins.getURL(), failed.getUrl() + "components/rerun");
        client.getPage(client.addCrumb(new WebRequest(url, HttpMethod.POST)));
        Gate.until(() -> job.getLastBuild() != failed);
        return jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(job.getLastBuild()));
    }

    private static final class Away extends OfflineCause {}

    @Test
    void shouldRunAgainWhatIsNoLongerKept() throws Exception {
        mapOfAPair("mkdir -p out && cp source out/made");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        jenkins.buildAndAssertSuccess(job);
        clearStores();
        repository.write("app/source", "2\n").commit("app");
        WorkflowRun second = jenkins.buildAndAssertSuccess(job);

        assertThat(Pipelines.states(second).values()).containsOnly(JobStatus.PASSED);
        jenkins.assertLogContains("passed before; its outputs are no longer kept", second);
    }

    @Test
    void shouldRunAgainWhatIsLostAfterPlanning() throws Exception {
        mapOfAPair("mkdir -p out && cp source out/made");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        jenkins.buildAndAssertSuccess(job);
        repository.write(
                "components.yaml",
                Files.readString(directory.resolve("repository/components.yaml"))
                                .replace("needs: [lib/compile]", "needs: [lib/compile, prepare]")
                        + "      prepare: {outputs: [], agent: two, run: '" + gate.wait("prepare") + "'}\n");
        repository.commit("prepare");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        gate.reached("prepare");
        assertThat(Pipelines.states(run)).containsEntry("lib/compile", JobStatus.PROVEN);
        clearStores();
        deleteWorkspaces();
        gate.open("prepare");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(Pipelines.states(run).values()).containsOnly(JobStatus.PASSED);
        assertThat(Pipelines.job(run, "lib", "compile").agent()).isEqualTo(one.getNodeName());
        assertThat(Pipelines.job(run, "lib", "compile").branch()).isEqualTo("app");
        assertThat(Pipelines.job(run, "app", "test").notes()).anyMatch(note -> note.contains("lib/compile"));
        assertThat(gate.counted()).hasSize(2);
    }

    @Test
    void shouldFailAJobThatLeavesNothing() throws Exception {
        mapOfAPair("true");
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Pipelines.plain(jenkins, repository));

        assertThat(Pipelines.job(run, "lib", "compile").reason()).isEqualTo("no file matches its outputs: lib/out/**");
        assertThat(Pipelines.states(run)).containsEntry("app/test", JobStatus.NOT_RUN);
    }

    @Test
    void shouldNotCaptureWhatAnEarlierRunLeft() throws Exception {
        mapOfAPair("mkdir -p out && cp source out/made-$(cat source)");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        WorkflowRun first = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        repository.write("lib/source", "2\n").commit("library");
        WorkflowRun second = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        for (WorkflowRun run : List.of(first, second)) {
            assertThat(Pipelines.job(run, "lib", "compile").left().orElseThrow().files())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldRestoreOnSharedAgents() throws Exception {
        StringBuilder map = new StringBuilder("version: 1\ncomponents:\n");
        for (int i = 0; i < 22; i++) {
            map.append("""
                      c%1$d:
                        root: .
                        jobs:
                          compile: {agent: one || two, outputs: ["out/%1$d/**"], run: 'mkdir -p out/%1$d && echo %1$d >out/%1$d/made'}
                          link:
                            agent: one || two
                            needs: [compile]
                            outputs: ["out/%1$d-linked"]
                            run: cp out/%1$d/made out/%1$d-linked
                          test:
                            agent: one || two
                            needs: [link, c%2$d/link]
                            outputs: []
                            run: grep -qx %1$d out/%1$d-linked && grep -qx %2$d out/%2$d-linked && grep -qx %2$d out/%2$d/made
                    """.formatted(i, (i + 1) % 22).indent(2));
        }
        repository.write("components.yaml", map.toString()).commit("map");
        WorkflowRun run = jenkins.buildAndAssertSuccess(Pipelines.plain(jenkins, repository));

        assertThat(Pipelines.states(run).values()).hasSize(66).containsOnly(JobStatus.PASSED);
        assertThat(Pipelines.record(run).jobs().stream().map(JobRecord::agent))
                .contains(one.getNodeName(), two.getNodeName());
        assertThat(Pipelines.job(run, "c3", "test").found())
                .extracting(FoundOutputs::job)
                .containsExactly("c3/compile", "c3/link", "c4/compile", "c4/link");
    }

    @Test
    void shouldRestoreTheOutputsOfTheSamePlatform() throws Exception {
        repository.write("components.yaml", """
                        version: 1
                        components:
                          app:
                            jobs:
                              compile: {platforms: [one, two], outputs: [out/**], artifacts: [out/made], run: 'mkdir -p out && echo $NODE_NAME >out/made'}
                              test: {needs: [compile], platforms: [one, two], outputs: [], run: 'grep -qx $NODE_NAME out/made'}
                              check: {needs: [{job: test, platform: two}], agent: one, isolate: true, outputs: [], run: 'grep -qx "%s" out/made'}
                        """.formatted(two.getNodeName())).commit("map");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        assertThat(run.getArtifacts())
                .extracting(artifact -> artifact.relativePath)
                .containsExactlyInAnyOrder("one/app/out/made", "two/app/out/made");
        assertThat(Pipelines.job(run, "app", "test", "one").status()).isEqualTo(JobStatus.PASSED);
        assertThat(Pipelines.job(run, "app", "test", "two").status()).isEqualTo(JobStatus.PASSED);
        assertThat(Pipelines.job(run, "app", "check").found())
                .extracting(FoundOutputs::job)
                .containsExactly("app/compile@two");
    }

    @Test
    void shouldFindTheOutputsOfAProvenJobOnTheAgentThatMadeThem() throws Exception {
        repository.write("components.yaml", """
                        version: 1
                        ignore: [Jenkinsfile]
                        components:
                          lib:
                            jobs:
                              compile: {agent: one, outputs: [out/**], run: 'mkdir -p out && cp source out/made; %s'}
                          app:
                            jobs:
                              test: {agent: two, needs: [lib/compile], outputs: [], run: cmp ../lib/out/made ../lib/source}
                        """.formatted(gate.count("compile")));
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        repository
                .write("Jenkinsfile", "buildComponents(jobs: ['lib/compile'])")
                .commit("only");
        WorkflowRun first = jenkins.buildAndAssertSuccess(job);
        assertThat(Pipelines.job(first, "lib", "compile").left().orElseThrow().onController())
                .isFalse();
        repository.write("Jenkinsfile", "buildComponents()").commit("all");
        WorkflowRun second = jenkins.buildAndAssertSuccess(job);

        assertThat(Pipelines.states(second))
                .isEqualTo(Map.of("lib/compile", JobStatus.PROVEN, "app/test", JobStatus.PASSED));
        assertThat(gate.counted()).hasSize(1);
    }

    @Test
    void shouldRemoveNothingOfOthersInTheCallingWorkspace() throws Exception {
        mapOfAPair("mkdir -p out && cp source out/made");
        repository.write(
                "components.yaml",
                Files.readString(directory.resolve("repository/components.yaml"))
                        .replace("agent: two", "agent: one"));
        repository.write("Jenkinsfile", """
                node('one') {
                    checkout scm
                    sh 'mkdir -p lib/out && echo mine >lib/out/other'
                    buildComponents()
                    sh 'cat "$WORKSPACE"@tmp/mergeability/aside/*/lib/out/other'
                }
                """);
        repository.commit("node");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        WorkflowRun first = jenkins.buildAndAssertSuccess(job);
        assertThat(Pipelines.states(first).values()).hasSize(2).containsOnly(JobStatus.PASSED);
        jenkins.assertLogContains("Moved a file out of the way, to ", first);
    }

    @Test
    void shouldRunAgainWhatIsLostBeforeARetry() throws Exception {
        String lose = "rm -rf ../lib/out "
                + stores().map(store -> "\"" + store + "\"").collect(Collectors.joining(" "));
        for (String body : List.of("run: %s", "parallel: {x: 'true', y: %s}")) {
            gate = new Gate(directory.resolve("gate" + body.length()));
            repository.write("components.yaml", """
                            version: 1
                            components:
                              lib:
                                jobs:
                                  compile: {agent: one, outputs: ["out/**"], sequence: ["%s", "mkdir -p out && cp source out/made"]}
                              app:
                                jobs:
                                  test:
                                    agent: two
                                    needs: [lib/compile]
                                    outputs: []
                                    retry: 1
                                    %s
                            """.formatted(
                    gate.count("compile"),
                    body.formatted("'cmp ../lib/out/made ../lib/source && { test -e " + directory.resolve("lost")
                            + " || { touch " + directory.resolve("lost") + "; " + lose + "; exit 1; }; }'")));
            repository.write("app/source", body).commit("map");
            WorkflowRun run = jenkins.buildAndAssertSuccess(Pipelines.plain(jenkins, repository));

            assertThat(Pipelines.states(run).values()).containsOnly(JobStatus.PASSED);
            assertThat(Pipelines.job(run, "app", "test").flaky()).isTrue();
            assertThat(Pipelines.job(run, "app", "test").notes()).anyMatch(note -> note.contains("which runs again"));
            assertThat(gate.counted()).as(body).hasSize(2);
            Files.delete(directory.resolve("lost"));
        }
    }

    @Test
    void shouldRunAgainWhatIsDamaged() throws Exception {
        mapOfAPair("mkdir -p out && cp source out/made");
        WorkflowJob job = Pipelines.plain(jenkins, repository);
        jenkins.buildAndAssertSuccess(job);
        for (Path store : stores().toList()) {
            try (Stream<Path> files = Files.walk(store)) {
                for (Path archive :
                        files.filter(file -> file.toString().endsWith(".tar")).toList()) {
                    Files.write(archive, new byte[] {1, 2, 3});
                }
            }
        }
        deleteWorkspaces();
        repository.write("app/source", "2\n").commit("app");
        WorkflowRun second = jenkins.buildAndAssertSuccess(job);

        assertThat(Pipelines.states(second).values()).containsOnly(JobStatus.PASSED);
        assertThat(gate.counted()).hasSize(2);
    }

    @Test
    void shouldPassWhereOutputsCannotBeStored() throws Exception {
        mapOfAPair("mkdir -p out && cp source out/made");
        repository.write(
                "components.yaml",
                Files.readString(directory.resolve("repository/components.yaml"))
                        .replace("agent: two", "agent: one"));
        repository.commit("same agent");
        Path controller = jenkins.jenkins.getRootDir().toPath().resolve("mergeability/outputs");
        Path agent = Path.of(one.getRemoteFS()).resolve("mergeability/outputs");
        for (Path blocked : List.of(controller, agent)) {
            clearStores();
            Files.createDirectories(blocked.getParent());
            Files.writeString(blocked, "no directory");
            try {
                repository.write("lib/source", blocked + "\n").commit("library");
                WorkflowRun run = jenkins.buildAndAssertSuccess(Pipelines.plain(jenkins, repository));

                assertThat(Pipelines.states(run).values()).containsOnly(JobStatus.PASSED);
                assertThat(Pipelines.job(run, "lib", "compile")
                                .left()
                                .orElseThrow()
                                .isKept())
                        .isEqualTo(!blocked.equals(agent));
            } finally {
                Files.delete(blocked);
            }
        }
    }

    /** The directories of outputs on the controller and on the agents. */
    private static Stream<Path> stores() {
        return Stream.of(jenkins.jenkins.getRootDir().toPath(), Path.of(one.getRemoteFS()), Path.of(two.getRemoteFS()))
                .map(root -> root.resolve("mergeability/outputs"));
    }

    private static void clearStores() throws IOException {
        for (Path store : stores().toList()) {
            Util.deleteRecursive(store.toFile());
        }
    }

    private static void deleteWorkspaces() throws IOException {
        for (Node node : List.of(one, two)) {
            Path workspaces = Path.of(node.getRootPath().getRemote()).resolve("workspace");
            try (Stream<Path> all = Files.list(workspaces)) {
                for (Path each : all.filter(
                                path -> !path.getFileName().toString().contains("@"))
                        .toList()) {
                    Util.deleteRecursive(each.resolve("lib/out").toFile());
                }
            }
        }
    }
}
