package io.jenkins.plugins.mergeability.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts measured values by fixed bounds. Safe for use by several threads. */
final class Histogram {

    /** Bounds for what takes from a second to hours, in seconds. */
    static final List<Double> LONG =
            List.of(1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0);

    /** Bounds for what should take seconds at most. */
    static final List<Double> SHORT = List.of(0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0);

    private final List<Double> bounds;
    private final List<LongAdder> counts;
    private final DoubleAdder sum = new DoubleAdder();

    /**
     * Creates a histogram without values.
     *
     * @param bounds in ascending order; values above the last one are counted, too
     */
    Histogram(List<Double> bounds) {
        this.bounds = bounds;
        this.counts = Stream.generate(LongAdder::new).limit(bounds.size() + 1L).toList();
    }

    /** Adds a time in milliseconds, as seconds. A clock that was set back gives 0. */
    void addMillis(long millis) {
        add(Math.max(0, millis) / 1000.0);
    }

    /** Adds a value. */
    void add(double value) {
        int bucket = 0;
        while (bucket < bounds.size() && value > bounds.get(bucket)) {
            bucket++;
        }
        counts.get(bucket).increment();
        sum.add(value);
    }

    /** The values so far. */
    Series.Distribution snapshot(Map<String, String> labels) {
        List<Long> buckets = new ArrayList<>();
        long total = 0;
        for (LongAdder count : counts) {
            total += count.sum();
            buckets.add(total);
        }
        return new Series.Distribution(labels, bounds, buckets, sum.sum());
    }
}
