package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import java.util.Optional;

/**
 * The merge base: the best common ancestor of base and head, from which the change starts. Of several equally good ones
 * the first, as in {@code git diff base...head}.
 *
 * @param commit its id, if there is one
 * @param reason why there is none, and how to fix it
 */
record MergeBase(Optional<String> commit, String reason) {

    static MergeBase find(Git git, Revisions revisions, String headName) throws ExternalFailureException {
        if (revisions.head().isEmpty()) {
            return none("there is no commit yet to compare with");
        }
        boolean shallow = revisions.layout().shallow();
        if (revisions.base().isEmpty()) {
            return none("there is no branch to compare with (tried " + Revisions.DEFAULT_NAMES + "): specify the base"
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
                        : between + " have no common ancestor: specify a base that shares history with the head");
    }

    private static MergeBase none(String reason) {
        return new MergeBase(Optional.empty(), reason);
    }
}
