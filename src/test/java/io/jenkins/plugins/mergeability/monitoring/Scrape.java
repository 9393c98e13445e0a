package io.jenkins.plugins.mergeability.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.prometheus.service.DefaultPrometheusMetrics;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * What Prometheus reads from a controller.
 *
 * @param text the whole response
 * @param samples the value of each sample by its name with labels, as the response has it
 */
public record Scrape(String text, Map<String, Double> samples) {

    /** Lets the Prometheus plugin collect now, as it does every two minutes, and requests its URL. */
    public static Scrape of(JenkinsRule jenkins) throws Exception {
        DefaultPrometheusMetrics.get().collectMetrics();
        String text;
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            text = web.goTo("prometheus/", "text/plain").getWebResponse().getContentAsString();
        }
        Map<String, Double> samples = new TreeMap<>();
        for (String line : text.split("\n")) {
            if (!line.startsWith("#")) {
                int space = line.lastIndexOf(' ');
                String name = line.substring(0, space).replace(",}", "}");
                assertThat(samples.put(name, Double.valueOf(line.substring(space + 1))))
                        .as("two samples %s", name)
                        .isNull();
            }
        }
        return new Scrape(text, samples);
    }

    /** The value of a sample, such as {@code mergeability_jobs_total{result="passed"}}; 0 if there is none. */
    public double value(String sample) {
        return samples.getOrDefault(sample, 0.0);
    }

    /** How much a sample has grown. */
    public double since(Scrape before, String sample) {
        return value(sample) - before.value(sample);
    }
}
