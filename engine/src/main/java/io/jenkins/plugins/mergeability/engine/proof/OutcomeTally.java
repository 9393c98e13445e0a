package io.jenkins.plugins.mergeability.engine.proof;

/** Counts the outcomes of one hash, which are added in the order in which they were recorded. */
final class OutcomeTally {

    private Outcome latest;
    private int passes;
    private int failures;

    /** Adds an outcome; of two that ended at the same time the one recorded later is the latest. */
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
