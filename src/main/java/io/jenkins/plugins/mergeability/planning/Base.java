package io.jenkins.plugins.mergeability.planning;

/** What a build is compared with. */
sealed interface Base {

    /**
     * The merge base with a commit.
     *
     * @param revision the commit's id, or another name of it
     * @param words what the commit is, for people
     * @param branch the branch to fetch it by if a clone lacks it, or empty
     * @param ancestor whether it has to be an ancestor of what is built, because it is one's earlier state
     */
    record Commit(String revision, String words, String branch, boolean ancestor) implements Base {}

    /**
     * Nothing, so everything counts as changed.
     *
     * @param why a sentence that says why
     */
    record None(String why) implements Base {}

    /** A base that somebody names; of {@code origin/main} it is known by which branch to fetch it. */
    static Base named(String revision) {
        String branch = revision.startsWith("origin/") ? revision.substring("origin/".length()) : "";
        return new Commit(revision, "the base that the pipeline names", branch, false);
    }
}
