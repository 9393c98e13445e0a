package io.jenkins.plugins.mergeability.engine.proof;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Outcomes to record in tests, each the same for the same number. */
final class Outcomes {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final JobKey AIR_TEST = new JobKey("air", "test", Optional.of("linux"));

    private Outcomes() {}

    /** A hash that differs for each number in its first and its last digits. */
    static InputHash hash(long number) {
        String digits = String.format("%016x", number * 0x9E3779B97F4A7C15L);
        return new InputHash(digits + "0".repeat(32) + digits);
    }

    static Outcome passed(long number) {
        return outcome(number, true, NOON.plusSeconds(number));
    }

    static Outcome failed(long number) {
        return outcome(number, false, NOON.plusSeconds(number));
    }

    static Outcome outcome(long number, boolean passed, Instant at) {
        return outcome(AIR_TEST, number, passed, at);
    }

    static Outcome outcome(JobKey key, long number, boolean passed, Instant at) {
        return new Outcome(
                key,
                hash(number),
                passed,
                at,
                Duration.ofMillis(1500 + number),
                "run-" + number,
                "5f1d7a84db00d2fce00b31a7fc73224f82e48c11",
                Map.of(
                        "own files",
                        "0a1b2c3d4e5f6071",
                        "depends on bom",
                        hash(number).hex().substring(0, 16)));
    }
}
