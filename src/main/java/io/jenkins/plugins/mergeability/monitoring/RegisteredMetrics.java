package io.jenkins.plugins.mergeability.monitoring;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import jenkins.metrics.api.MetricProvider;
import org.jenkinsci.plugins.variant.OptionalExtension;

/**
 * Shows the measurements to the Metrics plugin, if it is installed. Its registry has no labels, so their values are parts of
 * the names. All names begin with {@code jenkins}, as the plugin's own: the Prometheus plugin exports them, too, and they
 * must differ from those of {@link PrometheusCollector}.
 */
@OptionalExtension(requirePlugins = "metrics")
public final class RegisteredMetrics extends MetricProvider {

    private static final String PREFIX = "jenkins.";

    @Override
    public MetricSet getMetricSet() {
        Map<String, Metric> all = new LinkedHashMap<>();
        add(all, () -> Measurements.get().snapshot());
        add(all, Gauges::snapshot);
        return metrics(all);
    }

    /** Registers the values of metrics. A value that does not exist yet is registered, too: it is null until it does. */
    private static void add(Map<String, Metric> all, Supplier<List<MetricFamily>> source) {
        List<MetricFamily> families = source.get();
        for (int i = 0; i < families.size(); i++) {
            int index = i;
            MetricFamily family = families.get(i);
            List<Series> series = family.series();
            if (series.isEmpty()) {
                all.put(PREFIX + family.name(), gauge(source, index, 0, RegisteredMetrics::value));
            }
            for (int j = 0; j < series.size(); j++) {
                String name = name(family, series.get(j));
                if (family.kind() == MetricFamily.Kind.HISTOGRAM) {
                    all.put(name + ".count", gauge(source, index, j, RegisteredMetrics::count));
                    all.put(name + ".seconds", gauge(source, index, j, RegisteredMetrics::sum));
                } else {
                    all.put(name, gauge(source, index, j, RegisteredMetrics::value));
                }
            }
        }
    }

    private static String name(MetricFamily family, Series series) {
        StringBuilder name = new StringBuilder(PREFIX).append(family.name());
        series.labels().values().forEach(value -> name.append('.').append(value));
        return name.toString();
    }

    private static Gauge<Double> gauge(
            Supplier<List<MetricFamily>> source, int family, int series, Function<Series, Double> value) {
        return () -> {
            List<Series> now = source.get().get(family).series();
            return series < now.size() ? value.apply(now.get(series)) : null;
        };
    }

    private static double value(Series series) {
        return ((Series.Value) series).value();
    }

    private static double count(Series series) {
        return ((Series.Distribution) series).count();
    }

    private static double sum(Series series) {
        return ((Series.Distribution) series).sum();
    }
}
