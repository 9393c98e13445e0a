package io.jenkins.plugins.mergeability.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares texts with golden files, which hold what is expected. Run with {@code -Dgolden.update=true} to write the
 * actual text as the expected one, then review the difference.
 */
public final class GoldenFile {

    private static final Path ROOT = Path.of("src/test/resources");

    private GoldenFile() {}

    /** The path of a golden file or of a directory with golden files. */
    public static Path of(String path) {
        return ROOT.resolve(path);
    }

    public static void assertExpected(Path expected, String actual) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, actual, StandardCharsets.UTF_8);
        }
        assertThat(expected).exists();
        assertThat(actual).as(expected.toString()).isEqualTo(Files.readString(expected, StandardCharsets.UTF_8));
    }
}
