package io.jenkins.plugins.mergeability.engine.proof;

/** Adds up the outcomes of one hash, given in the order in which they were recorded. */
final class OutcomeTally {

    private Outcome latest;
    private int passes;
    private int failures;

    /** Counts one more; of two that ended at the same moment the one recorded later is the later one. */
    void add(Outcome outcome) {
        if (outcome.passed()) {
            passes++;
        } else {
            failures++;
        }
        if (latest == null || !outcome.at().isBefore(latest.at())) {
            latest = outcome;
        }
    }

    boolean empty() {
        return latest == null;
    }

    Evidence evidence() {
        return new Evidence(latest, passes, failures);
    }
}
