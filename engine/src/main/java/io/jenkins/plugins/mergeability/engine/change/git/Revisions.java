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
 * The commits that a selection means.
 *
 * @param place where the repository is
 * @param head what is looked at, or what the working tree started from; absent before the first commit
 * @param base what it is compared with
 */
record Revisions(RepositoryLayout place, Optional<String> head, Optional<Base> base) {

    /** A revision to compare with, by the name that people know it by. */
    record Base(String name, String commit) {}

    private static final List<String> DEFAULTS = List.of(
            "refs/remotes/origin/HEAD",
            "refs/remotes/origin/main",
            "refs/remotes/origin/master",
            "refs/heads/main",
            "refs/heads/master");

    /** The defaults, as people write them. */
    static final String DEFAULT_NAMES = "origin/HEAD, origin/main, origin/master, main, master";

    static Revisions resolve(Git git, RepositoryLayout place, ObjectReader objects, Selection selection)
            throws BadInputException, ExternalFailureException {
        if (selection.head().isEmpty() && place.workTree().isEmpty()) {
            throw new BadInputException(GitPath.display(git.directory().toString())
                    + " is not in a working tree: name one, or name the revision to look at");
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
        return new Revisions(place, head, base);
    }

    private static Optional<Base> defaultBase(ObjectReader objects) throws ExternalFailureException {
        for (String ref : DEFAULTS) {
            Optional<String> commit = objects.commit(ref);
            if (commit.isPresent()) {
                return Optional.of(new Base(ref.substring(ref.indexOf('/', "refs/".length()) + 1), commit.get()));
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
                ? "name one that exists, or fetch it first"
                : "did you mean `" + GitPath.display(String.join("` or `", near)) + "`?";
    }
}
