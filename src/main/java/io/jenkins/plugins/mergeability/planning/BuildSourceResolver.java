package io.jenkins.plugins.mergeability.planning;

import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.engine.github.QueueBranch;
import io.jenkins.plugins.mergeability.proofs.Scope;
import io.jenkins.plugins.mergeability.queue.QueueJob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jenkins.plugins.git.AbstractGitSCMSource.SCMRevisionImpl;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadOrigin;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.metadata.PrimaryInstanceMetadataAction;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMRevision;
import jenkins.scm.api.mixin.TagSCMHead;
import org.jenkinsci.plugins.github_branch_source.BranchSCMHead;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMHead;

/** Resolves the source of a build: a pull request, a branch or a tag of a multibranch project, or the SCM of a plain job. */
final class BuildSourceResolver {

    private final Run<?, ?> run;
    private final TaskListener listener;

    private BuildSourceResolver(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    static BuildSource of(Run<?, ?> run, TaskListener listener) throws IOException, InterruptedException {
        SCMSource source = SCMSource.SourceByItem.findSource(run.getParent());
        SCMHead head = SCMHead.HeadByItem.findHead(run.getParent());
        return source == null || head == null
                ? PlainJobSource.of(run)
                : new BuildSourceResolver(run, listener).inMultibranch(source, head);
    }

    private BuildSource inMultibranch(SCMSource source, SCMHead head) throws IOException, InterruptedException {
        SCMRevision revision = revision(source, head);
        SCM scm = revision == null ? source.build(head) : source.build(head, revision);
        Optional<QueueJob> queue = QueueJob.of(run.getParent());
        boolean unremembered = head instanceof ChangeRequestSCMHead || head instanceof TagSCMHead || queue.isPresent();
        Optional<String> branch = unremembered ? Optional.empty() : Optional.of(head.getName());
        Optional<Base> base = Optional.empty();
        if (head instanceof ChangeRequestSCMHead request) {
            base = Optional.of(base(request, revision));
        } else if (queue.isPresent()) {
            base = Optional.of(base(source, queue.get().branch().target()));
        } else if (branch.isEmpty()) {
            base = Optional.of(new Base.None("the tag " + head.getName() + " has no earlier builds"));
        }
        Optional<BuildSource.Origin> origin = Optional.empty();
        if (revision != null) {
            origin = Optional.of(new BuildSource.Origin(source, head, revision, trusted(source, head, revision)));
        }
        Optional<String> untrusted = isTrusted(head, origin) ? Optional.empty() : Optional.of(name(head));
        Scope scope = scope(source, head, untrusted.isEmpty());
        return new BuildSource(
                remote(scm), Optional.of(scm), revision != null, branch, base, scope, untrusted, true, origin);
    }

    /** Resolves the revision once per build. It is not known yet if the script does not come from the source. */
    private SCMRevision revision(SCMSource source, SCMHead head) throws IOException, InterruptedException {
        SCMRevision known = SCMRevisionAction.getRevision(source, run);
        if (known != null) {
            return known;
        }
        SCMRevision tip = source.fetch(head, listener);
        if (tip != null) {
            run.addAction(new SCMRevisionAction(source, tip));
        }
        return tip;
    }

    private SCMRevision trusted(SCMSource source, SCMHead head, SCMRevision revision)
            throws PlanningException, InterruptedException {
        try {
            return source.getTrustedRevision(revision, listener);
        } catch (IOException e) {
            throw new PlanningException(
                    "cannot determine whether " + head.getName() + " is trusted: " + e.getMessage());
        }
    }

    private static Base base(ChangeRequestSCMHead head, SCMRevision revision) {
        String target = head.getTarget().getName();
        if (revision instanceof ChangeRequestSCMRevision<?> change
                && change.getTarget() instanceof SCMRevisionImpl commit) {
            return new Base.Commit(commit.getHash(), "the target commit of " + target, target, false);
        }
        return new Base.None("the target commit of " + target + " is unknown");
    }

    /**
     * The base of a merge queue's branch: its target branch. The branch is not compared with the entry below it, which may
     * fail and be merged nevertheless.
     */
    private Base base(SCMSource source, String target) throws InterruptedException {
        try {
            return source.fetch(new BranchSCMHead(target), listener) instanceof SCMRevisionImpl commit
                    ? new Base.Commit(commit.getHash(), "the commit of " + target, target, false)
                    : new Base.None("the target branch " + target + " was not found");
        } catch (IOException e) {
            return new Base.None("the commit of the target branch " + target + " is unknown: " + e.getMessage());
        }
    }

    private static boolean isTrusted(SCMHead head, Optional<BuildSource.Origin> origin) {
        return origin.isPresent()
                ? origin.get().isTrusted()
                : !(head instanceof ChangeRequestSCMHead) || head.getOrigin() == SCMHeadOrigin.DEFAULT;
    }

    private static String name(SCMHead head) {
        return head instanceof ChangeRequestSCMHead request ? "PR-" + request.getId() : head.getName();
    }

    /** The scope of a head. Its name contains a space if it is no branch, so it is never the name of a branch. */
    private Scope scope(SCMSource source, SCMHead head, boolean trusted) {
        boolean own = trusted && isInSameRepository(source, head);
        if (head instanceof ChangeRequestSCMHead request) {
            return new Scope(own ? Scope.Kind.BRANCH : Scope.Kind.PULL_REQUEST, "pull request " + request.getId());
        }
        if (!own) {
            return new Scope(Scope.Kind.PULL_REQUEST, "branch " + head.getName());
        }
        if (head instanceof TagSCMHead) {
            return new Scope(Scope.Kind.BRANCH, "tag " + head.getName());
        }
        if (QueueBranch.parse(head.getName()).isPresent()) {
            return new Scope(Scope.Kind.BRANCH, head.getName()); // whatever is configured: it is not merged yet
        }
        boolean primary = run.getParent().getAction(PrimaryInstanceMetadataAction.class) != null
                || Settings.of(run.getParent()).scopes().isPrimary(head.getName());
        return new Scope(primary ? Scope.Kind.PRIMARY : Scope.Kind.BRANCH, head.getName());
    }

    /** Whether only people with write access to the repository can change a head. */
    private static boolean isInSameRepository(SCMSource source, SCMHead head) {
        if (head.getOrigin() != SCMHeadOrigin.DEFAULT) {
            return false;
        }
        // The origin compares only owners, but a fork may have the same owner and another name.
        return !(head instanceof PullRequestSCMHead pull)
                || source instanceof GitHubSCMSource github
                        && github.getRepository().equalsIgnoreCase(pull.getSourceRepo());
    }

    /** The URL of the repository of a git SCM. */
    static Optional<String> remote(SCM scm) {
        if (!(scm instanceof GitSCM git)) {
            return Optional.empty();
        }
        List<UserRemoteConfig> remotes = git.getUserRemoteConfigs();
        return remotes.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(remotes.get(0).getUrl());
    }
}
