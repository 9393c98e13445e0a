package io.jenkins.plugins.mergeability.engine.run.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.OutputWorkspace;
import io.jenkins.plugins.mergeability.engine.outputs.store.MemoryOutputStore;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.run.TestPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several jobs end, and others start, in one round. */
class RunOutputsRoundTest {

    private static final JobKey LIB = TestPlan.key("lib/make");
    private static final JobKey TOOL = TestPlan.key("tool/make");
    private static final JobKey APP = TestPlan.key("app/make");
    private static final JobKey LIB_TEST = TestPlan.key("lib/test");
    private static final JobKey APP_TEST = TestPlan.key("app/test");
    private static final JobKey TOOL_TEST = TestPlan.key("tool/test");
    private static final JobKey DOCS = TestPlan.key("docs/make");

    @TempDir
    private Path directory;

    private Path tree;
    private RunOutputs outputs;

    private static Plan plan() {
        return new TestPlan()
                .root("lib", "lib")
                .root("app", "app")
                .root("tool", "tool")
                .job("lib/make", made(), TestPlan.command("make"))
                .job("lib/test", "make test", "lib/make")
                .job("app/make", made(), TestPlan.command("make"), "lib/make")
                .job("app/test", "make test", "app/make")
                .job("tool/make", made(), TestPlan.command("make"))
                .job("tool/test", "make test", "tool/make")
                .job("docs/make", "make docs")
                .plan();
    }

    private static TestPlan.Options made() {
        return TestPlan.options().outputs("out/**");
    }

    @BeforeEach
    void makeLibraryAndTool() throws Exception {
        tree = Files.createDirectories(directory.resolve("tree")).toRealPath();
        newRun();
        make(LIB, "lib/out/bin");
        make(TOOL, "tool/out/bin");
    }

    private void newRun() {
        CheckedOutFiles nothing = new CheckedOutFiles() {
            @Override
            public boolean tracked(String path) {
                return false;
            }

            @Override
            public boolean trackedBelow(String directory) {
                return false;
            }

            @Override
            public Instant newest() {
                return Instant.EPOCH;
            }
        };
        OutputWorkspace workspace =
                new OutputWorkspace(tree, directory.resolve("state"), Optional.of(directory.resolve("aside")));
        outputs = new RunOutputs(plan(), workspace, new MemoryOutputStore(), nothing, false, Optional.empty());
    }

    private void make(JobKey job, String file) throws Exception {
        start(job);
        write(file, "good");
        assertThat(end(job, true).get(10, TimeUnit.SECONDS).outputs()).isPresent();
    }

    @AfterEach
    void close() {
        outputs.close();
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(tree.resolve(path).getParent());
        Files.writeString(tree.resolve(path), text);
    }

    private CompletableFuture<Preparation> prepare(JobKey job) {
        CompletableFuture<Preparation> prepared = new CompletableFuture<>();
        outputs.prepare(job, prepared::complete);
        return prepared;
    }

    private void start(JobKey job) throws Exception {
        assertThat(prepare(job).get(10, TimeUnit.SECONDS)).isInstanceOf(Preparation.Ready.class);
    }

    private CompletableFuture<Leavings> end(JobKey job, boolean passed) {
        CompletableFuture<Leavings> left = new CompletableFuture<>();
        outputs.ended(job, passed, left::complete);
        return left;
    }

    /** What is asked for meanwhile is all served in the round that follows. */
    private CountDownLatch holdRounds() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        outputs.prepare(TOOL_TEST, prepared -> {
            held.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
        return released;
    }

    private static Optional<String> unproven(CompletableFuture<Leavings> left) throws Exception {
        return left.get(10, TimeUnit.SECONDS).unproven();
    }

    @Test
    void shouldProveNoneOfTwoJobsOfWhichOneHasChangedWhatBothFound() throws Exception {
        start(LIB_TEST);
        start(APP);
        CountDownLatch rounds = holdRounds();
        write("lib/out/bin", "bad");
        write("app/out/bin", "made of something");
        CompletableFuture<Leavings> test = end(LIB_TEST, true);
        CompletableFuture<Leavings> app = end(APP, true);
        CompletableFuture<Leavings> tool = end(TOOL_TEST, true);
        CompletableFuture<Preparation> next = prepare(APP_TEST);
        rounds.countDown();

        assertThat(unproven(test)).hasValueSatisfying(why -> assertThat(why).contains("lib/make", "app/make"));
        assertThat(unproven(app)).hasValueSatisfying(why -> assertThat(why).contains("lib/make", "lib/test"));
        assertThat(unproven(tool)).as("found nothing of lib").isEmpty();
        assertThat(next.get(10, TimeUnit.SECONDS)).isInstanceOf(Preparation.Ready.class);
        assertThat(tree.resolve("lib/out/bin")).hasContent("good");
    }

    @Test
    void shouldProveNoJobWhoseNeedWasChangedByOneThatDoesNotNeedIt() throws Exception {
        start(LIB_TEST);
        start(DOCS);
        CountDownLatch rounds = holdRounds();
        write("lib/out/bin", "bad");
        CompletableFuture<Leavings> docs = end(DOCS, true);
        CompletableFuture<Leavings> test = end(LIB_TEST, true);
        rounds.countDown();

        assertThat(unproven(docs)).isEmpty();
        assertThat(unproven(test)).hasValueSatisfying(why -> assertThat(why).contains("lib/make", "docs/make"));
    }

    @Test
    void shouldProveAJobThatEndedBeforeItsNeedWasChanged() throws Exception {
        start(LIB_TEST);
        assertThat(unproven(end(LIB_TEST, true))).isEmpty();
        start(DOCS);
        write("lib/out/bin", "bad");
        CountDownLatch rounds = holdRounds();
        CompletableFuture<Leavings> docs = end(DOCS, true);
        CompletableFuture<Preparation> app = prepare(APP);
        rounds.countDown();

        assertThat(unproven(docs)).isEmpty();
        assertThat(app.get(10, TimeUnit.SECONDS)).isInstanceOf(Preparation.Ready.class);
        assertThat(tree.resolve("lib/out/bin")).hasContent("good");
    }

    @Test
    void shouldVerifyAgainWhatARestoreMayHaveChanged() throws Exception {
        start(APP);
        write("app/out/bin", "of lib");
        assertThat(end(APP, true).get(10, TimeUnit.SECONDS).outputs()).isPresent();
        write("app/out/bin", "bad");
        Files.delete(tree.resolve("lib/out/bin"));
        CountDownLatch rounds = holdRounds();
        CompletableFuture<Preparation> test = prepare(LIB_TEST);
        CompletableFuture<Preparation> app = prepare(APP_TEST);
        rounds.countDown();

        assertThat(test.get(10, TimeUnit.SECONDS)).isInstanceOf(Preparation.Ready.class);
        assertThat(app.get(10, TimeUnit.SECONDS)).isInstanceOf(Preparation.Ready.class);
        assertThat(tree.resolve("lib/out/bin")).hasContent("good");
        assertThat(tree.resolve("app/out/bin")).hasContent("of lib");
    }

    @Test
    void shouldProveAJobThatChangedItsNeedWhileItRanAlone() throws Exception {
        start(LIB_TEST);
        write("lib/out/bin", "rewritten by the test");
        assertThat(unproven(end(LIB_TEST, true))).isEmpty();
    }

    @Test
    void shouldRunAJobAloneWhoseNeedWasDisturbed() throws Exception {
        shouldProveNoJobWhoseNeedWasChangedByOneThatDoesNotNeedIt();
        outputs.close();
        newRun();
        make(LIB, "lib/out/bin");
        make(TOOL, "tool/out/bin");
        start(DOCS);
        CompletableFuture<Preparation> test = prepare(LIB_TEST);
        CompletableFuture<Preparation> tool = prepare(TOOL_TEST);

        assertThat(end(DOCS, true).get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(test.get(10, TimeUnit.SECONDS)).isInstanceOf(Preparation.Ready.class);
        assertThat(tool).as("waits for the one that runs alone").isNotDone();
        write("lib/out/bin", "rewritten by the test");
        assertThat(unproven(end(LIB_TEST, true))).isEmpty();
        assertThat(tool.get(10, TimeUnit.SECONDS)).isInstanceOf(Preparation.Ready.class);
    }
}
