package io.jenkins.plugins.mergeability.planning;

import hudson.model.Run;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.outputs.OutputScope;
import io.jenkins.plugins.mergeability.proofs.Scope;
import io.jenkins.plugins.mergeability.record.Replays;
import java.util.Optional;
import jenkins.plugins.git.AbstractGitSCMSource.SCMRevisionImpl;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
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
 * @param scope the builds that share their outcomes with this one
 * @param untrusted the source, if the build gets no credentials of the map; empty for a trusted source
 * @param inMultibranch whether the job belongs to a multibranch project
 * @param origin the branch source and the revision; empty outside of multibranch projects, or if unknown
 */
record BuildSource(
        Optional<String> remote,
        Optional<SCM> scm,
        boolean pinned,
        Optional<String> branch,
        Optional<Base> base,
        Scope scope,
        Optional<String> untrusted,
        boolean inMultibranch,
        Optional<Origin> origin) {

    /** Which outputs a build may restore: those of primary branches, and its own. A Replay keeps its own to itself. */
    OutputScope outputScope(Run<?, ?> run, String repository) {
        if (Replays.isReplay(run)) {
            return OutputScope.other(repository, "replay " + run.getExternalizableId());
        }
        return scope.kind() == Scope.Kind.PRIMARY
                ? OutputScope.primary(repository)
                : OutputScope.other(repository, scope.toString());
    }

    /** Whether the map is read from the code that is built. A job outside of multibranch projects has no other. */
    boolean isOwnMapUsed() {
        return untrusted.isEmpty() || scope.kind() == Scope.Kind.JOB;
    }

    /** What remembers the last fully proven commit: a branch, or a branch of a job outside of multibranch projects. */
    Optional<String> baselineOwner() {
        return inMultibranch ? branch : branch.map(name -> name + " of the job " + scope.name());
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
