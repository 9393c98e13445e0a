package io.jenkins.plugins.mergeability.pulls;

/** Computes percentages. */
final class Ratio {

    private Ratio() {}

    /** The percentage with one decimal; 0 if the whole is 0. */
    static double percent(long part, long whole) {
        return whole == 0 ? 0 : Math.round(1000.0 * part / whole) / 10.0;
    }
}
