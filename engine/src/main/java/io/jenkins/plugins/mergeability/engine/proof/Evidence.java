package io.jenkins.plugins.mergeability.engine.proof;

/**
 * The recorded outcomes of an input hash.
 *
 * @param latest the outcome that ended last; it decides
 * @param passes how many recorded outcomes passed
 * @param failures how many recorded outcomes failed
 */
public record Evidence(Outcome latest, int passes, int failures) {

    /** Whether the job need not run again: its latest outcome for these inputs is a pass. */
    public boolean proven() {
        return latest.passed();
    }

    /** Whether the same inputs both passed and failed. */
    public boolean flaky() {
        return passes > 0 && failures > 0;
    }
}
