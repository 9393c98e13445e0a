package io.jenkins.plugins.mergeability.monitoring;

import java.util.List;

/**
 * The values of one metric at a moment.
 *
 * @param name the name, after OpenTelemetry: words with dots between them
 * @param kind how the values change
 * @param unit what they count
 * @param help what they mean
 * @param series the values
 */
record MetricFamily(String name, Kind kind, Unit unit, String help, List<Series> series) {

    /** How the values of a metric change. */
    enum Kind {
        /** They only grow. */
        COUNTER,
        /** They grow and shrink. */
        GAUGE,
        /** Each is a distribution of measured values. */
        HISTOGRAM
    }

    /** What the values of a metric count. */
    enum Unit {
        /** Things that the name says. */
        NONE,
        SECONDS
    }

    MetricFamily {
        series = List.copyOf(series);
    }
}
