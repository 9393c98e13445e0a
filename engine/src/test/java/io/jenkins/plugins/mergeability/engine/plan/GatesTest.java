package io.jenkins.plugins.mergeability.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.proof.JobOutputs;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** After a merge, what the gate of an environment asks for and is not proven runs. */
class GatesTest {

    private static final String COMPONENTS = """
            unmapped: nothing
            components:
              bom: {exports: [bom/list], jobs: {check: {run: make check, outputs: []}}}
              air:
                dependsOn: bom
                jobs:
                  compile: {run: make, inputs: {only: [src/**]}, outputs: [dist/**]}
                  test: {needs: compile, platforms: [linux, beos], run: make test, outputs: []}
                  lint: {run: make lint, outputs: [], allowFailure: true}
                  smoke: {run: make smoke, inputs: {only: [smoke/**]}, outputs: [], cache: false}
                  release: {when: merge, needs: compile, inputs: {only: [src/**]}, run: make r, outputs: [release/**]}
            """;

    private static final String ENVIRONMENTS = """
            environments:
              staging: {deploy: {air: {of: release, run: ./deploy, verify: ./smoke}}}
              production: {deploy: {air: {of: release, run: ./deploy, verify: ./smoke}}}
            """;

    private static final OutputDigest BUILT = new OutputDigest("1".repeat(64));
    private static final OutputDigest OTHER = new OutputDigest("2".repeat(64));
    private static final OutputDigest SHIPPED = new OutputDigest("3".repeat(64));

    private final MemoryProofStore proofs = new MemoryProofStore();
    private Set<String> missing = Set.of();
    private Set<String> informational = Set.of("beos");
    private int runs;

    @Test
    void shouldRunWhatTheGateAsksForAndNobodyHasProven() throws Exception {
        prove("air/compile", "air/test@linux");

        assertThat(running(plan(COMPONENTS + ENVIRONMENTS, When.MERGE, "air/src/a")))
                .containsExactly(
                        "air/lint: ",
                        "air/release: ",
                        "air/smoke: needed by the gate of staging, and not proven",
                        "air/test@beos: ",
                        "bom/check: needed by the gate of staging, and not proven");
    }

    @Test
    void shouldSayWhyAComponentIsInThePlan() throws Exception {
        Plan plan = plan(COMPONENTS + ENVIRONMENTS, When.MERGE, "air/src/a");

        assertThat(plan.component("bom").state()).isEqualTo(ComponentState.NEEDED);
        assertThat(plan.component("bom").reasons()).containsExactly(new Reason(Reason.Kind.GATE, "staging", 0));
        assertThat(plan.affected()).containsExactly("air");
    }

    @Test
    void shouldAskForNothingBeforeAMergeNorWithoutEnvironments() throws Exception {
        prove("air/compile", "air/test@linux", "air/lint", "air/release", "air/smoke");

        assertThat(running(plan(COMPONENTS, When.MERGE, "air/src/a"))).containsExactly("air/test@beos: ");
        assertThat(running(plan(COMPONENTS + ENVIRONMENTS, When.CHANGE, "air/src/a")))
                .containsExactly("air/test@beos: ");
    }

    @Test
    void shouldAskForNothingWhereNothingOfTheGateHasChanged() throws Exception {
        ComponentMap map = map(COMPONENTS.replace("components:", "components:\n  other: {}") + ENVIRONMENTS);

        assertThat(running(plan(map, Maps.changed(map, List.of("other/x"), "components.yaml"), When.MERGE)))
                .isEmpty();
    }

    /** The newer commit is deployed, too: it becomes live with the same outputs. */
    @Test
    void shouldHashTheInputsOfAGateThatTheChangeCannotAlter() throws Exception {
        ComponentMap map = map(COMPONENTS.replace("components:", "components:\n  other: {}") + ENVIRONMENTS);

        assertThat(hashed(plan(map, Maps.changed(map, List.of("other/x"), "components.yaml"), When.MERGE)))
                .contains("bom/check", "air/compile", "air/test@linux", "air/smoke", "air/release")
                .doesNotContain("air/lint");
        assertThat(hashed(plan(map, Maps.changed(map, List.of("other/x"), "components.yaml"), When.CHANGE)))
                .isEmpty();
    }

    private static List<String> hashed(Plan plan) {
        return plan.components().stream()
                .flatMap(component -> component.jobs().stream())
                .filter(job -> job.hash().isPresent())
                .map(job -> job.key().toString())
                .toList();
    }

    @Test
    void shouldAskAgainForAJobThatCountsOnlyForItsCommit() throws Exception {
        prove("bom/check", "air/compile", "air/test@linux", "air/test@beos", "air/lint", "air/release");
        record("air/smoke", "another", JobOutputs.NONE, true);
        assertThat(running(plan(COMPONENTS + ENVIRONMENTS, When.MERGE, "air/src/a")))
                .containsExactly("air/smoke: needed by the gate of staging, and it did not run for this commit"
                        + " (cache: false)");

        record("air/smoke", "head", JobOutputs.NONE, true);
        assertThat(running(plan(COMPONENTS + ENVIRONMENTS, When.MERGE, "air/src/a")))
                .isEmpty();
    }

    @Test
    void shouldAskAgainForWhatFailedLast() throws Exception {
        proveAll();
        record("bom/check", "head", JobOutputs.NONE, false);

        assertThat(running(plan(COMPONENTS + ENVIRONMENTS, When.MERGE, "air/src/a")))
                .containsExactly("bom/check: needed by the gate of staging, and failed in run " + runs);
    }

    @Test
    void shouldTestAgainWhatWasTestedWithOtherOutputs() throws Exception {
        proveAll();
        record("air/test@linux", "head", found(OTHER), true);
        assertThat(running(plan(COMPONENTS + ENVIRONMENTS, When.MERGE, "air/src/a")))
                .containsExactly(
                        "air/test@linux: needed by the gate of staging, and tested with other outputs of air/compile");

        record("air/test@linux", "head", JobOutputs.NONE, true);
        assertThat(running(plan(COMPONENTS + ENVIRONMENTS, When.MERGE, "air/src/a")))
                .containsExactly(
                        "air/test@linux: needed by the gate of staging, and tested with other outputs of air/compile");
    }

    /** The tests ran with what is kept; only the release was made from other outputs. */
    @Test
    void shouldMakeAReleaseAgainThatIsMadeFromOutputsThatAreNoLongerThoseOfTheJob() throws Exception {
        proveAll();
        record("air/compile", "head", new JobOutputs(Optional.of(OTHER), Map.of()), true);
        record("air/test@linux", "head", found(OTHER), true);

        assertThat(running(plan(COMPONENTS + ENVIRONMENTS, When.MERGE, "air/src/a")))
                .containsExactly("air/release: needed by the gate of staging, and made from other outputs of"
                        + " air/compile than are kept");
    }

    /** A test that runs finds what is kept, so the release has to be made from that, too. */
    @Test
    void shouldMakeAReleaseAgainWhoseTestWillFindOtherOutputs() throws Exception {
        proveAll();
        record("air/compile", "head", new JobOutputs(Optional.of(OTHER), Map.of()), true);
        record("air/test@linux", "head", found(BUILT), false);

        assertThat(running(plan(COMPONENTS + ENVIRONMENTS, When.MERGE, "air/src/a")))
                .containsExactly(
                        "air/release: needed by the gate of staging, and made from other outputs of air/compile than"
                                + " are kept",
                        "air/test@linux: failed in run " + runs);
    }

    /** What is made again may be other bytes: then the tests run with these. */
    @Test
    void shouldTestAgainWithOutputsThatAreMadeAgain() throws Exception {
        proveAll();
        missing = Set.of("air/compile", "air/release");

        assertThat(running(plan(COMPONENTS + ENVIRONMENTS, When.MERGE, "air/src/a")))
                .containsExactly(
                        "air/compile: passed before; gone",
                        "air/release: needed by the gate of staging, and gone",
                        "air/test@linux: needed by the gate of staging, and tested with other outputs of air/compile");
    }

    @Test
    void shouldCountPlatformsThatAreNotInformational() throws Exception {
        informational = Set.of();
        proveAll();
        record("air/test@beos", "head", found(OTHER), true);

        assertThat(running(plan(COMPONENTS + ENVIRONMENTS, When.MERGE, "air/src/a")))
                .containsExactly(
                        "air/test@beos: needed by the gate of staging, and tested with other outputs of air/compile");
    }

    @Test
    void shouldAskForTheGateOfAReleaseThatIsRequestedByName() throws Exception {
        ComponentMap map = map(COMPONENTS + ENVIRONMENTS);
        proveAll();
        record("bom/check", "head", JobOutputs.NONE, false);

        assertThat(running(plan(map, new PlanScope.Requested(Set.of(new JobRef("air", "release"))), When.MERGE)))
                .containsExactly("bom/check: needed by the gate of staging, and failed in run " + runs);
        assertThat(running(plan(map, new PlanScope.Requested(Set.of(new JobRef("air", "test"))), When.MERGE)))
                .isEmpty();
    }

    private void proveAll() throws Exception {
        prove("bom/check", "air/compile", "air/test@linux", "air/test@beos", "air/lint", "air/release", "air/smoke");
    }

    private void prove(String... keys) throws Exception {
        for (String key : keys) {
            JobOutputs outputs =
                    switch (key) {
                        case "air/compile" -> new JobOutputs(Optional.of(BUILT), Map.of());
                        case "air/release" ->
                            new JobOutputs(Optional.of(SHIPPED), found(BUILT).found());
                        case "air/test@linux", "air/test@beos" -> found(BUILT);
                        default -> JobOutputs.NONE;
                    };
            record(key, "head", outputs, true);
        }
    }

    private static JobOutputs found(OutputDigest digest) {
        return new JobOutputs(Optional.empty(), Map.of(JobKey.parse("air/compile"), digest));
    }

    private void record(String key, String commit, JobOutputs outputs, boolean passed) throws Exception {
        ComponentMap map = map(COMPONENTS);
        JobKey job = JobKey.parse(key);
        Outcome outcome = new Outcome(
                job,
                Planner.hashes(map, tree(map), RunEnvironment.NONE, Set.of(job)).get(job),
                passed,
                Instant.ofEpochSecond(1_000 + ++runs),
                Duration.ofSeconds(1),
                "run " + runs,
                commit,
                Map.of(),
                outputs);
        proofs.record(List.of(outcome));
    }

    private static FileDigests tree(ComponentMap map) {
        return new Tree(Map.of("air/src/a", "1", "air/smoke/s", "1", "bom/list", "1")).contents(map);
    }

    private Plan plan(String text, When occasion, String path) throws Exception {
        ComponentMap map = map(text);
        return plan(map, Maps.changed(map, List.of(path), "components.yaml"), occasion);
    }

    private Plan plan(ComponentMap map, PlanScope scope, When occasion) throws Exception {
        PlanRequest request = new PlanRequest(
                map,
                scope,
                tree(map),
                RunEnvironment.NONE,
                occasion,
                "",
                "head",
                List.of(),
                false,
                (key, job, pass, neededBy) -> missing.contains(key.toString()) ? Optional.of("gone") : Optional.empty(),
                informational);
        return Planner.plan(request, proofs);
    }

    private static ComponentMap map(String text) throws Exception {
        return MapReader.read("components.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> running(Plan plan) {
        Map<String, String> running = new TreeMap<>();
        plan.components().stream()
                .flatMap(component -> component.jobs().stream())
                .filter(job -> job.state() == JobState.RUN)
                .forEach(job -> running.put(job.key().toString(), job.why()));
        List<String> lines = new ArrayList<>();
        running.forEach((key, why) -> lines.add(key + ": " + why));
        return lines;
    }
}
