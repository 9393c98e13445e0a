package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.InvisibleAction;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.plugins.git.Branch;
import hudson.plugins.git.Revision;
import hudson.plugins.git.util.BuildData;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks the build of a pull request by a job outside of multibranch projects. Whatever the build says, it counts only for the
 * commit that git has checked out.
 */
final class PullRequestBuild extends InvisibleAction {

    /** The usual names of GitHub's references {@code refs/pull/17/head} and {@code refs/pull/17/merge} in a clone. */
    private static final Pattern REFERENCE = Pattern.compile("(?:.*/)?(?:pull|pr)/([1-9][0-9]{0,8})/(?:head|merge)");

    /** The parameter of the GitHub Pull Request Builder. */
    private static final String PARAMETER = "ghprbPullId";

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final int number;
    private final String commit;

    @CheckForNull
    private String head;

    @CheckForNull
    private String target;

    private PullRequestBuild(int number, String commit) {
        this.number = number;
        this.commit = commit;
    }

    /** The mark of a build, if it is marked. */
    static Optional<PullRequestBuild> of(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(PullRequestBuild.class));
    }

    /** Finds out by the parameters and checkouts of a build whether it is of a pull request. */
    static Optional<PullRequestBuild> detect(Run<?, ?> run) {
        OptionalInt parameter = parameter(run);
        for (BuildData data : run.getActions(BuildData.class)) {
            Revision revision = data.getLastBuiltRevision();
            if (revision == null) {
                continue;
            }
            if (parameter.isPresent()) {
                return Optional.of(new PullRequestBuild(parameter.getAsInt(), revision.getSha1String()));
            }
            for (Branch branch : revision.getBranches()) {
                Matcher reference = REFERENCE.matcher(branch.getName());
                if (reference.matches()) {
                    return Optional.of(
                            new PullRequestBuild(Integer.parseInt(reference.group(1)), revision.getSha1String()));
                }
            }
        }
        return Optional.empty();
    }

    private static OptionalInt parameter(Run<?, ?> run) {
        for (ParametersAction parameters : run.getActions(ParametersAction.class)) {
            for (ParameterValue parameter : parameters.getAllParameters()) {
                if (PARAMETER.equals(parameter.getName())
                        && parameter.getValue() instanceof String value
                        && NUMBER.matcher(value).matches()) {
                    return OptionalInt.of(Integer.parseInt(value));
                }
            }
        }
        return OptionalInt.empty();
    }

    /** The number of the pull request. */
    int number() {
        return number;
    }

    /** The commit that was checked out. */
    String commit() {
        return commit;
    }

    /** Whether it is known what the commit is of. */
    boolean isResolved() {
        return head != null;
    }

    /**
     * Says what the commit is.
     *
     * @param builtHead the commit of the pull request that is the commit, or was merged by it
     * @param builtTarget the target branch of the pull request
     */
    void resolve(String builtHead, String builtTarget) {
        head = builtHead;
        target = builtTarget;
    }

    /** Whether this is a build of a commit of a pull request for a target branch. */
    boolean isOf(int pull, String builtHead, String builtTarget) {
        return number == pull && builtHead.equals(head) && builtTarget.equals(target);
    }
}
