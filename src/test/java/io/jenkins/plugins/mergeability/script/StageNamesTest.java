package io.jenkins.plugins.mergeability.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StageNamesTest {

    private static Part.ScriptCommand command(String run) {
        return new Part.ScriptCommand(2, "2", run, Map.of(), ".", Optional.empty(), 0, false, false);
    }

    @Test
    void shouldShortenCommandsToOneLine() {
        assertThat(StageNames.label(List.of(command("make")))).isEqualTo("make");
        assertThat(StageNames.label(List.of(command("\nmake\ncheck\n"), command("x"))))
                .isEqualTo("make … (and 1 more)");
        assertThat(StageNames.numbered(command("é".repeat(81) + "\nmore"), 9))
                .isEqualTo("[2/9] " + "é".repeat(80) + "…");
        assertThat(StageNames.firstLine("make\ncheck")).isEqualTo("make");
        assertThat(StageNames.firstLine("\uD83D\uDE00".repeat(81))).isEqualTo("\uD83D\uDE00".repeat(80) + "…");
    }

    @Test
    void shouldNameTheStageOfAJob() {
        assertThat(StageNames.ofJob(new JobKey("air", "test", Optional.empty())))
                .isEqualTo("air: test");
        assertThat(StageNames.ofJob(new JobKey("air", "test", Optional.of("linux"))))
                .isEqualTo("air: test on linux");
    }

    @Test
    void shouldUseANameOnceInABuild() {
        assertThat(UniqueNames.of("air", 1)).isEqualTo("air");
        assertThat(UniqueNames.of("air", 2)).isEqualTo("air (2)");
        assertThat(UniqueNames.of("air", 1, 3)).isEqualTo("air (attempt 3)");
        assertThat(UniqueNames.of("failFast", 1)).isEqualTo("failFast (component)");
        for (String name : List.of("air", "air (2)", "failFast")) {
            for (int call = 1; call <= 3; call++) {
                assertThat(UniqueNames.recorded(UniqueNames.of(name, call), call))
                        .isEqualTo(name);
            }
        }
    }
}
