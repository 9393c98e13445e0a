package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.run.LocalPlatforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A component map on disk, whether or not it is in a repository.
 *
 * @param file where it is
 */
public record StandaloneMap(MapFile file) {

    /** Adds the options that {@link #locate} reads. */
    public static CommandSyntax options(CommandSyntax syntax) {
        return syntax.value("--map", "F", "The component map; components.yaml at the top of the repository by default.")
                .value("--repo", "D", "A directory of the repository; the current one by default.");
    }

    /**
     * The map file: the one named, else the nearest {@value MapFile#NAME} from the directory upwards, as
     * far as the repository goes.
     */
    public static StandaloneMap locate(Arguments arguments, Terminal terminal) throws BadInputException {
        Path directory = PlanQuery.repository(arguments, terminal);
        Optional<String> named = Optional.ofNullable(arguments.value("--map"));
        return new StandaloneMap(MapFile.locate(named, directory, terminal.directory(), nearest(directory)));
    }

    /**
     * The map.
     *
     * @throws MapException if it cannot be used
     */
    public ComponentMap map() throws BadInputException, MapException, IOException {
        ComponentMap map = MapReader.read(file.shown(), file.read());
        return map.withPlatforms(LocalPlatforms.all(map));
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
