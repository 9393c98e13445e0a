package io.jenkins.plugins.mergeability.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.When;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BaselineKeyTest {

    private static final Optional<String> MAIN = Optional.of("main");

    @Test
    void shouldDifferByOccasionAndMap() {
        assertThat(key(PlanOptions.DEFAULT, When.CHANGE, null)).contains("main");
        assertThat(key(PlanOptions.DEFAULT, When.MERGE, null)).contains("main (merge)");
        assertThat(key(options("ci/map.yaml", null, List.of()), When.CHANGE, null))
                .contains("main by ci/map.yaml");
        assertThat(key(PlanOptions.DEFAULT, When.CHANGE, "one"))
                .isNotEqualTo(key(PlanOptions.DEFAULT, When.CHANGE, "two"))
                .isNotEqualTo(key(PlanOptions.DEFAULT, When.CHANGE, null));
    }

    @Test
    void shouldBeEmptyForPartialBuilds() {
        assertThat(BaselineKey.of(Optional.empty(), PlanOptions.DEFAULT, When.CHANGE, Optional.empty()))
                .isEmpty();
        assertThat(key(options("components.yaml", "v1", List.of()), When.CHANGE, null))
                .isEmpty();
        assertThat(key(options("components.yaml", null, List.of("air")), When.CHANGE, null))
                .isEmpty();
    }

    private static Optional<String> key(PlanOptions options, When occasion, String inline) {
        return BaselineKey.of(
                MAIN,
                options,
                occasion,
                Optional.ofNullable(inline).map(text -> new MapSource("map", text.getBytes())));
    }

    private static PlanOptions options(String map, String base, List<String> jobs) {
        return new PlanOptions(
                map, Optional.empty(), false, "", Optional.ofNullable(base), Optional.empty(), true, jobs);
    }
}
