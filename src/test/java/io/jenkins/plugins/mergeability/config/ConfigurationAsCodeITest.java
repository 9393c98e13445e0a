package io.jenkins.plugins.mergeability.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeITest {

    @Test
    @ConfiguredWithCode("all.yaml")
    void shouldBeConfiguredByCode(JenkinsConfiguredWithCodeRule jenkins) {
        assertThat(Settings.of(null))
                .isEqualTo(new Settings(
                        Map.of(
                                "linux",
                                Platform.named("linux"),
                                "windows",
                                new Platform("windows", "win && x64", Optional.of(Shell.CMD), "2025", true)),
                        Map.of("compliance", 1, "bench", 4),
                        "linux",
                        10,
                        OptionalInt.of(8),
                        OptionalInt.of(50),
                        false,
                        Duration.ofDays(14),
                        false,
                        new ScopeSettings(List.of("release/*", "1.x"), false, false)));
        assertThat(Reporting.of(Reporting.configured(null)))
                .isEqualTo(new Reporting(
                        "ci/mergeable",
                        new MergeRules(
                                2, Counting.WRITERS, false, Set.of("wip", "do not merge"), Set.of("renovate[bot]")),
                        CommentPolicy.FAILURES,
                        true,
                        true,
                        true));
        assertThat(Reporting.sweepInterval()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    @ConfiguredWithCode("all.yaml")
    void shouldExportWhatItImports(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());

        String exported = Util.toYamlString(Util.getUnclassifiedRoot(context).get("mergeability"));

        assertThat(exported).isEqualTo(Util.toStringFromYamlFile(this, "exported.yaml"));
    }

    @Test
    @ConfiguredWithCode("all.yaml")
    void shouldReportErrors(JenkinsConfiguredWithCodeRule jenkins) {
        String twice = getClass().getResource("twice.yaml").toString();

        assertThatThrownBy(() -> ConfigurationAsCode.get().configure(twice))
                .isInstanceOf(ConfiguratorException.class)
                .rootCause()
                .hasMessageContaining("platforms: the name 'linux' is used twice");
        assertThat(Settings.of(null).platforms()).containsOnlyKeys("linux", "windows");
    }
}
