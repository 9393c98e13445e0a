package io.jenkins.plugins.mergeability.engine.run.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.OutputWorkspace;
import io.jenkins.plugins.mergeability.engine.outputs.store.MemoryOutputStore;
import io.jenkins.plugins.mergeability.engine.run.TestPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random jobs that run at the same time, of which some damage what others have found, at random moments. No job is proven
 * that may have found something damaged, whenever that is noticed, and none is doubted for nothing.
 */
class FoundOutputsModelTest {

    private static final int MAKERS = 4;
    private static final int READERS = 12;
    private static final JobKey BARRIER = TestPlan.key("barrier/make");

    @TempDir
    private Path directory;

    private int damaged;
    private int doubted;

    @Test
    void shouldDoubtEveryJobThatMayHaveFoundSomethingDamagedAndNoOther() throws Exception {
        for (int seed = 0; seed < 120; seed++) {
            try (Model model = new Model(seed)) {
                model.run();
            }
        }
        assertThat(damaged).as("jobs that have found something damaged").isGreaterThan(100);
        assertThat(doubted).as("jobs that are not proven").isGreaterThanOrEqualTo(damaged);
    }

    /** What is known of a job that has started. */
    private static final class Reader {
        private final Set<JobKey> needs = new TreeSet<>();
        private boolean wasBesideAnother;
        private boolean hasFoundDamage;
        private boolean mayBeDoubted;
        private boolean isVerified;
    }

    private final class Model implements AutoCloseable {

        private final Random random;
        private final String name;
        private final Path tree;
        private final RunOutputs outputs;
        private final Map<JobKey, Reader> readers = new LinkedHashMap<>();
        private final Map<JobKey, CompletableFuture<Preparation>> starting = new TreeMap<>();
        private final Set<JobKey> running = new TreeSet<>();
        private final Set<JobKey> passed = new HashSet<>();

        Model(int seed) throws IOException {
            random = new Random(seed);
            name = "seed " + seed;
            tree = Files.createDirectories(directory.resolve("tree" + seed)).toRealPath();
            TestPlan plan = new TestPlan().job(BARRIER.toString(), "true");
            for (int i = 0; i < MAKERS; i++) {
                plan.root("m" + i, "m" + i)
                        .job("m" + i + "/make", TestPlan.options().outputs("out/**"), TestPlan.command("make"));
            }
            for (int i = 0; i < READERS; i++) {
                Reader reader = new Reader();
                while (reader.needs.isEmpty() || random.nextInt(3) > 0) {
                    reader.needs.add(TestPlan.key("m" + random.nextInt(MAKERS) + "/make"));
                }
                String[] needs = reader.needs.stream().map(JobKey::toString).toArray(String[]::new);
                plan.job("r" + i + "/test", "true", needs);
                readers.put(TestPlan.key("r" + i + "/test"), reader);
            }
            OutputWorkspace workspace = new OutputWorkspace(
                    tree, directory.resolve("state" + seed), Optional.of(directory.resolve("aside" + seed)));
            outputs = new RunOutputs(
                    plan.plan(), workspace, new MemoryOutputStore(), new NothingTracked(), false, Optional.empty());
        }

        void run() throws Exception {
            for (int i = 0; i < MAKERS; i++) {
                JobKey maker = TestPlan.key("m" + i + "/make");
                prepare(maker).get(10, TimeUnit.SECONDS);
                Files.createDirectories(file(maker).getParent());
                Files.writeString(file(maker), "good");
                end(maker);
            }
            List<JobKey> waiting = new ArrayList<>(readers.keySet());
            while (!waiting.isEmpty() || !running.isEmpty() || !starting.isEmpty()) {
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        if (!waiting.isEmpty() && running.size() + starting.size() < 3) {
                            JobKey next = waiting.remove(0);
                            starting.put(next, prepare(next));
                        }
                    }
                    case 2 -> {
                        if (!running.isEmpty()) {
                            damage(TestPlan.key("m" + random.nextInt(MAKERS) + "/make"));
                        }
                    }
                    case 3 -> {
                        if (random.nextInt(3) == 0) {
                            outputs.doubts();
                            passed.forEach(job -> readers.get(job).isVerified = true);
                        }
                    }
                    default -> {
                        if (!running.isEmpty()) {
                            endOne();
                        }
                    }
                }
                settle();
            }
            check();
        }

        private void endOne() throws Exception {
            List<JobKey> all = new ArrayList<>(running);
            JobKey job = all.get(random.nextInt(all.size()));
            running.remove(job);
            passed.add(job);
            end(job);
        }

        private void damage(JobKey maker) throws IOException {
            Files.writeString(file(maker), "damaged by " + random.nextInt());
            readers.forEach((job, reader) -> {
                if (reader.needs.contains(maker)) {
                    reader.hasFoundDamage |= running.contains(job);
                    reader.mayBeDoubted |= running.contains(job) || passed.contains(job) && !reader.isVerified;
                }
            });
        }

        /** Until everything that was asked for is done, but for what has to wait for a running job. */
        private void settle() throws Exception {
            end(BARRIER);
            end(BARRIER); // in another round: in one, jobs start after others have ended
            starting.entrySet().removeIf(each -> {
                if (!each.getValue().isDone()) {
                    return false;
                }
                assertThat(each.getValue().join()).as(name).isInstanceOf(Preparation.Ready.class);
                started(each.getKey());
                return true;
            });
        }

        private void started(JobKey job) {
            readers.get(job)
                    .needs
                    .forEach(need -> assertThat(file(need))
                            .as("%s: %s finds it", name, job)
                            .hasContent("good"));
            for (JobKey other : running) {
                readers.get(other).wasBesideAnother = true;
                readers.get(job).wasBesideAnother = true;
            }
            running.add(job);
        }

        private void check() {
            Map<JobKey, String> doubts = outputs.doubts();
            readers.forEach((job, reader) -> {
                if (reader.hasFoundDamage && reader.wasBesideAnother) {
                    damaged++;
                    assertThat(doubts)
                            .as("%s: %s found %s", name, job, reader.needs)
                            .containsKey(job);
                }
                if (doubts.containsKey(job)) {
                    doubted++;
                    assertThat(reader.wasBesideAnother && reader.mayBeDoubted)
                            .as("%s: %s: %s", name, job, doubts.get(job))
                            .isTrue();
                }
            });
        }

        private CompletableFuture<Preparation> prepare(JobKey job) {
            CompletableFuture<Preparation> prepared = new CompletableFuture<>();
            outputs.prepare(job, prepared::complete);
            return prepared;
        }

        private void end(JobKey job) throws Exception {
            CompletableFuture<Leavings> ended = new CompletableFuture<>();
            outputs.ended(job, true, ended::complete);
            assertThat(ended.get(10, TimeUnit.SECONDS).failure()).as(name).isEmpty();
        }

        private Path file(JobKey maker) {
            return tree.resolve(maker.component() + "/out/bin");
        }

        @Override
        public void close() {
            outputs.close();
        }
    }
}
