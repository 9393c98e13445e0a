package io.jenkins.plugins.mergeability.planning;

/** The base of the comparison that determines the changes of a build. */
sealed interface Base {

    /**
     * The merge base with a commit.
     *
     * @param revision the commit ID or another name
     * @param description a description for people
     * @param branch the branch to fetch if the clone lacks the commit, or empty
     * @param ancestor whether it must be an ancestor of the built commit, because it is an earlier commit of the branch
     */
    record Commit(String revision, String description, String branch, boolean ancestor) implements Base {}

    /**
     * No base: everything counts as changed.
     *
     * @param reason the reason, as a sentence
     */
    record None(String reason) implements Base {}

    /** The base that a pipeline names. A name such as {@code origin/main} contains the branch to fetch. */
    static Base named(String revision) {
        String branch = revision.startsWith("origin/") ? revision.substring("origin/".length()) : "";
        return new Commit(revision, "the base that the pipeline names", branch, false);
    }
}
