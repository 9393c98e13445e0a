package io.jenkins.plugins.mergeability.github;

/**
 * A pull request at {@link FakeGithub}.
 *
 * @param author who opened it, and owns the repository that its branch is in
 * @param branch the branch of that repository
 * @param target the branch to merge into
 */
public record FakePull(int number, String author, String branch, String target) {

    /** Where git finds its head. */
    public String headRef() {
        return "refs/pull/" + number + "/head";
    }

    /** Where git finds what merging it would give, unless there are conflicts. */
    public String mergeRef() {
        return "refs/pull/" + number + "/merge";
    }
}
