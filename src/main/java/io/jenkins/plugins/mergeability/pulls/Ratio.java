package io.jenkins.plugins.mergeability.pulls;

/** Parts of a whole. */
final class Ratio {

    private Ratio() {}

    /** In percent, with a digit after the point; 0 of nothing. */
    static double percent(long part, long whole) {
        return whole == 0 ? 0 : Math.round(1000.0 * part / whole) / 10.0;
    }
}
