package io.jenkins.plugins.mergeability.planning;

import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.proofs.Trust;
import java.util.Optional;
import jenkins.plugins.git.AbstractGitSCMSource.SCMRevisionImpl;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.mixin.ChangeRequestSCMRevision;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMRevision;

/**
 * What a build builds, as Jenkins knows it.
 *
 * @param remote the address of the repository; empty where Jenkins does not know it
 * @param scm how it is checked out, pinned to a revision where one is known beforehand
 * @param pinned whether it is
 * @param branch the branch that is built; empty for pull requests, for tags, and where it is not known
 * @param base what to compare with, unless that is the last proven commit of the branch
 * @param trust whether what is built is trusted
 * @param origin where it comes from; empty outside of multibranch projects
 */
record BuildSource(
        Optional<String> remote,
        Optional<SCM> scm,
        boolean pinned,
        Optional<String> branch,
        Optional<Base> base,
        Trust trust,
        Optional<Origin> origin) {

    /**
     * Where a branch of a multibranch project comes from.
     *
     * @param revision the revision that is built
     * @param trusted the revision whose files may be trusted: the same, or for untrusted pull requests another
     */
    record Origin(SCMSource source, SCMHead head, SCMRevision revision, SCMRevision trusted) {

        /** Whether the files of the revision that is built may be trusted. */
        boolean isTrusted() {
            return revision.equals(trusted);
        }

        /** Whether it is merged on each agent. */
        boolean isMerge() {
            return revision instanceof ChangeRequestSCMRevision<?> change && change.isMerge();
        }

        /**
         * The commit that is built, where that is known beforehand: what a merge gives has an id of its own on each
         * agent.
         */
        Optional<String> commit() {
            if (revision instanceof PullRequestSCMRevision pull && !isMerge()) {
                return Optional.of(pull.getPullHash());
            }
            return revision instanceof SCMRevisionImpl commit ? Optional.of(commit.getHash()) : Optional.empty();
        }
    }
}
