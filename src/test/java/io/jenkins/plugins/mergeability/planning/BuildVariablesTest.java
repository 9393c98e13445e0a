package io.jenkins.plugins.mergeability.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildVariablesTest {

    private static final Map<String, String> OF_JENKINS = Map.of(
            "BUILD_NUMBER", "7", "JOB_NAME", "shop/main", "BRANCH_NAME", "main", "CHANGE_ID", "7", "GLOBAL", "1");

    private static BuildVariables with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(OF_JENKINS);
        all.putAll(more);
        return new BuildVariables(all, OF_JENKINS, Set.of(), Set.of(), Set.of());
    }

    private static BuildVariables secrets(Map<String, String> more, String... secrets) {
        return new BuildVariables(with(more).all(), OF_JENKINS, Set.of(), Set.of(secrets), Set.of());
    }

    @Test
    void shouldLeaveOutWhatJenkinsSetsForEachBuild() {
        BuildVariables variables =
                with(Map.of("STAGE_NAME", "Build", "GIT_COMMIT", "1", "GIT_URL_2", "x", "MODE", "fast"));

        assertThat(variables.digests()).containsOnlyKeys("GLOBAL", "MODE");
        assertThat(BuildVariables.NONE.digest()).isEmpty();
    }

    @Test
    void shouldDifferByNameAndValue() {
        assertThat(with(Map.of("MODE", "fast")).digest())
                .isEqualTo(with(Map.of("MODE", "fast")).digest())
                .isNotEqualTo(with(Map.of("MODE", "slow")).digest())
                .isNotEqualTo(with(Map.of("MADE", "fast")).digest())
                .isNotEqualTo(with(Map.of("MODE", "fast", "MORE", "")).digest())
                .isNotEqualTo(with(Map.of()).digest());
    }

    @Test
    void shouldIncludeNamesOfJenkinsThatThePipelineOverrides() {
        assertThat(with(Map.of("BUILD_NUMBER", "release", "BRANCH_NAME", "other"))
                        .digests())
                .containsOnlyKeys("GLOBAL", "BUILD_NUMBER", "BRANCH_NAME");
        assertThat(with(Map.of("BUILD_TYPE", "release", "CHANGE_LEVEL", "1")).digests())
                .containsOnlyKeys("GLOBAL", "BUILD_TYPE", "CHANGE_LEVEL");
        BuildVariables parameter =
                new BuildVariables(OF_JENKINS, OF_JENKINS, Set.of("BRANCH_NAME"), Set.of(), Set.of());
        assertThat(parameter.digests()).containsOnlyKeys("GLOBAL", "BRANCH_NAME");
        assertThat(parameter.hidden()).containsExactly("CHANGE_ID");
    }

    @Test
    void shouldIncludeOnlyTheNamesOfSecrets() {
        BuildVariables one = secrets(Map.of("TOKEN", "one"), "TOKEN", "UNSET");

        assertThat(one.digest())
                .isEqualTo(secrets(Map.of("TOKEN", "two"), "TOKEN").digest())
                .isNotEqualTo(secrets(Map.of("TAKEN", "one"), "TAKEN").digest())
                .isNotEqualTo(with(Map.of("TOKEN", "one")).digest());
        assertThat(one.values()).containsEntry("TOKEN", "(secret)").doesNotContainKey("UNSET");
        assertThat(one.toString()).contains("TOKEN").doesNotContain("one");
    }

    @Test
    void shouldHideBranchesAndVolatileVariables() {
        BuildVariables variables = new BuildVariables(
                with(Map.of("GIT_BRANCH", "main", "GIT_COMMIT", "1", "VERSION", "1"))
                        .all(),
                OF_JENKINS,
                Set.of(),
                Set.of(),
                Set.of("VERSION", "OF_AGENT"));

        assertThat(variables.hidden()).containsExactly("BRANCH_NAME", "CHANGE_ID", "GIT_BRANCH", "OF_AGENT", "VERSION");
        assertThat(variables.digests()).containsOnlyKeys("GLOBAL");
        assertThat(variables.values()).containsEntry("BRANCH_NAME", "main").containsEntry("VERSION", "1");
    }
}
