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
    private static final JobKey BESIDE_TEST = TestPlan.key("beside/test");

    /** Leaves the same files. */
    private static final JobKey LIB_AGAIN = TestPlan.key("again/make");

    @TempDir
    private Path directory;

    private Path tree;
    private RunOutputs outputs;
    private boolean isBroken;

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
                .root("again", "lib")
                .job("again/make", made(), TestPlan.command("make"))
                .job("beside/test", "make test", "lib/make")
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
        CheckedOutFiles nothing = new NothingTracked() {
            @Override
            public boolean tracked(String path) {
                if (isBroken) {
                    throw new IllegalStateException("broken");
                }
                return super.tracked(path);
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

    private Optional<String> unproven(JobKey job) {
        return Optional.ofNullable(outputs.doubts().get(job));
    }

    @Test
    void shouldProveNoneOfTwoJobsOfWhichOneHasChangedWhatBothFound() throws Exception {
        start(LIB_TEST);
        start(APP);
        CountDownLatch rounds = holdRounds();
        write("lib/out/bin", "bad");
        write("app/out/bin", "made of something");
        end(LIB_TEST, true);
        end(APP, true);
        end(TOOL_TEST, true);
        CompletableFuture<Preparation> next = prepare(APP_TEST);
        rounds.countDown();

        assertThat(next.get(10, TimeUnit.SECONDS)).isInstanceOf(Preparation.Ready.class);
        assertThat(tree.resolve("lib/out/bin")).hasContent("good");
        assertThat(unproven(LIB_TEST)).hasValueSatisfying(why -> assertThat(why).contains("lib/make", "app/make"));
        assertThat(unproven(APP)).hasValueSatisfying(why -> assertThat(why).contains("lib/make", "lib/test"));
        assertThat(unproven(TOOL_TEST)).as("found nothing of lib").isEmpty();
    }

    @Test
    void shouldProveNoJobWhoseNeedWasChangedByOneThatDoesNotNeedIt() throws Exception {
        start(LIB_TEST);
        start(DOCS);
        CountDownLatch rounds = holdRounds();
        write("lib/out/bin", "bad");
        end(DOCS, true);
        end(LIB_TEST, true);
        rounds.countDown();

        assertThat(unproven(DOCS)).isEmpty();
        assertThat(unproven(LIB_TEST)).hasValueSatisfying(why -> assertThat(why).contains("lib/make", "docs/make"));
    }

    @Test
    void shouldProveAJobThatEndedBeforeItsNeedWasChanged() throws Exception {
        start(LIB_TEST);
        end(LIB_TEST, true);
        start(DOCS);
        write("lib/out/bin", "bad");
        CountDownLatch rounds = holdRounds();
        end(DOCS, true);
        CompletableFuture<Preparation> app = prepare(APP);
        rounds.countDown();

        assertThat(unproven(DOCS)).isEmpty();
        assertThat(unproven(LIB_TEST)).isEmpty();
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
        end(LIB_TEST, true);
        assertThat(unproven(LIB_TEST)).isEmpty();
    }

    /** The change is gone before anybody asks for doubts, and the outputs are what they were. */
    @Test
    void shouldNotMissAChangeThatWasRestoredForAnotherJob() throws Exception {
        start(LIB_TEST);
        start(DOCS);
        write("lib/out/bin", "bad");
        end(LIB_TEST, true).get(10, TimeUnit.SECONDS);
        start(APP);
        assertThat(tree.resolve("lib/out/bin")).hasContent("good");

        assertThat(unproven(LIB_TEST)).isPresent();
    }

    @Test
    void shouldNotMissAChangeOfWhatIsRemovedForAnotherJob() throws Exception {
        start(BESIDE_TEST);
        start(DOCS);
        write("lib/out/bin", "bad");
        end(BESIDE_TEST, true).get(10, TimeUnit.SECONDS);
        start(LIB_AGAIN);
        assertThat(tree.resolve("lib/out/bin")).doesNotExist();

        assertThat(unproven(BESIDE_TEST)).isPresent();
    }

    @Test
    void shouldProveAJobThoughWhatItFoundWasRemovedForAnotherJobLater() throws Exception {
        start(BESIDE_TEST);
        start(DOCS);
        end(BESIDE_TEST, true).get(10, TimeUnit.SECONDS);
        start(LIB_AGAIN);
        assertThat(tree.resolve("lib/out/bin")).doesNotExist();

        assertThat(unproven(BESIDE_TEST)).isEmpty();
    }

    @Test
    void shouldVerifyTheRestAtTheEnd() throws Exception {
        start(LIB_TEST);
        start(DOCS);
        write("lib/out/bin", "bad");
        end(LIB_TEST, true);
        outputs.close();
        newRun();
        make(LIB, "lib/out/bin");
        start(DOCS);

        CompletableFuture<Preparation> test = prepare(LIB_TEST);
        end(DOCS, true).get(10, TimeUnit.SECONDS);
        assertThat(test.get(10, TimeUnit.SECONDS)).as("runs alone").isInstanceOf(Preparation.Ready.class);
    }

    /** Else the run would wait for ever. */
    @Test
    void shouldAnswerWhateverHappens() throws Exception {
        isBroken = true;

        assertThat(prepare(LIB).get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Preparation.NotReady.class,
                        not -> assertThat(not.reason())
                                .startsWith("internal error: ")
                                .contains("broken"));
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
        end(LIB_TEST, true);
        assertThat(unproven(LIB_TEST)).isEmpty();
        assertThat(tool.get(10, TimeUnit.SECONDS)).isInstanceOf(Preparation.Ready.class);
    }
}
