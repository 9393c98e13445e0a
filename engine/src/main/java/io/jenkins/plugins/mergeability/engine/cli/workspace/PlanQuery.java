package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ChangedPaths;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.CommandSyntax;
import io.jenkins.plugins.mergeability.engine.cli.syntax.UsageException;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.map.When;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The repository, map and change of a call.
 *
 * @param repository a directory of the repository
 * @param map the file of {@code --map}
 * @param selection the change
 * @param occasion the occasion to plan for
 */
public record PlanQuery(Path repository, Optional<String> map, Selection selection, When occasion) {

    /**
     * Reads the options of {@link CommandSyntax#selection}.
     *
     * @throws UsageException if they contradict each other
     * @throws BadInputException if the list of changed paths cannot be used
     */
    public static PlanQuery of(Arguments arguments, Terminal terminal)
            throws UsageException, BadInputException, IOException {
        When occasion = When.valueOf(arguments.choice("--when").toUpperCase(Locale.ROOT));
        return about(arguments, repository(arguments, terminal), extent(arguments, terminal), occasion);
    }

    /** The query for a known change. */
    public static PlanQuery about(Arguments arguments, Path repository, Selection.Extent extent, When occasion) {
        Selection selection = new Selection(extent, Optional.ofNullable(arguments.value("--head")));
        return new PlanQuery(repository, Optional.ofNullable(arguments.value("--map")), selection, occasion);
    }

    /** The directory that {@code --repo} names; whether it is a repository is checked later. */
    public static Path repository(Arguments arguments, Terminal terminal) throws BadInputException {
        return path(terminal, arguments.value("--repo", "."), "--repo");
    }

    /** A file or directory named in an option, taken from the current directory. */
    public static Path path(Terminal terminal, String text, String option) throws BadInputException {
        try {
            return terminal.directory().resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new BadInputException(option + ": not a valid path on this system: " + e.getReason());
        }
    }

    private static Selection.Extent extent(Arguments arguments, Terminal terminal)
            throws UsageException, BadInputException, IOException {
        String base = arguments.value("--base");
        String changedFrom = arguments.value("--changed-from");
        boolean all = arguments.has("--all");
        int given = (base != null ? 1 : 0) + (changedFrom != null ? 1 : 0) + (all ? 1 : 0);
        if (given > 1) {
            throw arguments.invalid("--base, --changed-from and --all exclude each other");
        }
        if (all) {
            return new Selection.Everything("everything was requested (--all)");
        }
        if (changedFrom != null) {
            return new Selection.Paths(changedPaths(changedFrom, terminal));
        }
        return base != null ? new Selection.Since(base) : new Selection.SinceDefault();
    }

    private static List<String> changedPaths(String file, Terminal terminal) throws BadInputException, IOException {
        if (file.equals("-")) {
            return ChangedPaths.read(terminal.in(), "standard input");
        }
        Path list = path(terminal, file, "--changed-from");
        if (Files.isDirectory(list)) {
            throw new BadInputException("--changed-from: " + GitPath.display(file)
                    + " is a directory; it takes a file with one path per line");
        }
        try (InputStream in = Files.newInputStream(list)) {
            return ChangedPaths.read(in, file);
        } catch (NoSuchFileException e) {
            throw new BadInputException("--changed-from: there is no file " + GitPath.display(file));
        }
    }
}
