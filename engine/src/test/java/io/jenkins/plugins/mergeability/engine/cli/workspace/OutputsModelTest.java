package io.jenkins.plugins.mergeability.engine.cli.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.lockfiles.LockedInputs;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.outputs.OutputWorkspace;
import io.jenkins.plugins.mergeability.engine.outputs.StoredOutput;
import io.jenkins.plugins.mergeability.engine.outputs.store.MemoryOutputStore;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.MapFiles;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlanRequest;
import io.jenkins.plugins.mergeability.engine.plan.PlanScope;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.plan.Planner;
import io.jenkins.plugins.mergeability.engine.plan.RunEnvironment;
import io.jenkins.plugins.mergeability.engine.plan.SnapshotDigests;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.JobOutputs;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import io.jenkins.plugins.mergeability.engine.run.outputs.Leavings;
import io.jenkins.plugins.mergeability.engine.run.outputs.Preparation;
import io.jenkins.plugins.mergeability.engine.run.outputs.RunOutputs;
import io.jenkins.plugins.mergeability.engine.run.tree.TreeJournal;
import io.jenkins.plugins.mergeability.engine.run.tree.TreeProofStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares runs with builds of the same state from nothing: random maps, edits, branches, working trees of one repository,
 * clean checkouts as on agents, variables and environments, damage in a tree, evictions and incremental jobs. Commands are functions of the sources and of the files that
 * needed jobs have left, so the outcome of each is known without a tree. {@code -Doutputs.model.steps} sets the number
 * of steps.
 */
class OutputsModelTest {

    private static final int STEPS = Integer.getInteger("outputs.model.steps", 1500);
    private static final int STEPS_OF_A_WORLD = 50;
    private static final int COMPONENTS = 4;

    @TempDir
    Path directory;

    private int runs;
    private int executions;
    private int proven;

    @Test
    void shouldAgreeWithBuildsFromNothing() throws Exception {
        for (int world = 0; world * STEPS_OF_A_WORLD < STEPS; world++) {
            new World(world).play();
        }
        System.out.printf(
                "%d steps, %d runs, %d executions, %d proven%n",
                (STEPS + STEPS_OF_A_WORLD - 1) / STEPS_OF_A_WORLD * STEPS_OF_A_WORLD, runs, executions, proven);
        assertThat(proven).isPositive();
        assertThat(executions).isPositive();
    }

    /** A repository with its branches, its working tree and all that is remembered of it. */
    private final class World {

        private final long seed;
        private final Random random;
        private final List<Place> places = new ArrayList<>();
        private final List<Map<String, String>> branches = new ArrayList<>();
        private final MemoryOutputStore store = new MemoryOutputStore();
        private final ProofStore shared = new MemoryProofStore();
        private ComponentMap map;
        private String mode = "fast";
        private String environment = "";
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");
        private String step = "";

        World(long seed) throws Exception {
            this.seed = seed;
            this.random = new Random(seed);
            for (int i = 0; i < 3; i++) {
                Map<String, String> sources = new TreeMap<>();
                for (int component = 0; component < COMPONENTS; component++) {
                    sources.put("c" + component + "/src", Integer.toString(random.nextInt(4)));
                }
                branches.add(sources);
            }
            for (int i = 0; i < 2; i++) {
                ModelTree tree = new ModelTree(directory.resolve("tree" + seed + "-" + i));
                tree.checkOut(branches.get(i));
                places.add(new Place(tree, directory.resolve("state" + seed + "-" + i), new MemoryProofStore()));
            }
            newMap();
        }

        /** A working tree, and what is remembered of it only. */
        private record Place(ModelTree tree, Path state, ProofStore own) {}

        void play() throws Exception {
            for (int i = 0; i < STEPS_OF_A_WORLD; i++) {
                step = "world " + seed + ", step " + i;
                step(random.nextInt(24));
            }
            for (Place place : places) {
                place.tree().remove();
            }
        }

        private void step(int kind) throws Exception {
            String component = "c" + random.nextInt(COMPONENTS);
            Place place = places.get(random.nextInt(places.size()));
            ModelTree tree = place.tree();
            switch (kind) {
                case 0, 1, 2 -> tree.checkOut(Map.of(component + "/src", Integer.toString(random.nextInt(4))));
                case 3, 4 -> tree.checkOut(branches.get(random.nextInt(branches.size())));
                case 5 -> newMap();
                case 6, 7 -> tamper(tree, component);
                case 8 -> evict();
                case 9, 10 -> runClean(tree);
                case 11, 12 -> mode = random.nextBoolean() ? "fast" : "slow";
                case 13 -> environment = random.nextBoolean() ? "" : "of a pipeline";
                default -> run(tree, place.state(), new TreeProofStore(shared, place.own(), this::isIncremental), true);
            }
        }

        /** A person changes files that are outputs. What a job leaves without declaring it can only be believed. */
        private void tamper(ModelTree tree, String component) throws Exception {
            if (!declares(component) || isIncremental(key(component, "make"))) {
                return;
            }
            switch (random.nextInt(3)) {
                case 0 -> tree.delete(component + "/out/f");
                case 1 -> tree.write(component + "/out/f", "tampered");
                default -> tree.write(component + "/out/extra", "extra");
            }
        }

        private void evict() throws Exception {
            for (StoredOutput stored : store.list()) {
                if (random.nextInt(2) == 0) {
                    store.remove(stored.digest());
                    if (random.nextInt(3) == 0) {
                        store.put(
                                stored.digest(), out -> new ByteArrayInputStream(new byte[] {1, 2, 3}).transferTo(out));
                    }
                }
            }
        }

        private void runClean(ModelTree tree) throws Exception {
            Path place = directory.resolve("clean" + seed);
            ModelTree clean = new ModelTree(place.resolve("tree"));
            Map<String, String> sources = new TreeMap<>();
            for (int component = 0; component < COMPONENTS; component++) {
                sources.put("c" + component + "/src", tree.source("c" + component + "/src"));
            }
            clean.checkOut(sources);
            run(clean, place.resolve("state"), shared, false);
            clean.remove();
            new ModelTree(place).remove();
        }

        private void newMap() throws Exception {
            StringBuilder yaml = new StringBuilder("components:\n");
            for (int i = 0; i < COMPONENTS; i++) {
                List<String> needs = new ArrayList<>();
                List<String> depends = new ArrayList<>();
                for (int j = 0; j < i; j++) {
                    if (random.nextInt(2) == 0) {
                        needs.add("c" + j + "/make");
                        depends.add("c" + j);
                    }
                }
                String outputs =
                        switch (random.nextInt(6)) {
                            case 0 -> "";
                            case 1 -> ", outputs: [out/**], incremental: true";
                            case 2 -> ", outputs: [out/f, out/g]";
                            default -> ", outputs: [out/**]";
                        };
                yaml.append("  c%d:\n    dependsOn: %s\n    jobs:\n".formatted(i, depends));
                yaml.append("      make: {run: make, needs: %s%s%s}\n".formatted(needs, outputs, variables()));
                List<String> tests = new ArrayList<>(List.of("make"));
                if (!needs.isEmpty() && random.nextBoolean()) {
                    tests.add(needs.get(0));
                }
                yaml.append("      test: {run: test, needs: %s, outputs: []%s}\n".formatted(tests, variables()));
            }
            map = MapReader.read("components.yaml", yaml.toString().getBytes(StandardCharsets.UTF_8));
        }

        private String variables() {
            return random.nextInt(3) == 0 ? ", inputs: {env: [MODE]}" : "";
        }

        private boolean isIncremental(JobKey key) {
            return OutputJobs.incremental(map).contains(key.ref());
        }

        private void run(ModelTree in, Path stateOfTree, ProofStore proofs, boolean incremental) throws Exception {
            runs++;
            TreeJournal journal = new TreeJournal(stateOfTree.resolve("trees"), in.top());
            for (int plans = 0; plans < 4; plans++) {
                Plan plan = plan(in, proofs, journal);
                check(plan, in, proofs);
                OutputWorkspace workspace = new OutputWorkspace(
                        in.top(), stateOfTree.resolve("outputs"), Optional.of(stateOfTree.resolve("aside")));
                try (RunOutputs outputs = new RunOutputs(plan, workspace, store, in, incremental, Optional.empty())) {
                    execute(plan, in, proofs, journal, outputs, incremental);
                    if (outputs.missed().isEmpty()) {
                        return;
                    }
                }
            }
            throw new AssertionError(step + ": outputs are missing again and again");
        }

        private Plan plan(ModelTree in, ProofStore proofs, TreeJournal journal) throws Exception {
            PlanRequest request = new PlanRequest(
                    map,
                    new PlanScope.Everything("model"),
                    new SnapshotDigests(in.snapshot(), MapFiles.of(map), "components.yaml", LockedInputs.NONE),
                    new RunEnvironment(Map.of(), Map.of("MODE", mode), environment),
                    When.CHANGE,
                    "",
                    "head",
                    List.of(),
                    false,
                    new KeptOutputs(store, journal.held(), Optional.empty(), "components.yaml"));
            return Planner.plan(request, proofs);
        }

        /** What is proven passes from nothing; so does all that the shared store says. */
        private void check(Plan plan, ModelTree in, ProofStore proofs) throws Exception {
            for (PlannedComponent component : plan.components()) {
                for (PlannedJob job : component.jobs()) {
                    InputHash hash = job.hash().orElseThrow();
                    boolean here = proofs != shared && isIncremental(job.key());
                    if (job.state() == JobState.PROVEN && !here) {
                        proven++;
                        assertThat(oracle(in, job.key()).passes())
                                .as("%s: %s is proven", step, job.key())
                                .isTrue();
                    }
                    Optional.ofNullable(shared.find(Set.of(hash)).get(hash))
                            .ifPresent(evidence -> assertThat(evidence.latest().passed())
                                    .as("%s: the shared proof of %s", step, job.key())
                                    .isEqualTo(oracle(in, job.key()).passes()));
                }
            }
        }

        private void execute(
                Plan plan,
                ModelTree in,
                ProofStore proofs,
                TreeJournal journal,
                RunOutputs outputs,
                boolean incremental)
                throws Exception {
            Map<JobKey, PlannedJob> jobs = new HashMap<>();
            for (PlannedComponent component : plan.components()) {
                component.jobs().forEach(job -> jobs.put(job.key(), job));
            }
            Set<JobKey> met = new HashSet<>();
            ArrayDeque<JobKey> open = new ArrayDeque<>();
            jobs.forEach((key, job) -> {
                if (job.state() == JobState.RUN) {
                    open.add(key);
                } else {
                    met.add(key);
                }
            });
            for (int turns = 0; !open.isEmpty() && turns < 1000; turns++) {
                JobKey key = open.remove();
                if (!met.containsAll(jobs.get(key).needs())) {
                    open.add(key); // waits for what it needs, for ever if that failed
                } else if (execute(jobs, key, in, proofs, journal, outputs, incremental)) {
                    met.add(key);
                }
            }
        }

        private boolean execute(
                Map<JobKey, PlannedJob> jobs,
                JobKey key,
                ModelTree in,
                ProofStore proofs,
                TreeJournal journal,
                RunOutputs outputs,
                boolean incremental)
                throws Exception {
            executions++;
            Set<JobKey> needs = JobNeeds.of(key, each -> jobs.get(each).needs());
            long started = journal.started(key, needs);
            Map<JobKey, OutputDigest> found = Map.of();
            if (outputs.concernJobs()) {
                CompletableFuture<Preparation> prepared = new CompletableFuture<>();
                outputs.prepare(key, prepared::complete);
                if (!(prepared.get() instanceof Preparation.Ready ready)) {
                    assertThat(prepared.get()).as(step).isInstanceOf(Preparation.NotReady.class);
                    assertThat(outputs.missed())
                            .as("%s: %s: %s", step, key, prepared.get())
                            .contains(key);
                    return false;
                }
                found = ready.found();
            }
            boolean passed = command(key, in);
            Leavings left = Leavings.NONE;
            if (outputs.concernJobs()) {
                CompletableFuture<Leavings> ended = new CompletableFuture<>();
                outputs.ended(key, passed, ended::complete);
                left = ended.get();
                assertThat(left.failure()).as("%s: %s", step, key).isEmpty();
            }
            InputHash hash = jobs.get(key).hash().orElseThrow();
            journal.ended(key, needs, passed ? Optional.of(hash) : Optional.empty(), started);
            journal.verified(Map.of(TreeJournal.entry(key, hash), started));
            if (!(incremental && isIncremental(key))) {
                assertThat(passed)
                        .as("%s: %s ran with sources %s", step, key, in.snapshot())
                        .isEqualTo(oracle(in, key).passes());
            }
            now = now.plusSeconds(1);
            proofs.record(List.of(new Outcome(key, hash, passed, now, Duration.ZERO, step, "", Map.of())
                    .with(new JobOutputs(left.outputs(), found))));
            return passed;
        }

        /** Does what the job's command does: it reads sources and what its needs left, and makes files. */
        private boolean command(JobKey key, ModelTree in) throws Exception {
            String directory = key.component() + "/out/";
            StringBuilder read = inputs(in, key);
            for (String need : makers(key)) {
                read.append(',').append(in.read(need + "/out/f").orElse("nothing"));
                read.append(in.read(need + "/out/g").isPresent() ? "+g" : "");
                read.append(readsAll(need) && in.read(need + "/out/extra").isPresent() ? "+extra" : "");
            }
            String seen = Integer.toHexString(read.toString().hashCode());
            if (key.job().equals("test")) {
                if (random.nextInt(4) == 0) {
                    in.write(key.component() + "/out/by-product", seen);
                }
                return passes(seen);
            }
            if (isIncremental(key) && in.read(directory + "f").isPresent()) {
                seen = "updated " + seen;
            }
            in.write(directory + "f", seen);
            if (seen.hashCode() % 3 == 0) {
                in.write(directory + "g", seen);
            } else if (!declares(key.component())) {
                in.delete(directory + "g");
            }
            if (!declares(key.component())) {
                in.delete(directory + "extra");
            }
            return true;
        }

        private boolean declares(String component) {
            return make(component).settings().files().hasOutputs();
        }

        /** Whether what a person puts beside the outputs is no output, and so is removed. */
        private boolean readsAll(String component) {
            return !make(component).settings().files().outputs().equals(Optional.of(List.of("out/f", "out/g")));
        }

        private Job make(String component) {
            return map.components().get(component).jobs().get("make");
        }

        /** The components whose outputs a job reads. */
        private List<String> makers(JobKey key) {
            List<String> makers = new ArrayList<>();
            Component component = map.components().get(key.component());
            for (JobRef need : component.jobs().get(key.job()).settings().neededJobs()) {
                makers.add(need.component());
            }
            return makers;
        }

        private record Built(String file, boolean second, boolean passes) {}

        /** What a job makes of the sources, if everything is built from nothing. */
        private Built oracle(ModelTree in, JobKey key) {
            StringBuilder read = inputs(in, key);
            for (String need : makers(key)) {
                Built built = oracle(in, key(need, "make"));
                read.append(',').append(built.file()).append(built.second() ? "+g" : "");
            }
            String seen = Integer.toHexString(read.toString().hashCode());
            return new Built(seen, seen.hashCode() % 3 == 0, key.job().equals("make") || passes(seen));
        }

        /** The source, the environment around a run, and the variable if the job declares it. */
        private StringBuilder inputs(ModelTree in, JobKey key) {
            Job job = map.components().get(key.component()).jobs().get(key.job());
            boolean reads = job.settings().files().inputs().env().contains("MODE");
            return new StringBuilder(key + "=" + in.source(key.component() + "/src") + environment)
                    .append(reads ? mode : "");
        }

        private boolean passes(String seen) {
            return seen.hashCode() % 4 != 0;
        }

        private JobKey key(String component, String job) {
            return new JobKey(component, job, Optional.empty());
        }
    }
}
