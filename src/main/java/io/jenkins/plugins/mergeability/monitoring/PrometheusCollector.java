package io.jenkins.plugins.mergeability.monitoring;

import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** Shows the measurements to Prometheus, if the Prometheus plugin is installed. */
@OptionalExtension(requirePlugins = "prometheus")
public final class PrometheusCollector extends Collector {

    @Override
    public List<MetricFamilySamples> collect() {
        return Stream.concat(Measurements.get().snapshot().stream(), Gauges.snapshot().stream())
                .filter(family -> !family.series().isEmpty())
                .map(PrometheusCollector::samples)
                .toList();
    }

    /** The name at Prometheus: with the unit, and the suffix of counters. */
    static String name(MetricFamily family) {
        String unit = family.unit() == MetricFamily.Unit.NONE
                ? ""
                : "_" + family.unit().name().toLowerCase(Locale.ROOT);
        return underscores(family.name()) + unit + (family.kind() == MetricFamily.Kind.COUNTER ? "_total" : "");
    }

    private static String underscores(String name) {
        return name.replace('.', '_');
    }

    private static MetricFamilySamples samples(MetricFamily family) {
        String name = name(family);
        List<MetricFamilySamples.Sample> samples = new ArrayList<>();
        for (Series series : family.series()) {
            List<String> labels = new ArrayList<>();
            series.labels().keySet().forEach(label -> labels.add(underscores(label)));
            List<String> values = List.copyOf(series.labels().values());
            if (series instanceof Series.Value single) {
                samples.add(new MetricFamilySamples.Sample(name, labels, values, single.value()));
            } else if (series instanceof Series.Distribution distribution) {
                addBuckets(samples, name, labels, values, distribution);
            }
        }
        return new MetricFamilySamples(name, type(family.kind()), family.help(), samples);
    }

    private static void addBuckets(
            List<MetricFamilySamples.Sample> samples,
            String name,
            List<String> labels,
            List<String> values,
            Series.Distribution distribution) {
        List<String> withBound = append(labels, "le");
        for (int i = 0; i < distribution.buckets().size(); i++) {
            double bound =
                    i < distribution.bounds().size() ? distribution.bounds().get(i) : Double.POSITIVE_INFINITY;
            samples.add(new MetricFamilySamples.Sample(
                    name + "_bucket",
                    withBound,
                    append(values, doubleToGoString(bound)),
                    distribution.buckets().get(i)));
        }
        samples.add(new MetricFamilySamples.Sample(name + "_count", labels, values, distribution.count()));
        samples.add(new MetricFamilySamples.Sample(name + "_sum", labels, values, distribution.sum()));
    }

    private static List<String> append(List<String> list, String last) {
        List<String> all = new ArrayList<>(list);
        all.add(last);
        return all;
    }

    private static Type type(MetricFamily.Kind kind) {
        return switch (kind) {
            case COUNTER -> Type.COUNTER;
            case GAUGE -> Type.GAUGE;
            case HISTOGRAM -> Type.HISTOGRAM;
        };
    }
}
