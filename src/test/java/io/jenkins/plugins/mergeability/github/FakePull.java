package io.jenkins.plugins.mergeability.github;

/**
 * A pull request at {@link FakeGithub}.
 *
 * @param author the author, who owns the repository of its branch
 * @param branch the branch in the repository of the author
 * @param target the target branch
 */
public record FakePull(int number, String author, String branch, String target) {

    /** The reference of its head. */
    public String headRef() {
        return "refs/pull/" + number + "/head";
    }

    /** The reference of its merge commit, which does not exist if there are conflicts. */
    public String mergeRef() {
        return "refs/pull/" + number + "/merge";
    }
}
