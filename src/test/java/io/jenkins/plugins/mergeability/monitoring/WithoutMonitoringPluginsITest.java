package io.jenkins.plugins.mergeability.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import io.jenkins.plugins.mergeability.record.RecordListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller without the plugins Metrics and Prometheus. */
class WithoutMonitoringPluginsITest {

    @TempDir
    private Path directory;

    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().omitPlugins("metrics", "prometheus").javaOptions("-Xmx512m");

    @Test
    void shouldMeasureWithoutLoadingAClassOfThem() throws Throwable {
        Path loaded = directory.resolve("loaded");
        controller.javaOptions("-Xlog:class+load:file=" + loaded);

        controller.then(WithoutMonitoringPluginsITest::check);

        List<String> classes = classes(loaded);
        assertThat(classes)
                .contains(Measurements.class.getName(), MeasuredEvents.OnRecord.class.getName())
                .doesNotContain(
                        PrometheusCollector.class.getName(),
                        RegisteredMetrics.class.getName(),
                        HealthChecks.class.getName())
                .noneMatch(name -> name.startsWith("io.prometheus.")
                        || name.startsWith("com.codahale.")
                        || name.startsWith("jenkins.metrics."));
    }

    private static List<String> classes(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.replaceFirst(" source: .*", "").replaceFirst(".*\\] *", ""))
                .toList();
    }

    private static void check(JenkinsRule rule) {
        assertThat(rule.jenkins.getPlugin("mergeability")).isNotNull();
        assertThat(rule.jenkins.getPlugin("metrics")).isNull();
        assertThat(rule.jenkins.getPlugin("prometheus")).isNull();
        assertThat(ExtensionList.lookup(RecordListener.class))
                .hasAtLeastOneElementOfType(MeasuredEvents.OnRecord.class);
        assertThat(ExtensionList.lookup(Measurements.class)).hasSize(1);
    }
}
