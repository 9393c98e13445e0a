package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A commit, checked out as a further working tree of a repository. No hook of the repository runs for it, and a sparse
 * checkout does not count there.
 *
 * @param top the top of the working tree
 * @param administration the directory in which git keeps its index and HEAD
 */
public record TemporaryCheckout(Path top, Path administration) {

    private static final String NAME = "tree";
    private static final String GITDIR = "gitdir: ";

    /**
     * Checks out a commit, with its submodules.
     *
     * @param parent an empty directory, in which the working tree is made
     * @param commit the id of a commit of the repository
     * @throws ExternalFailureException if git fails
     */
    static TemporaryCheckout of(Git git, Path commonDirectory, Path parent, String commit)
            throws ExternalFailureException, IOException {
        git.at(parent)
                .with("GIT_DIR", commonDirectory.toString())
                .start(
                        "-c",
                        "core.hooksPath=/dev/null",
                        "-c",
                        "core.sparseCheckout=false",
                        "worktree",
                        "add",
                        "--quiet",
                        "--detach",
                        NAME,
                        commit)
                .succeed();
        Path top = parent.resolve(NAME);
        if (Files.exists(top.resolve(".gitmodules"))) {
            git.at(top)
                    .start("-c", "core.hooksPath=/dev/null", "submodule", "--quiet", "update", "--init", "--recursive")
                    .succeed();
        }
        return new TemporaryCheckout(top, administration(top).orElseThrow());
    }

    /** The directory in which git keeps the state of a working tree, if it is a further one. */
    public static Optional<Path> administration(Path top) throws IOException {
        Path link = top.resolve(".git");
        if (!Files.isRegularFile(link)) {
            return Optional.empty();
        }
        String text = Files.readString(link, StandardCharsets.UTF_8).strip();
        return text.startsWith(GITDIR)
                ? Optional.of(top.resolve(text.substring(GITDIR.length())).normalize())
                : Optional.empty();
    }
}
