package io.jenkins.plugins.mergeability.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.deploy.gate.Gate;
import io.jenkins.plugins.mergeability.engine.deploy.gate.GateResult;
import io.jenkins.plugins.mergeability.engine.map.CachePolicy;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.JobOutputs;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What a plan after a merge lets run is enough for the gate, whatever was run, removed or failed before and whatever bytes
 * jobs make: they are not the same each time.
 */
class GatesPropertyTest {

    private static final int HISTORIES = 1_500;
    private static final int BUILDS = 8;

    private static final String MAP = """
            unmapped: nothing
            components:
              lib:
                exports: [lib/api]
                jobs:
                  build: {run: make, outputs: [dist/**]}
                  test: {needs: build, run: make test, outputs: []}
              air:
                dependsOn: lib
                jobs:
                  generate: {run: make gen, inputs: {only: [gen/**]}, outputs: [gen/**]}
                  compile: {needs: [generate, lib/build], run: make, outputs: [dist/**]}
                  test: {needs: compile, run: make test, inputs: {only: [test/**]}, outputs: []}
                  smoke: {needs: release, run: make smoke, cache: false, outputs: []}
                  lint: {run: make lint, inputs: {only: [lint]}, outputs: []}
                  release: {needs: compile, run: make release, inputs: {only: [src/**]}, outputs: [release/**]}
            environments:
              staging: {deploy: {air: {of: release, run: ./deploy, verify: ./smoke}}}
            """;

    private static final List<String> FILES =
            List.of("lib/api", "lib/l", "air/gen/g", "air/test/t", "air/lint", "air/src/s");

    private ComponentMap map;
    private Gate gate;

    @Test
    void shouldLetThroughWhatRanAsPlanned() throws Exception {
        map = MapReader.read("components.yaml", MAP.getBytes(StandardCharsets.UTF_8));
        gate = new Gate(map, JobKey.parse("air/release"), Set.of());
        for (int seed = 0; seed < HISTORIES; seed++) {
            new History(seed).run();
        }
    }

    /** Builds of changes and merges, one after another. */
    private final class History {

        private final long seed;
        private final Random random;
        private final MemoryProofStore proofs = new MemoryProofStore();
        private final Map<String, String> files = new TreeMap<>();
        private final Set<OutputDigest> made = new TreeSet<>();
        private final Set<OutputDigest> removed = new HashSet<>();
        private int runs;

        History(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            FILES.forEach(file -> files.put(file, "1"));
        }

        void run() throws Exception {
            for (int build = 0; build < BUILDS; build++) {
                if (random.nextBoolean()) {
                    files.put(FILES.get(random.nextInt(FILES.size())), "" + random.nextInt(3));
                }
                boolean merge = random.nextInt(3) > 0;
                String commit = "commit " + build;
                Plan plan = plan(merge ? When.MERGE : When.CHANGE, commit);
                boolean passed = execute(plan, commit);
                if (merge && passed) {
                    GateResult result = check(commit);
                    assertThat(result.missing())
                            .as("seed " + seed + ", build " + build)
                            .isEmpty();
                    OutputDigest made = result.release().orElseThrow().outputs().get("");
                    assertThat(removed).as("seed " + seed).doesNotContain(made);
                    plan(When.MERGE, commit).components().stream()
                            .flatMap(component -> component.jobs().stream())
                            .filter(job -> job.definition().settings().cachePolicy() != CachePolicy.NEVER)
                            .forEach(job -> assertThat(job.state())
                                    .as("seed " + seed + ": " + job.key() + " " + job.why())
                                    .isNotEqualTo(JobState.RUN));
                }
            }
        }

        private FileDigests digests() {
            return new Tree(files).contents(map);
        }

        private Plan plan(When occasion, String commit) throws Exception {
            return Planner.plan(
                    new PlanRequest(
                            map,
                            new PlanScope.Everything("a test"),
                            digests(),
                            RunEnvironment.NONE,
                            occasion,
                            "",
                            commit,
                            List.of(),
                            false,
                            (key, job, pass, neededBy) -> missing(job, pass)),
                    proofs);
        }

        private Optional<String> missing(Job job, Outcome pass) {
            boolean gone = job.settings().files().hasOutputs()
                    && pass.outputs().left().filter(removed::contains).isPresent();
            return gone ? Optional.of("gone") : Optional.empty();
        }

        /** Runs the jobs of a plan in the order of their needs; whether all passed. */
        private boolean execute(Plan plan, String commit) throws Exception {
            Map<JobKey, PlannedJob> jobs = new LinkedHashMap<>();
            plan.components().forEach(component -> component.jobs().forEach(job -> jobs.put(job.key(), job)));
            Map<JobKey, Boolean> ended = new HashMap<>();
            Map<JobKey, OutputDigest> left = new HashMap<>();
            boolean all = true;
            for (JobKey key : jobs.keySet()) {
                all &= execute(key, jobs, ended, left, commit);
            }
            for (OutputDigest digest : made) {
                if (random.nextInt(8) == 0) {
                    removed.add(digest);
                }
            }
            // What has just been made or found is not removed before it is used.
            removed.removeAll(left.values());
            return all;
        }

        private boolean execute(
                JobKey key,
                Map<JobKey, PlannedJob> jobs,
                Map<JobKey, Boolean> ended,
                Map<JobKey, OutputDigest> left,
                String commit)
                throws Exception {
            if (ended.containsKey(key)) {
                return ended.get(key);
            }
            PlannedJob job = jobs.get(key);
            boolean outputs = job.definition().settings().files().hasOutputs();
            boolean passed = true;
            if (job.state() == JobState.RUN) {
                Map<JobKey, OutputDigest> found = new TreeMap<>();
                for (JobKey need : JobNeeds.of(key, each -> jobs.get(each).needs())) {
                    passed &= execute(need, jobs, ended, left, commit);
                    if (left.containsKey(need)) {
                        found.put(need, left.get(need));
                    }
                }
                if (passed) {
                    passed = random.nextInt(12) > 0;
                    Optional<OutputDigest> leaves = outputs && passed
                            ? Optional.of(
                                    new OutputDigest(String.format("%064x", random.nextInt(3) + 16 * number(key))))
                            : Optional.empty();
                    leaves.ifPresent(digest -> {
                        left.put(key, digest);
                        made.add(digest);
                        removed.remove(digest);
                    });
                    proofs.record(List.of(new Outcome(
                            key,
                            job.hash().orElseThrow(),
                            passed,
                            Instant.ofEpochSecond(++runs),
                            Duration.ofSeconds(1),
                            "run " + runs,
                            commit,
                            Map.of(),
                            new JobOutputs(leaves, found))));
                }
            } else {
                job.evidence()
                        .flatMap(evidence -> evidence.latest().outputs().left())
                        .ifPresent(digest -> left.put(key, digest));
            }
            ended.put(key, passed);
            return passed;
        }

        private int number(JobKey key) {
            return 1 + new ArrayList<>(gate.jobs()).indexOf(key);
        }

        private GateResult check(String commit) {
            Map<JobKey, InputHash> hashes = Planner.hashes(map, digests(), RunEnvironment.NONE, gate.jobs());
            return gate.check(commit, hashes, proofs.find(new HashSet<>(hashes.values())));
        }
    }
}
