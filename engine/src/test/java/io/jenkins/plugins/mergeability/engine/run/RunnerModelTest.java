package io.jenkins.plugins.mergeability.engine.run;

import static io.jenkins.plugins.mergeability.engine.run.TestPlan.command;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.options;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.parallel;
import static io.jenkins.plugins.mergeability.engine.run.TestPlan.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Runs of random plans end like those of a small recursive model, with the same commands. */
class RunnerModelTest {

    /** A block to be, with what decides its outcome. */
    sealed interface Tree {

        int retry();

        boolean allowFailure();

        record Leaf(int id, int code, int retry, boolean allowFailure) implements Tree {}

        record Steps(List<Tree> inside, int retry, boolean allowFailure) implements Tree {}

        record Branches(List<Tree> inside, int most, int retry, boolean allowFailure) implements Tree {}
    }

    /** A job to be; it may need the one before it. */
    record TestJob(Tree tree, int retry, boolean allowFailure, boolean needsPrevious) {}

    /** Returns whether a block passes and records which commands run, in a possible order. */
    private static boolean model(Tree tree, List<String> ran) {
        for (int attempt = 0; attempt <= tree.retry(); attempt++) {
            if (once(tree, ran)) {
                return true;
            }
        }
        return tree.allowFailure();
    }

    private static boolean once(Tree tree, List<String> ran) {
        if (tree instanceof Tree.Leaf leaf) {
            ran.add("" + leaf.id());
            return leaf.code() == 0;
        }
        if (tree instanceof Tree.Steps steps) {
            for (Tree step : steps.inside()) {
                if (!model(step, ran)) {
                    return false;
                }
            }
            return true;
        }
        boolean passed = true;
        for (Tree branch : ((Tree.Branches) tree).inside()) {
            passed &= model(branch, ran);
        }
        return passed;
    }

    private static JobOutcome model(TestJob job, List<String> ran) {
        for (int attempt = 0; attempt <= job.retry(); attempt++) {
            if (model(job.tree(), ran)) {
                return JobOutcome.PASSED;
            }
        }
        return JobOutcome.FAILED;
    }

    private static Block block(Tree tree) {
        TestPlan.Options options = options().retry(tree.retry());
        if (tree.allowFailure()) {
            options.allowFailure();
        }
        if (tree instanceof Tree.Leaf leaf) {
            return command("echo " + leaf.id() + " >> ran; exit " + leaf.code(), options);
        }
        if (tree instanceof Tree.Steps steps) {
            return sequence(
                    options, steps.inside().stream().map(RunnerModelTest::block).toArray());
        }
        Tree.Branches branches = (Tree.Branches) tree;
        return parallel(
                options.maxParallel(branches.most()),
                branches.inside().stream().map(RunnerModelTest::block).toArray());
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void shouldEndAsTheModelSays(@ForAll("jobs") List<TestJob> jobs) throws IOException {
        List<String> expectedRan = new ArrayList<>();
        List<JobOutcome> expected = new ArrayList<>();
        TestPlan plan = new TestPlan();
        boolean previousIsFine = true;
        for (int i = 0; i < jobs.size(); i++) {
            TestJob job = jobs.get(i);
            boolean needs = job.needsPrevious() && i > 0;
            JobOutcome outcome = needs && !previousIsFine ? JobOutcome.NOT_RUN : model(job, expectedRan);
            expected.add(outcome);
            previousIsFine = outcome == JobOutcome.PASSED || outcome == JobOutcome.FAILED && job.allowFailure();
            TestPlan.Options settings = options().retry(job.retry());
            if (job.allowFailure()) {
                settings.allowFailure();
            }
            String[] needed = needs ? new String[] {"c" + (i - 1) + "/test"} : new String[0];
            plan.job("c" + i + "/test", settings, block(job.tree()), needed);
        }

        Path directory = Files.createTempDirectory("model");
        Machine machine = new Machine(directory);
        RunResult result = machine.run(plan);

        assertThat(result.jobs()).extracting(JobResult::outcome).containsExactlyElementsOf(expected);
        assertThat(machine.read("ran").lines().toList()).containsExactlyInAnyOrderElementsOf(expectedRan);
        assertThat(result.jobs().stream()
                        .mapToInt(job -> job.execution().commands().size())
                        .sum())
                .isEqualTo(expectedRan.size());
        for (JobResult job : result.jobs()) {
            assertThat(job.execution().failures().isEmpty()).isEqualTo(job.outcome() != JobOutcome.FAILED);
        }
        remove(directory);
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Provide
    Arbitrary<List<TestJob>> jobs() {
        Arbitrary<Boolean> seldom =
                Arbitraries.frequency(net.jqwik.api.Tuple.of(4, false), net.jqwik.api.Tuple.of(1, true));
        Arbitrary<Integer> retry = Arbitraries.frequency(net.jqwik.api.Tuple.of(5, 0), net.jqwik.api.Tuple.of(1, 1));
        return Combinators.combine(terminator(3, retry, seldom), retry, seldom, Arbitraries.of(true, false))
                .as(TestJob::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static Arbitrary<Tree> terminator(int depth, Arbitrary<Integer> retry, Arbitrary<Boolean> seldom) {
        Arbitrary<Integer> codes = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(5, 0), net.jqwik.api.Tuple.of(1, 1), net.jqwik.api.Tuple.of(1, 77));
        Arbitrary<Tree> leaves = Combinators.combine(Arbitraries.integers().between(0, 999), codes, retry, seldom)
                .as(Tree.Leaf::new);
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<List<Tree>> inside = Arbitraries.lazy(() -> terminator(depth - 1, retry, seldom))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<Tree> steps = Combinators.combine(inside, retry, seldom).as(Tree.Steps::new);
        Arbitrary<Tree> branches = Combinators.combine(
                        inside, Arbitraries.integers().between(1, 3), retry, seldom)
                .as(Tree.Branches::new);
        return Arbitraries.oneOf(leaves, steps, branches);
    }
}
