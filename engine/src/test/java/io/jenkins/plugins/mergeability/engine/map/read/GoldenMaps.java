package io.jenkins.plugins.mergeability.engine.map.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The maps under {@code src/test/resources/maps}: each a directory with {@code components.yaml} and what is expected of
 * it. Run with {@code -Dgolden.update=true} to write what is found as what is expected, then look at the difference.
 */
public final class GoldenMaps {

    private static final Path ROOT = Path.of("src/test/resources/maps");

    private GoldenMaps() {}

    public static Stream<Path> good() throws IOException {
        return directories("good");
    }

    static Stream<Path> bad() throws IOException {
        return directories("bad");
    }

    private static Stream<Path> directories(String kind) throws IOException {
        try (Stream<Path> found = Files.list(ROOT.resolve(kind))) {
            return found.sorted().toList().stream();
        }
    }

    public static byte[] map(Path directory) throws IOException {
        return Files.readAllBytes(directory.resolve("components.yaml"));
    }

    public static void assertExpected(Path directory, String file, String actual) throws IOException {
        Path expected = directory.resolve(file);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, actual, StandardCharsets.UTF_8);
        }
        assertThat(actual).as(expected.toString()).isEqualTo(Files.readString(expected, StandardCharsets.UTF_8));
    }
}
