package io.jenkins.plugins.mergeability.engine.map.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.write.ComponentMaps;
import io.jenkins.plugins.mergeability.engine.map.write.MapPrinter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Hostile files end in a clear error, within a small heap, and soon. */
class HostileMapsTest {

    private static final List<String> PIECES = List.of(
            "components:",
            "jobs:",
            "a: ",
            "{",
            "}",
            "[",
            "]",
            ", ",
            "- ",
            "\n",
            "\n  ",
            "\n    ",
            "&x ",
            "*x",
            "<<: ",
            "!t ",
            "!!str ",
            "| ",
            ">-",
            "'",
            "\"",
            "\\",
            "\\U",
            "#",
            "%",
            "---\n",
            "...\n",
            "? ",
            ": ",
            "\t",
            "\r",
            "é",
            "😀",
            "\u2028",
            "null",
            "1",
            "~",
            "run: x",
            "@",
            "`",
            "%TAG ! x:\n",
            "%YAML 1.1\n",
            "\uFEFF",
            "\0",
            "1h",
            "**");

    /** One machine's worst was a tenth of this, so that only what grows out of hand fails here. */
    private static final int MAX_MILLISECONDS = 20_000;

    @Test
    void shouldEndInAClearErrorInASmallHeap() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HostileMaps.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        List<String> expected = new ArrayList<>();
        HostileMaps.expected().forEach((name, kind) -> expected.add(name + " " + kind));
        assertThat(output.lines().map(line -> line.replaceFirst(" [0-9]+ ", " ")))
                .containsExactlyElementsOf(expected);
        assertThat(output.lines())
                .allSatisfy(line -> assertThat(Integer.parseInt(line.split(" ")[1]))
                        .as(line)
                        .isLessThan(MAX_MILLISECONDS));
    }

    @Test
    void shouldTakeALargeHonestMap() throws Exception {
        StringBuilder text = new StringBuilder("components:\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("  c")
                    .append(i)
                    .append(": {dependsOn: [c")
                    .append((i + 1) / 2)
                    .append("], jobs: {a: x, b: {needs: a, run: y}}}\n");
        }
        String acyclic = text.toString()
                .replace("  c0: {dependsOn: [c0]", "  c0: {affects: [c1]")
                .replace("c1: {dependsOn: [c1]", "c1: {affects: [c2]");
        assertThat(MapReaderTest.read(acyclic).components()).hasSize(10_000);
    }

    @Test
    void shouldNestUpToTheLimit() throws Exception {
        String fine = "components: {a: {jobs: {t: " + "[".repeat(60) + "x" + "]".repeat(60) + "}}}";
        assertThat(MapReaderTest.read(fine).components()).containsKey("a");
        String deep = "components: {a: {jobs: {t: " + "[".repeat(61) + "x" + "]".repeat(61) + "}}}";
        MapException e = catchThrowableOfType(MapException.class, () -> MapReaderTest.read(deep));
        assertThat(e.render()).contains("nested more than 64 levels deep");
    }

    @Property(tries = 1500)
    void shouldEndInAMapOrAMapException(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "components:\n  a:\n    jobs:\n      x: " : "");
        for (int i = random.nextInt(30); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        assertReads(text.toString());
    }

    @Property(tries = 400)
    void shouldSurviveDamage(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(MapPrinter.print(ComponentMaps.of(seed)));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(Math.min(text.length(), 2_000));
            if (random.nextBoolean()) {
                text.deleteCharAt(at);
            } else {
                text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        assertReads(text.toString());
    }

    private static void assertReads(String text) {
        try {
            assertThat(MapReaderTest.read(text)).isNotNull();
        } catch (MapException e) {
            assertThat(e.problems()).isNotEmpty();
            assertThat(e.render())
                    .doesNotContain("org.yaml", "Exception", "\u0000", "\u2028")
                    .contains(": error: ");
        }
    }
}
