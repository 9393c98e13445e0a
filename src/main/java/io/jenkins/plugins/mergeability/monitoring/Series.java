package io.jenkins.plugins.mergeability.monitoring;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One value of a {@link MetricFamily}, with the labels that distinguish it. All sets of labels are known at the start. */
sealed interface Series {

    /** The labels by name, after OpenTelemetry, sorted. */
    Map<String, String> labels();

    /**
     * A number.
     *
     * @param labels the labels
     * @param value the value
     */
    record Value(Map<String, String> labels, double value) implements Series {
        public Value {
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        }
    }

    /**
     * How many measured values there are up to each bound.
     *
     * @param labels the labels
     * @param buckets the number of values up to each bound of {@link Histogram#bounds}, and of all values at the end
     * @param bounds the bounds
     * @param sum of all values
     */
    record Distribution(Map<String, String> labels, List<Double> bounds, List<Long> buckets, double sum)
            implements Series {
        public Distribution {
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
            bounds = List.copyOf(bounds);
            buckets = List.copyOf(buckets);
        }

        /** The number of all values. */
        long count() {
            return buckets.get(buckets.size() - 1);
        }
    }
}
