package io.jenkins.plugins.mergeability.engine.map.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the reference: the valid ones are read, the invalid ones are reported exactly as on the page. */
class ComponentMapDocTest {

    private static final Path PAGE = Path.of("../docs/component-map.md");
    private static final Pattern BLOCK = Pattern.compile(
            "^```yaml( error)?\\n(.*?)^```\\n(?:\\n```text\\n(.*?)^```\\n)?", Pattern.MULTILINE | Pattern.DOTALL);

    /** An example: its line on the page, the map, and its problems, null for a valid one. */
    record Example(int line, String map, String error) {
        @Override
        public String toString() {
            return "line " + line;
        }
    }

    static Stream<Example> examples() throws IOException {
        String page = Files.readString(PAGE);
        List<Example> examples = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(page);
        while (matcher.find()) {
            int line = 1
                    + (int) page.substring(0, matcher.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            assertThat(matcher.group(1) == null || matcher.group(3) != null)
                    .as("line " + line + " has its error")
                    .isTrue();
            examples.add(new Example(line, matcher.group(2), matcher.group(1) == null ? null : matcher.group(3)));
        }
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldDoWhatThePageSays(Example example) throws Exception {
        if (example.error() == null) {
            assertThat(MapReaderTest.read(example.map()).components()).isNotEmpty();
        } else {
            MapException e = catchThrowableOfType(MapException.class, () -> MapReaderTest.read(example.map()));
            assertThat(e.render() + "\n").isEqualTo(example.error());
        }
    }

    @Test
    void shouldFindEveryExample() throws Exception {
        long fences = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("```yaml"))
                .count();
        assertThat(examples()).hasSize((int) fences).hasSizeGreaterThan(10);
    }

    /** Every key that the schema knows is explained on the page. */
    @Test
    void shouldNameEveryKey() throws Exception {
        String page = Files.readString(PAGE);
        for (KnownKeys place : KnownKeys.values()) {
            assertThat(place.names()).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
        }
    }
}
