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
    void shouldWriteAPathAsGitDoes(String written, String path) throws PlanningException {
        assertThat(GitMapPath.normal(written)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "/etc/map.yaml", "../map.yaml", "a/../../map.yaml", "a\0b"})
    void shouldRefuseWhatIsNoPathOfARepository(String written) {
        assertThatThrownBy(() -> GitMapPath.normal(written)).isInstanceOf(PlanningException.class);
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThatThrownBy(() -> GitMapPath.normal(""))
                .hasMessage(
                        "map: give the path of the component map from the top of the repository, such as components.yaml");
    }
}
