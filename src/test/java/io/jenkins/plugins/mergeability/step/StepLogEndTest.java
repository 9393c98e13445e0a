package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepLogEndTest {

    @TempDir
    private Path directory;

    private Path log;
    private Path index;

    @BeforeEach
    void create() {
        log = directory.resolve("log");
        index = directory.resolve("log-index");
    }

    private List<String> lines(String node) throws IOException {
        return StepLogEnd.lines(log, index, node);
    }

    @Test
    void shouldReadOnlyTheLinesOfTheStep() throws Exception {
        Files.writeString(log, "start\nseven 1\neight 1\nseven 2\nend\neight 2\n");
        Files.writeString(index, "6 7\n14 8\n22 7\n30\n34 8\n");

        assertThat(lines("7")).containsExactly("seven 1", "seven 2");
        assertThat(lines("8")).containsExactly("eight 1", "eight 2");
        assertThat(lines("9")).isEmpty();
    }

    @Test
    void shouldReadTheEndOfALogThatIsLargerThanTheMemory() throws Exception {
        long size = 64L << 30; // a sparse file
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(size);
            file.seek(size - 1_000_000);
            file.write("x".repeat(999_979).getBytes(StandardCharsets.UTF_8));
            file.write("\nlast line\nof the log".getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(index, "100 7\n");

        assertThat(lines("7")).containsExactly("last line", "of the log");
    }

    @Test
    void shouldReadNoMoreThanItsBoundOfManyParts() throws Exception {
        StringBuilder text = new StringBuilder();
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            parts.append(text.length()).append(i % 2 == 0 ? " 7\n" : " 8\n");
            text.append("line ").append(i).append('\n');
        }
        Files.writeString(log, text);
        Files.writeString(index, parts);

        List<String> lines = lines("7");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("line 199998");
        assertThat(lines).hasSizeBetween(StepLogEnd.MAX_BYTES / 20, StepLogEnd.MAX_BYTES / 10);
        assertThat(lines).allMatch(line -> Integer.parseInt(line.substring(5)) % 2 == 0);
    }

    /** Another step wrote between a long part and a short one: the end of the long one belongs to the lines. */
    @Test
    void shouldReadAsMuchOfEarlierPartsAsItsBoundAllows() throws Exception {
        String first = "\u00e4 line\n".repeat(20_000);
        String last = "last line\n".repeat(10);
        byte[] before = first.getBytes(StandardCharsets.UTF_8);
        Files.writeString(log, first + "other\n" + last);
        Files.writeString(index, "0 7\n" + before.length + " 8\n" + (before.length + 6) + " 7\n");

        List<String> lines = lines("7");

        assertThat(lines).contains("\u00e4 line").endsWith("last line").doesNotContain("other");
        assertThat(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .hasSizeBetween(StepLogEnd.MAX_BYTES - 20, StepLogEnd.MAX_BYTES);
    }

    @Test
    void shouldNameADamagedIndex() throws Exception {
        Files.writeString(log, "a\n");
        Files.writeString(index, "x 7\n");

        assertThatThrownBy(() -> lines("7")).isInstanceOf(IOException.class).hasMessageContaining("index");
    }
}
