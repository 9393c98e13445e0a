package io.jenkins.plugins.mergeability.engine.deploy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.JobOutputs;
import io.jenkins.plugins.mergeability.engine.proof.MemoryProofStore;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What has to be proven before a release may be deployed. */
class GateTest {

    private static final String MAP = """
            version: 1
            components:
              bom:
                jobs: {check: {run: make check, outputs: []}}
              mocks:
                jobs: {test: {run: make test, outputs: []}}
              other:
                jobs: {test: {run: make test, outputs: []}}
              air:
                dependsOn: [bom]
                jobs:
                  compile: {run: make, outputs: [dist/**]}
                  test: {run: make test, needs: [compile], outputs: [], platforms: [linux, beos], dependsOn: [mocks]}
                  lint: {run: make lint, outputs: [], allowFailure: true}
                  smoke: {run: make smoke, outputs: [], cache: false}
                  notes: {run: make notes, when: merge}
                  release: {run: make release, needs: [compile], when: merge, outputs: [release/**]}
            """;

    private static final String COMMIT = "0123456789";
    private static final OutputDigest BUILT = digest('1');
    private static final OutputDigest OTHER = digest('2');
    private static final OutputDigest SHIPPED = digest('3');

    private final ComponentMap map = map();
    private final MemoryProofStore proofs = new MemoryProofStore();
    private final Gate gate = new Gate(map, key("air/release"), Set.of("beos"));
    private Instant now = Instant.parse("2026-11-23T09:00:00Z");

    @Test
    void shouldAskForTheChangeJobsOfTheComponentAndOfAllThatItDependsOn() {
        assertThat(gate.jobs().stream().map(JobKey::toString))
                .containsExactly("air/compile", "air/release", "air/smoke", "air/test@linux", "bom/check");
        assertThat(new Gate(map, key("air/release"), Set.of()).jobs()).contains(key("air/test@beos"));
    }

    @Test
    void shouldLetThroughWhatIsProvenWithTheBytesThatShip() throws Exception {
        proveAll();

        GateResult result = check();
        assertThat(result.missing()).isEmpty();
        assertThat(result.release()).contains(new Release("air", Map.of("", SHIPPED), COMMIT));
        assertThat(result.proofs().keySet()).isEqualTo(gate.jobs());
        assertThat(result.flaky()).isEmpty();
    }

    @Test
    void shouldNameWhatHasNotRunOrFailedLast() throws Exception {
        assertThat(why())
                .containsExactly(
                        "air/compile has not run for the inputs of this commit",
                        "air/release has not run for the inputs of this commit",
                        "air/smoke has not run for the inputs of this commit",
                        "air/test@linux has not run for the inputs of this commit",
                        "bom/check has not run for the inputs of this commit");

        proveAll();
        record("bom/check", false, COMMIT, JobOutputs.NONE);
        assertThat(why()).containsExactly("bom/check failed in run 6");
        assertThat(check().release()).isEmpty();

        record("bom/check", true, COMMIT, JobOutputs.NONE);
        assertThat(why()).isEmpty();
        assertThat(check().flaky()).containsExactly(key("bom/check"));
    }

    @Test
    void shouldCountAPassOfAJobThatIsNotCachedOnlyForItsCommit() throws Exception {
        proveAll();
        record("air/smoke", true, "another", JobOutputs.NONE);

        assertThat(why())
                .containsExactly("air/smoke counts only for the commit it ran for (cache: false), and passed in run 6");
    }

    @Test
    void shouldRefuseWhatWasTestedWithOtherOutputsThanItIsMadeFrom() throws Exception {
        proveAll();
        record("air/test@linux", true, COMMIT, found(OTHER));
        assertThat(why())
                .containsExactly(
                        "air/test@linux was tested with other outputs of air/compile than the release is made from");

        record("air/test@linux", true, COMMIT, JobOutputs.NONE);
        assertThat(why())
                .containsExactly("air/test@linux has no record of the outputs of air/compile that it was tested with");
    }

    @Test
    void shouldRefuseAReleaseWhoseOutputsWereNotKept() throws Exception {
        proveAll();
        record("air/release", true, COMMIT, found(BUILT));

        assertThat(why()).containsExactly("air/release passed in run 6, but its outputs were not kept");
    }

    private void proveAll() throws Exception {
        record("air/compile", true, COMMIT, new JobOutputs(Optional.of(BUILT), Map.of()));
        record(
                "air/release",
                true,
                COMMIT,
                new JobOutputs(Optional.of(SHIPPED), found(BUILT).found()));
        record("air/smoke", true, COMMIT, JobOutputs.NONE);
        record("air/test@linux", true, "another", found(BUILT));
        record("bom/check", true, "another", JobOutputs.NONE);
    }

    private static JobOutputs found(OutputDigest compiled) {
        return new JobOutputs(Optional.empty(), Map.of(key("air/compile"), compiled));
    }

    private int runs;

    private void record(String job, boolean passed, String commit, JobOutputs outputs) throws Exception {
        now = now.plusSeconds(1);
        proofs.record(List.of(
                new Outcome(key(job), hash(key(job)), passed, now, Duration.ZERO, "run " + ++runs, commit, Map.of())
                        .with(outputs)));
    }

    private List<String> why() throws Exception {
        return check().missing().stream()
                .map(missing -> missing.key() + " " + missing.why())
                .toList();
    }

    private GateResult check() throws Exception {
        Map<JobKey, InputHash> hashes = new TreeMap<>();
        gate.jobs().forEach(key -> hashes.put(key, hash(key)));
        return gate.check(COMMIT, hashes, proofs.find(new HashSet<>(hashes.values())));
    }

    private static InputHash hash(JobKey key) {
        return new InputHash(String.format("%064x", key.toString().hashCode() & 0xFFFFFFFFL));
    }

    private static OutputDigest digest(char digit) {
        return new OutputDigest(String.valueOf(digit).repeat(64));
    }

    private static JobKey key(String text) {
        int slash = text.indexOf('/');
        int at = text.indexOf('@');
        return new JobKey(
                text.substring(0, slash),
                text.substring(slash + 1, at < 0 ? text.length() : at),
                at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1)));
    }

    private static ComponentMap map() {
        try {
            return MapReader.read("components.yaml", MAP.getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
