package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import java.util.Optional;

/**
 * The commit that a change starts from: the best common ancestor of base and head, so that what happened on the base
 * since then does not count. Of several that are as good the first, as in {@code git diff base...head}.
 *
 * @param commit its id, if there is one
 * @param whyNone a sentence that says why there is none and what to do about it
 */
record MergeBase(Optional<String> commit, String whyNone) {

    static MergeBase find(Git git, Revisions revisions, String headName) throws ExternalFailureException {
        if (revisions.head().isEmpty()) {
            return none("there is no commit yet to compare with");
        }
        boolean shallow = revisions.place().shallow();
        if (revisions.base().isEmpty()) {
            return none("there is no branch to compare with (looked for " + Revisions.DEFAULT_NAMES + "): name the base"
                    + (shallow ? ", or get the missing history with `git fetch --unshallow`" : ", or `git fetch` it"));
        }
        Revisions.Base base = revisions.base().get();
        String head = revisions.head().get();
        if (base.commit().equals(head)) {
            return new MergeBase(Optional.of(head), "");
        }
        GitProcess process = git.start("merge-base", base.commit(), head);
        String found = new String(process.read(1), ISO_8859_1).strip();
        if (!found.isEmpty()) {
            return new MergeBase(Optional.of(found), "");
        }
        String between = "`" + GitPath.display(base.name()) + "` and `" + GitPath.display(headName) + "`";
        return none(
                shallow
                        ? "the clone is shallow and lacks the commit where " + between
                                + " part: get it with `git fetch --unshallow`"
                        : between + " have no common ancestor: name a base that shares history with what is looked at");
    }

    private static MergeBase none(String why) {
        return new MergeBase(Optional.empty(), why);
    }
}
