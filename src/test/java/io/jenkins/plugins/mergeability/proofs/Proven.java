package io.jenkins.plugins.mergeability.proofs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Creates results for tests. */
final class Proven {

    static final JobKey AIR_TEST = new JobKey("air", "test", Optional.empty());
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Proven() {}

    static InputHash hash(int number) {
        return new InputHash(String.format("%064x", number));
    }

    static Outcome passed(int number, Instant at) {
        return outcome(number, true, at);
    }

    static Outcome failed(int number, Instant at) {
        return outcome(number, false, at);
    }

    private static Outcome outcome(int number, boolean passed, Instant at) {
        return new Outcome(
                AIR_TEST, hash(number), passed, at, Duration.ofSeconds(3), "job/shop/1/", "0".repeat(40), Map.of());
    }
}
