package io.jenkins.plugins.mergeability.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitMapPathTest {

    @ParameterizedTest
    @CsvSource({"components.yaml, components.yaml", "./ci//map.yaml, ci/map.yaml", "ci\\map.yaml, ci/map.yaml"})
    void shouldNormalizePaths(String written, String path) throws PlanningException {
        assertThat(GitMapPath.normal(written)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "/etc/map.yaml", "../map.yaml", "a/../../map.yaml", "a\0b"})
    void shouldRejectInvalidPaths(String written) {
        assertThatThrownBy(() -> GitMapPath.normal(written)).isInstanceOf(PlanningException.class);
    }

    @Test
    void shouldReportTheError() {
        assertThatThrownBy(() -> GitMapPath.normal(""))
                .hasMessage("map: use a path relative to the top of the repository, such as components.yaml");
    }
}
