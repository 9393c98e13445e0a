package io.jenkins.plugins.mergeability.planning;

import hudson.model.Run;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.outputs.OutputScope;
import io.jenkins.plugins.mergeability.proofs.Trust;
import java.util.Optional;
import jenkins.plugins.git.AbstractGitSCMSource.SCMRevisionImpl;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.metadata.PrimaryInstanceMetadataAction;
import jenkins.scm.api.mixin.ChangeRequestSCMRevision;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMRevision;

/**
 * The source of a build.
 *
 * @param remote the URL of the repository; empty if unknown
 * @param scm the SCM, pinned to the revision if it is known before the checkout
 * @param pinned whether the SCM is pinned
 * @param branch the branch; empty for pull requests and tags, or if unknown
 * @param base the base of the comparison; empty for the last fully proven commit of the branch
 * @param trust whether the source is trusted
 * @param origin the branch source and the revision; empty outside of multibranch projects
 */
record BuildSource(
        Optional<String> remote,
        Optional<SCM> scm,
        boolean pinned,
        Optional<String> branch,
        Optional<Base> base,
        Trust trust,
        Optional<Origin> origin) {

    /** Which outputs a build may restore: those of the primary branch, and its own. */
    OutputScope outputScope(Run<?, ?> run, String repository) {
        if (trust instanceof Trust.Untrusted untrusted) {
            return OutputScope.other(repository, "untrusted " + untrusted.pullRequest());
        }
        if (origin.isEmpty() || branch.isEmpty()) {
            return OutputScope.other(repository, "job " + run.getParent().getFullName());
        }
        return run.getParent().getAction(PrimaryInstanceMetadataAction.class) != null
                ? OutputScope.primary(repository)
                : OutputScope.other(repository, "branch " + branch.get());
    }

    /**
     * The origin of a branch of a multibranch project.
     *
     * @param revision the revision of the build
     * @param trusted the revision with trusted files: the same one, or another one for untrusted pull requests
     */
    record Origin(SCMSource source, SCMHead head, SCMRevision revision, SCMRevision trusted) {

        /** Whether the files of the revision are trusted. */
        boolean isTrusted() {
            return revision.equals(trusted);
        }

        /** Whether each agent merges the revision. */
        boolean isMerge() {
            return revision instanceof ChangeRequestSCMRevision<?> change && change.isMerge();
        }

        /** The commit of the build; empty for a merge, which has another ID on each agent. */
        Optional<String> commit() {
            if (revision instanceof PullRequestSCMRevision pull && !isMerge()) {
                return Optional.of(pull.getPullHash());
            }
            return revision instanceof SCMRevisionImpl commit ? Optional.of(commit.getHash()) : Optional.empty();
        }
    }
}
