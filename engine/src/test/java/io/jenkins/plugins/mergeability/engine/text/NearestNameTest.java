package io.jenkins.plugins.mergeability.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody meant who wrote a name that is none. */
class NearestNameTest {

    private static final List<String> NAMES = List.of("air", "bom", "dependsOn", "paths", "integration_test", "x");

    @ParameterizedTest
    @CsvSource({
        "ar,air",
        "AIR,air",
        "iar,air",
        "bomb,bom",
        "depends_on,dependsOn",
        "depend,",
        "path,paths",
        "pahts,paths",
        "integrationtests,integration_test",
        "y,",
        "zzz,",
        "something,"
    })
    void shouldFindTheNearest(String name, String expected) {
        assertThat(new NearestName().to(name, NAMES)).isEqualTo(expected);
    }

    @Test
    void shouldStopLookingAfterAWhile() {
        NearestName nearest = new NearestName();
        List<String> many = Collections.nCopies(5_000_000, "abc");
        assertThat(nearest.to("zzzz", many)).isNull();
        assertThat(nearest.to("zzzz", many)).isNull();
        assertThat(nearest.to("ar", NAMES)).as("after the budget is spent").isNull();
    }
}
