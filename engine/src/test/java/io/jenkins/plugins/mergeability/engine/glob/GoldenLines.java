package io.jenkins.plugins.mergeability.engine.glob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lines of every golden file in a directory beside this class, with {@code \\uXXXX} read as one char. */
final class GoldenLines {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private GoldenLines() {}

    static List<List<String>> files(String directory) throws IOException, URISyntaxException {
        Path path = Path.of(GoldenLines.class.getResource(directory).toURI());
        try (Stream<Path> files = Files.list(path)) {
            return files.sorted().map(GoldenLines::lines).toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> ESCAPE.matcher(line)
                            .replaceAll(match -> String.valueOf((char) Integer.parseInt(match.group(1), 16))
                                    .replace("\\", "\\\\")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
