package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The maps under {@code src/test/resources/maps}: each a directory with {@code components.yaml} and its golden files. */
public final class GoldenMaps {

    private static final Path ROOT = GoldenFile.of("maps");

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
}
