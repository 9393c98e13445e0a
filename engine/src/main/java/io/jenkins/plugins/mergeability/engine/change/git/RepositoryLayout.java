package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The directories and the format of a repository.
 *
 * @param workTree the top of the working tree, where there is one
 * @param commonDirectory the directory that all working trees of the repository share, usually {@code .git}
 * @param shallow whether the clone is shallow
 * @param idLength how many hexadecimal digits an object id has
 */
record RepositoryLayout(Optional<Path> workTree, Path commonDirectory, boolean shallow, int idLength) {

    /** Starts the query, in English so that the messages can be distinguished. */
    static GitProcess ask(Git git) throws ExternalFailureException {
        return git.with("LC_ALL", "C")
                .start(
                        "rev-parse",
                        "--is-inside-work-tree",
                        "--is-shallow-repository",
                        "--show-object-format",
                        "--git-common-dir",
                        "--show-cdup");
    }

    /** Reads the answer to {@link #ask}. */
    static RepositoryLayout read(GitProcess process, Path directory)
            throws BadInputException, ExternalFailureException {
        byte[] output;
        try {
            output = process.output().readAllBytes();
            if (process.finish() != 0) {
                throw refused(process, directory);
            }
            return parse(output, directory.toRealPath());
        } catch (IOException e) {
            throw process.communicationFailure(e);
        } catch (IndexOutOfBoundsException e) {
            throw process.unexpected(e.getMessage());
        }
    }

    private static ExternalFailureException refused(GitProcess process, Path directory) throws BadInputException {
        String errors = process.errorText().toLowerCase(Locale.ROOT);
        String shown = GitPath.display(directory.toString());
        if (errors.contains("not a git repository")) {
            throw new BadInputException(
                    shown + " is not in a git repository: give a directory of one, or run `git init`");
        }
        if (errors.contains("dubious ownership") || errors.contains("unsafe repository")) {
            return new ExternalFailureException(
                    shown + " belongs to another user, so git refuses to read it: if you trust what"
                            + " is there, run `git config --global --add safe.directory` with the repository's directory\n  "
                            + process.failure().getMessage());
        }
        return process.failure();
    }

    /** A directory name may contain a line break, so the common directory is the text between the other lines. */
    private static RepositoryLayout parse(byte[] output, Path directory) {
        String text = new String(output, names());
        String[] first = text.split("\n", 4);
        boolean inside = first[0].equals("true");
        String rest = first[3];
        int end = rest.lastIndexOf('\n');
        Optional<Path> top = Optional.empty();
        if (inside) {
            int line = rest.lastIndexOf('\n', end - 1);
            top = Optional.of(directory.resolve(rest.substring(line + 1, end)).normalize());
            end = line;
        }
        Path common = directory.resolve(rest.substring(0, end)).normalize();
        // Before 2.28 git echoes the unknown option, and supports only SHA-1.
        return new RepositoryLayout(top, common, first[1].equals("true"), first[2].equals("sha256") ? 64 : 40);
    }

    private static Charset names() {
        String name = System.getProperty("sun.jnu.encoding");
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : UTF_8;
    }
}
