package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A commit, checked out as a further working tree of a repository. No hook of the repository runs for it, and a sparse
 * checkout does not count there.
 */
public final class TemporaryCheckout {

    private static final String NAME = "tree";
    private static final String GITDIR = "gitdir: ";

    private static final String CLEAN = "git reset -q --hard && git clean -ffdxq";
    private static final String NO_HOOKS = "core.hooksPath=/dev/null";

    private final Git git;
    private final Path top;
    private final Path administration;

    private TemporaryCheckout(Git git, Path top, Path administration) {
        this.git = git;
        this.top = top;
        this.administration = administration;
    }

    /** The top of the working tree. */
    public Path top() {
        return top;
    }

    /** The directory in which git keeps its index and HEAD. */
    public Path administration() {
        return administration;
    }

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
                        NO_HOOKS,
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
                    .start("-c", NO_HOOKS, "submodule", "--quiet", "update", "--init", "--recursive")
                    .succeed();
        }
        return new TemporaryCheckout(git.at(top), top, administration(top).orElseThrow());
    }

    /**
     * Writes files of the commit into a directory, as they were checked out.
     *
     * @param index a copy of the index as it was then
     * @param name the name of the directory, beside the working tree
     */
    public void write(Path index, List<String> paths, String name) throws ExternalFailureException {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        for (String path : paths) {
            names.writeBytes(GitPath.encode(path));
            names.write(0);
        }
        git.with("GIT_INDEX_FILE", index.toString())
                .start("checkout-index", "-f", "-q", "-z", "--stdin", "--prefix=../" + name + "/")
                .send(names.toByteArray())
                .succeed();
    }

    /**
     * Puts the submodules back to the commits that the index names, and removes what is untracked in them.
     *
     * @param index a copy of the index as it was when it was checked out
     * @return those of which another commit is checked out, or tracked files were changed
     */
    public List<String> resetSubmodules(Path index) throws ExternalFailureException {
        Git then = git.with("GIT_INDEX_FILE", index.toString());
        String changed = new String(
                then.start("diff-files", "--name-only", "-z", "--ignore-submodules=untracked")
                        .read(),
                StandardCharsets.UTF_8);
        git.start("-c", NO_HOOKS, "submodule", "--quiet", "update", "--init", "--force", "--recursive", "--no-fetch")
                .succeed();
        git.start("-c", NO_HOOKS, "submodule", "--quiet", "foreach", "--recursive", CLEAN)
                .succeed();
        return Arrays.stream(changed.split("\0"))
                .filter(path -> Files.isDirectory(top.resolve(path)))
                .toList();
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
