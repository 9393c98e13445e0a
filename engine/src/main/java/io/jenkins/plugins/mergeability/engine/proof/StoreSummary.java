package io.jenkins.plugins.mergeability.engine.proof;

import java.util.Map;

/**
 * The number of outcomes and input hashes in a store.
 *
 * @param outcomes how many outcomes are recorded
 * @param proven how many input hashes passed the last time they ran
 * @param flaky how many input hashes have both passed and failed
 */
public record StoreSummary(int outcomes, int proven, int flaky) {

    /** The summary of an empty store. */
    public static final StoreSummary EMPTY = new StoreSummary(0, 0, 0);

    /** Sums up the tallies of all hashes. */
    static StoreSummary of(int outcomes, Map<InputHash, OutcomeTally> tallies) {
        int proven = 0;
        int flaky = 0;
        for (OutcomeTally tally : tallies.values()) {
            Evidence evidence = tally.evidence();
            proven += evidence.proven() ? 1 : 0;
            flaky += evidence.flaky() ? 1 : 0;
        }
        return new StoreSummary(outcomes, proven, flaky);
    }

    /** The sum of two summaries. */
    public StoreSummary plus(StoreSummary other) {
        return new StoreSummary(outcomes + other.outcomes, proven + other.proven, flaky + other.flaky);
    }
}
