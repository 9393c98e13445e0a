package io.jenkins.plugins.mergeability.engine.outputs;

/**
 * How large the outputs of one job may be, when they are captured and when they are read.
 *
 * @param maxBytes the length of all files together
 * @param maxEntries how many files and links
 * @param maxRatio how many bytes one compressed byte may stand for
 */
public record OutputLimits(long maxBytes, int maxEntries, int maxRatio) {

    /** 1 GiB, 250,000 files, and twice what the writer's compression reaches for zeros. */
    public static final OutputLimits DEFAULT = new OutputLimits(1L << 30, 250_000, 500);

    /** How many bytes may come before the ratio counts. */
    static final long FREE_OF_RATIO = 16L << 20;
}
