package io.jenkins.plugins.mergeability.planning;

import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.proofs.Trust;
import java.util.Optional;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;

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
record Subject(
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
    }
}
