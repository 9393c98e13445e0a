package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.MapException;
import io.jenkins.plugins.mergeability.engine.map.MapReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * A component map looked at by itself, as it is on disk, whether or not it is in a repository.
 *
 * @param file where it is
 * @param directory the directory of {@code --repo}
 */
record LoneMap(MapFile file, Path directory) {

    /** Adds the options that {@link #locate} reads. */
    static Options options(Options options) {
        return options.value("--map", "F", "The component map; components.yaml at the top of the repository by default.")
                .value("--repo", "D", "A directory of the repository; the current one by default.");
    }

    /**
     * The file that is meant: the one named, or else the nearest {@value MapFile#NAME} from the directory upwards, as
     * far as the repository goes.
     */
    static LoneMap locate(ParseResult parsed, Terminal terminal) throws BadInputException {
        Path directory = Asked.repository(parsed, terminal);
        Optional<String> named = Optional.ofNullable(Options.value(parsed, "--map", null));
        return new LoneMap(MapFile.locate(named, directory, terminal.directory(), nearest(directory)), directory);
    }

    /**
     * The map.
     *
     * @throws MapException if it cannot be used
     */
    ComponentMap map() throws BadInputException, MapException, IOException {
        return MapReader.read(file.shown(), file.read());
    }

    private static Optional<Path> nearest(Path start) {
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(MapFile.NAME))) {
                return Optional.of(at);
            }
            if (Files.exists(at.resolve(".git"))) {
                break;
            }
        }
        return Optional.empty();
    }
}
