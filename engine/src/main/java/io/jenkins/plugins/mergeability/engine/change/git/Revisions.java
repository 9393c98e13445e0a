package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.Selection.Since;
import io.jenkins.plugins.mergeability.engine.change.Selection.SinceDefault;
import java.util.List;
import java.util.Optional;

/**
 * The commits of a selection.
 *
 * @param layout the layout of the repository
 * @param head the selected commit, or the commit checked out in the working tree; absent before the first commit
 * @param base the revision to compare with
 */
record Revisions(RepositoryLayout layout, Optional<String> head, Optional<Base> base) {

    /** A revision to compare with, with its name for messages. */
    record Base(String name, String commit) {}

    private static final List<String> DEFAULTS = List.of(
            "refs/remotes/origin/HEAD",
            "refs/remotes/origin/main",
            "refs/remotes/origin/master",
            "refs/heads/main",
            "refs/heads/master");

    /** The defaults, for messages. */
    static final String DEFAULT_NAMES = "origin/HEAD, origin/main, origin/master, main, master";

    static Revisions resolve(Git git, RepositoryLayout layout, ObjectReader objects, Selection selection)
            throws BadInputException, ExternalFailureException {
        if (selection.head().isEmpty() && layout.workTree().isEmpty()) {
            throw new BadInputException(GitPath.display(git.directory().toString())
                    + " is not in a working tree: give a directory of one, or a head revision");
        }
        Optional<String> head;
        if (selection.head().isPresent()) {
            head = Optional.of(commit(git, objects, "head", selection.head().get()));
        } else {
            head = objects.commit("HEAD");
        }
        Optional<Base> base = Optional.empty();
        if (selection.extent() instanceof Since since) {
            base = Optional.of(new Base(since.base(), commit(git, objects, "base", since.base())));
        } else if (selection.extent() instanceof SinceDefault) {
            base = defaultBase(objects);
        }
        return new Revisions(layout, head, base);
    }

    private static Optional<Base> defaultBase(ObjectReader objects) throws ExternalFailureException {
        Optional<String> ref = primaryBranch(objects);
        if (ref.isEmpty()) {
            return Optional.empty();
        }
        String name = ref.get().substring(ref.get().indexOf('/', "refs/".length()) + 1);
        return objects.commit(ref.get()).map(commit -> new Base(name, commit));
    }

    /** The reference of the main branch; empty if none has a usual name. */
    static Optional<String> primaryBranch(ObjectReader objects) throws ExternalFailureException {
        for (String ref : DEFAULTS) {
            if (objects.commit(ref).isPresent()) {
                return Optional.of(ref);
            }
        }
        return Optional.empty();
    }

    private static String commit(Git git, ObjectReader objects, String role, String revision)
            throws BadInputException, ExternalFailureException {
        Optional<String> commit = objects.commit(revision);
        if (commit.isEmpty()) {
            throw new BadInputException(role + " `" + GitPath.display(revision) + "` is no commit of this repository: "
                    + hint(git, revision));
        }
        return commit.get();
    }

    private static String hint(Git git, String revision) throws ExternalFailureException {
        String format = "--format=%(refname:strip=2)";
        byte[] output = git.start("for-each-ref", format, "refs/heads", "refs/remotes", "refs/tags")
                .read();
        List<String> names = List.of(GitPath.decode(output, 0, output.length).split("\n"));
        List<String> near = SimilarNames.of(revision, names);
        return near.isEmpty()
                ? "use an existing revision, or fetch it first"
                : "did you mean `" + GitPath.display(String.join("` or `", near)) + "`?";
    }
}
