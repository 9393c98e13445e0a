package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ChangedPaths;
import io.jenkins.plugins.mergeability.engine.change.Selection;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Which repository, map and change a call asks about.
 *
 * @param repository a directory of the repository
 * @param map the file that was named as the map
 * @param selection the change
 * @param occasion what to plan for
 */
record Asked(Path repository, Optional<String> map, Selection selection, When occasion) {

    /**
     * Reads the options of {@link Options#selection}.
     *
     * @throws ParameterException if they contradict each other
     * @throws BadInputException if the list of changed paths cannot be used
     */
    static Asked of(ParseResult parsed, Terminal terminal) throws BadInputException, IOException {
        When occasion = When.valueOf(Options.choice(parsed, "--when").toUpperCase(Locale.ROOT));
        Selection selection = new Selection(
                extent(parsed, terminal), Optional.ofNullable(Options.value(parsed, "--head", null)));
        return new Asked(
                repository(parsed, terminal),
                Optional.ofNullable(Options.value(parsed, "--map", null)),
                selection,
                occasion);
    }

    /** The directory that {@code --repo} names; whether it is a repository is asked later. */
    static Path repository(ParseResult parsed, Terminal terminal) throws BadInputException {
        return path(terminal, Options.value(parsed, "--repo", "."), "--repo");
    }

    /** A file or directory named in an option, taken from the current directory. */
    static Path path(Terminal terminal, String text, String option) throws BadInputException {
        try {
            return terminal.directory().resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new BadInputException(option + ": not a path this system can have: " + e.getReason());
        }
    }

    private static Selection.Extent extent(ParseResult parsed, Terminal terminal)
            throws BadInputException, IOException {
        String base = Options.value(parsed, "--base", null);
        String changedFrom = Options.value(parsed, "--changed-from", null);
        boolean all = parsed.hasMatchedOption("--all");
        int given = (base != null ? 1 : 0) + (changedFrom != null ? 1 : 0) + (all ? 1 : 0);
        if (given > 1) {
            throw new ParameterException(
                    parsed.commandSpec().commandLine(),
                    "--base, --changed-from and --all each say what has changed: give one of them");
        }
        if (all) {
            return new Selection.Everything("everything was asked for (--all)");
        }
        if (changedFrom != null) {
            return new Selection.Paths(changedPaths(changedFrom, terminal));
        }
        return base != null ? new Selection.Since(base) : new Selection.SinceDefault();
    }

    private static List<String> changedPaths(String file, Terminal terminal)
            throws BadInputException, IOException {
        if (file.equals("-")) {
            return ChangedPaths.read(terminal.in(), "standard input");
        }
        try (InputStream in = Files.newInputStream(path(terminal, file, "--changed-from"))) {
            return ChangedPaths.read(in, file);
        } catch (NoSuchFileException e) {
            throw new BadInputException("--changed-from: there is no file " + file);
        }
    }
}
