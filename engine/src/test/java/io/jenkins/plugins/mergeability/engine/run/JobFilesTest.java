package io.jenkins.plugins.mergeability.engine.run;

import static io.jenkins.plugins.mergeability.engine.run.TestPlan.command;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.run.files.TestResults;
import io.jenkins.plugins.mergeability.engine.run.outputs.RunOutputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test reports and artifacts of jobs. */
class JobFilesTest {

    private static final String PASS = "<testsuite><testcase name=\"a\"/></testsuite>";
    private static final String FAIL = "<testsuite><testcase name=\"a\"><failure/></testcase></testsuite>";

    @TempDir
    private Path directory;

    private Machine machine;

    @BeforeEach
    void createMachine() throws IOException {
        machine = new Machine(directory);
        Files.createDirectories(machine.repository().resolve("air/reports"));
    }

    private Path file(String name) {
        return machine.repository().resolve(name);
    }

    private JobResult run(TestPlan.Options settings, String command) throws IOException {
        return machine.runOnly(new TestPlan().root("air", "air").job("air/test", settings, command(command)));
    }

    private static String write(String report, String file) {
        return "printf '%s' '" + report + "' >" + file;
    }

    @Test
    void shouldFailAJobByItsReports() throws IOException {
        JobResult result = run(
                options().junit("reports/*.xml", "/top.xml"),
                write(FAIL, "reports/a.xml") + ";" + write(PASS, "../top.xml") + ";" + write(FAIL, "other.xml"));

        assertThat(result.outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(result.reason()).isEqualTo("1 test failed");
        TestResults tests = result.execution().files().tests().orElseThrow();
        assertThat(tests.tests()).isEqualTo(2);
        assertThat(tests.failing())
                .singleElement()
                .satisfies(test -> assertThat(test.report()).isEqualTo("air/reports/a.xml"));
    }

    @Test
    void shouldReadOnlyReportsThatTheJobWrote() throws IOException {
        Files.writeString(file("air/reports/old.xml"), FAIL);
        Files.writeString(file("air/reports/touched.xml"), PASS);

        JobResult none = run(options().junit("reports/*.xml"), "true");
        JobResult some = run(options().junit("reports/*.xml"), write(PASS, "reports/new.xml"));

        assertThat(none.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(none.execution().files().tests()).isEmpty();
        assertThat(some.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(some.execution().files().tests().orElseThrow().tests()).isEqualTo(1);
    }

    @Test
    void shouldReadReportsWithATimeOfThePast() throws IOException {
        Files.writeString(file("air/archived.xml"), FAIL);
        Files.setLastModifiedTime(file("air/archived.xml"), FileTime.fromMillis(0));
        Files.writeString(file("air/reports/same.xml"), PASS.replace("\"a\"", "\"b\""));

        JobResult moved = run(options().junit("reports/*.xml"), "mv archived.xml reports/");
        JobResult rewritten = run(
                options().junit("reports/same.xml"),
                "cp -p reports/same.xml x; " + write(PASS, "reports/same.xml") + "; touch -r x reports/same.xml");

        assertThat(moved.outcome()).isEqualTo(JobOutcome.FAILED);
        assertThat(rewritten.execution().files().tests()).isPresent();
    }

    @Test
    void shouldCountReportsOfAJobThatFailed() throws IOException {
        JobResult result = run(options().junit("*.xml").artifacts("*.xml"), write(FAIL, "a.xml") + "; exit 3");

        assertThat(result.reason()).isEqualTo("test: exit code 3");
        assertThat(result.execution().files().tests().orElseThrow().failures()).isEqualTo(1);
        assertThat(result.execution().files().artifacts()).isEmpty();
    }

    @Test
    void shouldNotRunWhatNeedsAJobWithFailingTests() throws IOException {
        RunResult result = machine.run(new TestPlan()
                .job("air/test", options().junit("*.xml"), command(write(FAIL, "a.xml")))
                .job("air/release", "true", "air/test"));

        assertThat(Machine.job(result, "air/release").outcome()).isEqualTo(JobOutcome.NOT_RUN);
        assertThat(result.failed()).isTrue();
    }

    @Test
    void shouldCopyTheArtifactsThatTheJobWrote() throws IOException {
        Files.createDirectories(file("air/dist"));
        Files.writeString(file("air/dist/old.zip"), "old");

        JobResult result = run(
                options().artifacts("dist/**", "!dist/*.tmp", "/out.txt"),
                "mkdir -p dist/deep; echo a >dist/deep/a.zip; chmod 755 dist/deep/a.zip; ln -s deep/a.zip dist/link;"
                        + " ln -s nowhere dist/dangling; touch dist/x.tmp; echo o >../out.txt");

        assertThat(result.outcome()).isEqualTo(JobOutcome.PASSED);
        assertThat(result.execution().files().artifacts())
                .containsExactly("air/dist/deep/a.zip", "air/dist/link", "out.txt");
        Path copies = result.execution().files().copies().orElseThrow();
        assertThat(copies).startsWith(machine.runs()).endsWith(Path.of("air/test/artifacts"));
        assertThat(copies.resolve("air/dist/deep/a.zip")).hasContent("a\n").isExecutable();
        assertThat(copies.resolve("air/dist/link")).hasContent("a\n").isRegularFile();
        assertThat(copies.resolve("out.txt")).hasContent("o\n");
        assertThat(copies.resolve("air/dist/old.zip")).doesNotExist();
    }

    @Test
    void shouldFailAJobWithoutItsArtifacts() throws IOException {
        Files.writeString(file("air/old.zip"), "old");

        assertThat(run(options().artifacts("dist/**", "*.jar"), "true").reason())
                .isEqualTo("it wrote no file that its `artifacts` match (dist/**, *.jar)");
        assertThat(run(options().artifacts("*.zip"), "true"))
                .returns(JobOutcome.FAILED, JobResult::outcome)
                .returns(
                        "it wrote no file that its `artifacts` match (*.zip); what matches was there before, and is not"
                                + " taken for its own",
                        JobResult::reason);
    }

    @Test
    void shouldRecordFailingTestsButNotMissingArtifacts() throws IOException {
        RecordingProofStore proofs = new RecordingProofStore();
        TestPlan plan = new TestPlan()
                .job("air/tests", options().junit("*.xml"), command(write(FAIL, "a.xml")))
                .job("air/artifacts", options().artifacts("*.zip"), command("true"));
        machine.with(new ProofRecorder(proofs, TestPlan.plannedInputs(), RunOutputs.NONE, "cafe"));

        machine.run(plan);

        assertThat(proofs.texts()).containsExactly("air/tests failed");
    }

    @Test
    void shouldNotCallAJobPassedWhoseReportsWereNotRead() throws Exception {
        machine.withGrace(Duration.ofSeconds(5));
        TestPlan plan = new TestPlan()
                .job(
                        "air/test",
                        options().junit("*.xml"),
                        command("trap 'exit 0' TERM; touch started; sleep 20 & wait"));
        try (RunDirectory runs = RunDirectory.create(machine.runs())) {
            Runner runner = machine.runner(plan, runs);
            Thread interrupter = new Thread(() -> {
                Machine.await("the start", () -> Files.exists(file("started")));
                runner.interrupt();
            });
            interrupter.start();
            RunResult result = runner.run();
            interrupter.join();

            assertThat(result.jobs().get(0).outcome()).isEqualTo(JobOutcome.INTERRUPTED);
        }
    }

    @Test
    void shouldReadReportsOfSeveralJobsAtOnce() throws IOException {
        TestPlan plan = new TestPlan();
        for (int i = 0; i < 12; i++) {
            plan.job(
                    "c" + i + "/test",
                    options().junit("r" + i + ".xml"),
                    command(write(i % 2 == 0 ? PASS : FAIL, "r" + i + ".xml")));
        }

        RunResult result = machine.run(plan);

        assertThat(result.count(JobOutcome.PASSED)).isEqualTo(6);
        assertThat(result.count(JobOutcome.FAILED)).isEqualTo(6);
        assertThat(List.copyOf(result.jobs()))
                .allSatisfy(job -> assertThat(
                                job.execution().files().tests().orElseThrow().tests())
                        .isEqualTo(1));
    }
}
