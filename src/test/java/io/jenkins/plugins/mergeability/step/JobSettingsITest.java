package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.util.Secret;
import io.jenkins.plugins.mergeability.config.MergeabilityConfiguration;
import io.jenkins.plugins.mergeability.config.PlatformConfiguration;
import io.jenkins.plugins.mergeability.planning.TestRepository;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.TestCounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.docker.commons.tools.DockerTool;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The settings of jobs, from the map to the record. */
@WithJenkins
class JobSettingsITest {

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    private TestRepository repository;

    private Gate gate;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        rule.jenkins.setNumExecutors(8);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .addAll(List.of(
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString("s3cr3t")),
                        new UsernamePasswordCredentialsImpl(
                                CredentialsScope.GLOBAL, "login", null, "bob", "pa55word")));
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void create() throws Exception {
        repository = TestRepository.init(directory.resolve("repository"));
        repository.write("Jenkinsfile", "buildComponents()");
        gate = new Gate(directory.resolve("gate"));
    }

    @Test
    void shouldRunInAContainer() throws Exception {
        WorkflowRun run = buildWithDocker(Result.FAILURE, """
                version: 1
                components:
                  air:
                    root: .
                    jobs:
                      test: {container: "alpine:3", sequence: ['test "$IN" = alpine:3', 'test "$IN" = alpine:3']}
                      host: {run: test -z "$IN"}
                      fails: {container: "alpine:3", run: exit 3}
                """);

        assertThat(Pipelines.states(run))
                .isEqualTo(Map.of(
                        "air/test", JobStatus.PASSED, "air/host", JobStatus.PASSED, "air/fails", JobStatus.FAILED));
        assertThat(Pipelines.job(run, "air", "test").commands()).hasSize(2);
        List<String> calls = Files.readAllLines(directory.resolve("docker.log"));
        assertThat(calls).filteredOn(call -> call.startsWith("run ")).hasSize(2);
        assertThat(calls).filteredOn(call -> call.startsWith("stop ")).hasSize(2);
    }

    @Test
    void shouldRestoreTheOutputsOfAContainer() throws Exception {
        WorkflowRun run = buildWithDocker(Result.SUCCESS, """
                version: 1
                components:
                  air:
                    root: .
                    jobs:
                      compile: {container: "alpine:3", outputs: [out/**], run: 'mkdir -p out/deep; echo "$IN" >out/deep/made'}
                      host: {needs: [compile], outputs: [], run: 'test -z "$IN"; test "$(cat out/deep/made)" = alpine:3'}
                      inside: {container: "alpine:3", needs: [compile], outputs: [], run: test -e out/deep/made}
                """);

        assertThat(Pipelines.states(run).values()).hasSize(3).containsOnly(JobStatus.PASSED);
        assertThat(Pipelines.job(run, "air", "compile").left()).isPresent();
    }

    private WorkflowRun buildWithDocker(Result result, String map) throws Exception {
        Path docker = fakeDocker();
        jenkins.jenkins
                .getDescriptorByType(DockerTool.DescriptorImpl.class)
                .setInstallations(
                        new DockerTool("fake", directory.resolve("tool").toString(), List.of()));
        EnvironmentVariablesNodeProperty environment = new EnvironmentVariablesNodeProperty(
                new EnvironmentVariablesNodeProperty.Entry(
                        "PATH+DOCKER", docker.getParent().toString()),
                new EnvironmentVariablesNodeProperty.Entry("DOCKER_TOOL_NAME", "fake"));
        jenkins.jenkins.getGlobalNodeProperties().add(environment);
        try {
            return build(result, map);
        } finally {
            jenkins.jenkins.getGlobalNodeProperties().remove(environment);
        }
    }

    /** A fake docker that runs commands on this machine, with the image in the variable {@code IN}. */
    private Path fakeDocker() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("tool").resolve("bin"));
        Path docker = bin.resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                echo "$*" >>'%s'
                case "$1" in
                version | -v | --version) echo 'Docker version 27.0.0, build 0' ;;
                inspect) echo alpine:3 ;;
                run) echo c0ffee ;;
                top) printf 'PID COMMAND\\n1 cat\\n' ;;
                exec)
                  while [ "$1" != c0ffee ]; do shift; done
                  shift
                  IN=alpine:3 exec "$@"
                  ;;
                esac
                """.formatted(directory.resolve("docker.log")));
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
        return docker;
    }

    @Test
    void shouldRunPlatformsAndTheJobsThatNeedThem() throws Exception {
        PlatformConfiguration linux = new PlatformConfiguration("linux");
        linux.setLabel("built-in");
        linux.setShell("bash");
        PlatformConfiguration next = new PlatformConfiguration("next");
        next.setLabel("built-in");
        next.setInformational(true);
        MergeabilityConfiguration.get().setPlatforms(List.of(linux, next));
        String here = "printf '%s' \"$MERGEABILITY_PLATFORM:${BASH:+bash}\" >$MERGEABILITY_PLATFORM.txt";
        WorkflowRun run =
                build(Result.FAILURE, """
                version: 1
                components:
                  air:
                    root: .
                    jobs:
                      compile: {platforms: [linux, next], sequence: ["%s", "test $MERGEABILITY_PLATFORM = linux"], artifacts: ["*.txt"]}
                      test: {platforms: [linux], needs: [compile], run: 'true'}
                  water:
                    root: .
                    jobs: {test: {needs: [air/compile], run: 'true'}, docs: 'false', site: {needs: [docs], run: 'true'}}
                  fire: {root: ., jobs: {test: {needs: [water/site], run: 'true'}}}
                """.formatted(here.replace("\\", "\\\\").replace("\"", "\\\"")));

        assertThat(Pipelines.states(run))
                .isEqualTo(Map.of(
                        "air/compile@linux", JobStatus.PASSED,
                        "air/compile@next", JobStatus.FAILED,
                        "air/test@linux", JobStatus.PASSED,
                        "water/test", JobStatus.PASSED,
                        "water/docs", JobStatus.FAILED,
                        "water/site", JobStatus.NOT_RUN,
                        "fire/test", JobStatus.NOT_RUN));
        assertThat(Pipelines.job(run, "air", "compile", "next").allowed()).isTrue();
        assertThat(run.getArtifactManager().root().child("linux/linux.txt").open())
                .hasContent("linux:bash");
        jenkins.assertLogContains("3 jobs did not pass:", run);
        jenkins.assertLogContains("water/site: not run: needs water/docs, which failed", run);
        jenkins.assertLogContains("fire/test: not run: needs water/site, which was not run", run);
        jenkins.assertLogNotContains("air/compile on next: not run", run);
    }

    @Test
    void shouldRetryTimeOutAndAllowFailures() throws Exception {
        String second = "test -f %1$s && exit 0; touch %1$s; exit 1";
        Path other = directory.resolve("other"); // exists once the command beside the timeout runs
        WorkflowRun run = build(Result.FAILURE, """
                version: 1
                components:
                  job: {root: ., jobs: {slow: {timeout: 1s, sequence: [echo first, sleep 60]}}}
                  block: {root: ., jobs: {slow: [{sequence: [{sequence: [sleep 60], timeout: 1s}], allowFailure: true}, echo on]}}
                  command: {root: ., jobs: {slow: [echo first, {run: sleep 60, timeout: 1s, retry: 1}]}}
                  beside: {root: ., jobs: {slow: {timeout: 1s, parallel: {a: sleep 60, b: 'true'}}}}
                  spared: {root: ., jobs: {slow: {parallel: {a: {sequence: ["%s", {sequence: [sleep 60], timeout: 1s}], allowFailure: true}, b: ["%s", echo on]}}}}
                  flaky: {root: ., jobs: {job: {retry: 1, run: "%s"}, command: [{run: "%s", retry: 2}], block: [{retry: 1, sequence: [echo s, "%s"]}]}}
                  allowed: {root: ., jobs: {job: {allowFailure: true, run: 'false'}, command: [{run: 'false', allowFailure: true}, 'true'], after: {needs: [job], run: 'true'}}}
                """.formatted(
                        "while [ ! -f " + other + " ]; do sleep 0.1; done",
                        "test -f " + other + " || { touch " + other + "; sleep 60; }",
                        second.formatted(directory.resolve("1")),
                        second.formatted(directory.resolve("2")),
                        second.formatted(directory.resolve("3"))));

        assertThat(Pipelines.states(run))
                .isEqualTo(Map.ofEntries(
                        Map.entry("job/slow", JobStatus.FAILED),
                        Map.entry("block/slow", JobStatus.PASSED),
                        Map.entry("command/slow", JobStatus.FAILED),
                        Map.entry("beside/slow", JobStatus.FAILED),
                        Map.entry("spared/slow", JobStatus.PASSED),
                        Map.entry("flaky/job", JobStatus.PASSED),
                        Map.entry("flaky/command", JobStatus.PASSED),
                        Map.entry("flaky/block", JobStatus.PASSED),
                        Map.entry("allowed/job", JobStatus.FAILED),
                        Map.entry("allowed/command", JobStatus.PASSED),
                        Map.entry("allowed/after", JobStatus.PASSED)));
        assertThat(Pipelines.record(run).jobs())
                .filteredOn(JobRecord::flaky)
                .extracting(job -> job.key().toString())
                .containsExactly("flaky/block", "flaky/command", "flaky/job");
        assertThat(Pipelines.job(run, "flaky", "block").commands())
                .extracting(CommandRecord::name, CommandRecord::attempt, CommandRecord::exitCode)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("sequence/1", 1, 0),
                        org.assertj.core.groups.Tuple.tuple("sequence/2", 1, 1),
                        org.assertj.core.groups.Tuple.tuple("sequence/1", 2, 0),
                        org.assertj.core.groups.Tuple.tuple("sequence/2", 2, 0));
        jenkins.assertLogContains("3 jobs did not pass:", run);
        for (String job : List.of("job", "command", "beside")) {
            assertThat(Pipelines.job(run, job, "slow").reason()).isEqualTo("timed out after 1.0 s");
        }
        jenkins.assertLogContains("job/slow: timed out after 1.0 s", run);
        assertThat(Pipelines.job(run, "spared", "slow").commands())
                .extracting(CommandRecord::name)
                .containsExactly("a/1", "b/1", "b/2");
        jenkins.assertLogContains("stopped together with another part of the job; it runs again", run);
    }

    @Test
    void shouldRunCommandsWithTheSettingsOfTheMap() throws Exception {
        repository.write("air/deep/x", "").write("air/TEST-a.xml", report("good", false));
        repository.write("water/TEST-w.xml", report("bad", true));
        WorkflowRun run = build(Result.UNSTABLE, """
                version: 1
                defaults: {timeout: 10m}
                components:
                  air:
                    jobs:
                      env: {env: {A: "it's \\"1\\"", B: outer}, sequence: ['test "$A" = "it''s \\"1\\""', {run: 'test "$B" = inner', env: {B: inner}}, 'test "$B" = outer']}
                      dir: {dir: deep, sequence: [test -f x, {run: test -d deep, dir: .}, 'test "$PWD" = "$MERGEABILITY_ROOT/air/deep"']}
                      bash: {shell: bash, sequence: ['test -n "$BASH_VERSION"', {shell: sh, run: 'true'}]}
                      isolated: {isolate: true, run: "test ! -f left && touch left", artifacts: [left]}
                      report: {junit: "TEST-*.xml", run: touch TEST-a.xml}
                  water: {jobs: {report: {junit: ["**/TEST-*.xml"], run: touch TEST-w.xml}, after: {needs: [report], run: 'true'}}}
                  fire: {root: ., jobs: {release: {when: merge, run: 'true'}, night: {when: nightly, run: 'true'}, quote: "echo '$HOME' \\"`echo x`\\""}}
                """);

        assertThat(Pipelines.states(run))
                .isEqualTo(Map.ofEntries(
                        Map.entry("air/env", JobStatus.PASSED),
                        Map.entry("air/dir", JobStatus.PASSED),
                        Map.entry("air/bash", JobStatus.PASSED),
                        Map.entry("air/isolated", JobStatus.PASSED),
                        Map.entry("air/report", JobStatus.PASSED),
                        Map.entry("water/report", JobStatus.UNSTABLE),
                        Map.entry("water/after", JobStatus.NOT_RUN),
                        Map.entry("fire/release", JobStatus.SKIPPED),
                        Map.entry("fire/night", JobStatus.SKIPPED),
                        Map.entry("fire/quote", JobStatus.PASSED)));
        assertThat(Pipelines.job(run, "air", "report").tests()).contains(new TestCounts(1, 0, 0));
        assertThat(Pipelines.job(run, "water", "report").tests()).contains(new TestCounts(1, 1, 0));
        jenkins.assertLogContains("water/after: not run: needs water/report, which has failing tests", run);
        assertThat(Pipelines.job(run, "water", "report").reason()).isEqualTo("1 test failed");
        assertThat(run.getArtifactManager().root().child("air/left").isFile()).isTrue();
    }

    @Test
    void shouldFindReportsAndArtifactsByGlobs() throws Exception {
        repository
                .write("air/unit/TEST-u.xml", report("unit", true))
                .write("air/slow/TEST-s.xml", report("slow", true))
                .write("water/TEST-1.xml", report("one", true))
                .write("water/TEST-2.xml", report("two", true))
                .write("odd/[name].xml", report("odd", true));
        WorkflowRun run = build(Result.UNSTABLE, """
                version: 1
                components:
                  air:
                    jobs:
                      report: {junit: ["{unit,it}/TEST-*.xml"], run: touch unit/TEST-u.xml slow/TEST-s.xml}
                      keep:
                        run: mkdir -p dist/deep && cd dist && touch a.zip b.tgz c.txt secret.zip .hidden deep/.gitignore 'x y,z.zip'
                        artifacts: ["dist/*.{zip,tgz}", "!**/secret.*", "/air/dist/[.]hidden", "**/.gitignore"]
                      all: {run: touch odd.bin, artifacts: ["*.bin"]}
                  water: {jobs: {report: {junit: "TEST-[1a-c].xml", run: touch TEST-1.xml TEST-2.xml}}}
                  odd: {jobs: {report: {junit: '\\[name\\].xml', run: 'touch "[name].xml"'}}}
                """);

        for (String component : List.of("air", "water", "odd")) {
            assertThat(Pipelines.job(run, component, "report").tests()).contains(new TestCounts(1, 1, 0));
        }
        assertThat(run.getArtifactManager().root().list("**", null, false))
                .containsExactlyInAnyOrder(
                        "air/dist/a.zip",
                        "air/dist/b.tgz",
                        "air/dist/x y,z.zip",
                        "air/dist/.hidden",
                        "air/dist/deep/.gitignore",
                        "air/odd.bin");
    }

    @Test
    void shouldBindCredentialsForTheJobThatNamesThem() throws Exception {
        String both = "test \"$LOGIN\" = bob:pa55word && test \"$LOGIN_USR/$LOGIN_PSW\" = bob/pa55word";
        repository.write("components.yaml", """
                version: 1
                components:
                  air:
                    root: .
                    jobs:
                      with: {credentials: {TOKEN: token, LOGIN: login}, sequence: ['%s', 'echo "<$TOKEN>"; test "${#TOKEN}" = 6']}
                      without: 'test -z "$TOKEN$LOGIN"'
                      unknown: {credentials: {TOKEN: nobody}, run: 'true'}
                """.formatted(both)).commit("map");
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Pipelines.trusted(jenkins, repository));

        assertThat(Pipelines.states(run))
                .isEqualTo(Map.of(
                        "air/with",
                        JobStatus.PASSED,
                        "air/without",
                        JobStatus.PASSED,
                        "air/unknown",
                        JobStatus.FAILED));
        jenkins.assertLogContains("<****>", run);
        jenkins.assertLogNotContains("s3cr3t", run);
        jenkins.assertLogContains(
                "air/unknown: the credential `nobody` for the variable TOKEN does not exist: add it in Jenkins", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void shouldRefuseCredentialsToAJobThatMayBuildAnyCode() throws Exception {
        WorkflowRun run = build(
                Result.FAILURE,
                "version: 1\ncomponents: {air: {root: ., jobs: {with: {credentials: {TOKEN: token}, run: 'true'}}}}\n");

        assertThat(Pipelines.job(run, "air", "with").reason())
                .isEqualTo("its credentials are not available to a job outside of multibranch projects, which can build"
                        + " any code: use a multibranch project, or let the folder of the job trust such jobs");
    }

    private WorkflowRun build(Result result, String map) throws Exception {
        repository.write("components.yaml", map).commit("map");
        return jenkins.buildAndAssertStatus(result, Pipelines.plain(jenkins, repository));
    }

    private static String report(String name, boolean failed) {
        return "<testsuite name='" + name + "'><testcase classname='" + name + "' name='test' time='1'>"
                + (failed ? "<failure message='no'/>" : "") + "</testcase></testsuite>";
    }
}
