package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import java.util.List;

/**
 * The merge bases: the best common ancestors of base and head, from which the change starts. There are several where
 * both have merged each other.
 *
 * @param commits their ids, in the order of git
 * @param reason why there is none, and how to fix it
 */
record MergeBases(List<String> commits, String reason) {

    MergeBases {
        commits = List.copyOf(commits);
    }

    static MergeBases find(Git git, Revisions revisions, String headName) throws ExternalFailureException {
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
            return new MergeBases(List.of(head), "");
        }
        GitProcess process = git.start("merge-base", "--all", base.commit(), head);
        String found = new String(process.read(1), ISO_8859_1).strip();
        if (!found.isEmpty()) {
            return new MergeBases(List.of(found.split("\n")), "");
        }
        String between = "`" + GitPath.display(base.name()) + "` and `" + GitPath.display(headName) + "`";
        return none(
                shallow
                        ? "the clone is shallow and lacks the commit where " + between
                                + " part: get it with `git fetch --unshallow`"
                        : between + " have no common ancestor: specify a base that shares history with the head");
    }

    private static MergeBases none(String reason) {
        return new MergeBases(List.of(), reason);
    }
}
