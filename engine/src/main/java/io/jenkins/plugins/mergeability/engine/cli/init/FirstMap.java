package io.jenkins.plugins.mergeability.engine.cli.init;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The first component map of a repository.
 *
 * @param top the top of its working tree
 * @param draft the map
 */
public record FirstMap(Path top, MapDraft draft) {

    /**
     * Makes the map of the working tree of a repository.
     *
     * @throws BadInputException if the directory is not in a working tree
     */
    public static FirstMap of(Path directory) throws BadInputException, IOException {
        Selection everything = new Selection(new Selection.Everything(""), Optional.empty());
        try (GitRepository repository = GitRepository.open(directory, everything)) {
            Path top = repository
                    .workTree()
                    .orElseThrow(() -> new BadInputException("a bare repository has no working tree to read"));
            return new FirstMap(top, MapDraft.of(new SourceTree(top, repository.snapshot())));
        }
    }

    /**
     * Writes a new file.
     *
     * @throws BadInputException if there is a file already
     */
    public static void write(Path file, String text) throws BadInputException, IOException {
        try {
            Files.write(
                    file,
                    text.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new BadInputException(file.getFileName()
                    + " exists already, and nothing is overwritten: remove it, or" + " name another file with --map");
        }
    }
}
