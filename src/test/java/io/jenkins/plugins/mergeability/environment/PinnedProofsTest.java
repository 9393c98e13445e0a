package io.jenkins.plugins.mergeability.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.deploy.Deployment;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proofs of releases are kept as they were when the release was offered. */
class PinnedProofsTest {

    private static final JobKey TEST = JobKey.parse("air/test");
    private static final InputHash HASH = new InputHash("1".repeat(64));

    @TempDir
    private Path directory;

    private PinnedProofs proofs;
    private Candidate one;
    private Candidate two;

    @BeforeEach
    void offer() throws Exception {
        proofs = new PinnedProofs(directory.resolve("proofs"));
        EnvironmentRecord record = EnvironmentRecord.read(new MemoryJournal());
        Release release = new Release("air", Map.of("", new OutputDigest("a".repeat(64))), "c1");
        Offer offer = new Offer(new Deployment(release, "definition", "staging"), Optional.empty(), Map.of(TEST, HASH));
        one = record.offer(offer, "shop/main#1", Instant.EPOCH);
        two = record.offer(offer, "shop/main#2", Instant.EPOCH);
    }

    @Test
    void shouldKeepTheFirstOutcomeOfAnOffer() throws Exception {
        proofs.pin(one, Map.of(HASH, new Evidence(outcome("shop/main#1"), 1, 0)));
        proofs.pin(one, Map.of(HASH, new Evidence(outcome("shop/main#2"), 2, 0)));

        assertThat(proofs.of(one).get(HASH).run()).isEqualTo("shop/main#1");
        assertThat(proofs.of(two)).isEmpty();
    }

    @Test
    void shouldKeepWhichJobsWereFlaky() throws Exception {
        proofs.pin(one, Map.of(HASH, new Evidence(outcome("shop/main#1"), 2, 1)));
        proofs.pin(two, Map.of(HASH, new Evidence(outcome("shop/main#2"), 1, 0)));

        assertThat(proofs.flaky(one)).containsExactly(HASH);
        assertThat(proofs.flaky(two)).isEmpty();
    }

    @Test
    void shouldDeleteOnlyWhatIsNotNeeded() throws Exception {
        proofs.retain(List.of(one));
        proofs.pin(one, Map.of(HASH, new Evidence(outcome("shop/main#1"), 1, 0)));
        proofs.pin(two, Map.of(HASH, new Evidence(outcome("shop/main#2"), 1, 0)));

        proofs.retain(List.of(two));

        assertThat(proofs.of(one)).isEmpty();
        assertThat(proofs.of(two).get(HASH).run()).isEqualTo("shop/main#2");
    }

    private static Outcome outcome(String run) {
        return new Outcome(TEST, HASH, true, Instant.EPOCH, Duration.ZERO, run, "c1", Map.of());
    }
}
