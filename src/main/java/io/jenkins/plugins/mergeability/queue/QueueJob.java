package io.jenkins.plugins.mergeability.queue;

import hudson.model.Item;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.engine.github.QueueBranch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github_branch_source.BranchSCMHead;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMHead;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A job that builds a branch of a merge queue at GitHub, whose target is a target of the project. */
@Restricted(NoExternalUse.class)
public record QueueJob(
        Job<?, ?> job,
        MultiBranchProject<?, ?> project,
        GitHubSCMSource source,
        BranchSCMHead head,
        QueueBranch branch) {

    /** The job of an item; empty if it builds anything else, or its branch does not exist any more. */
    public static Optional<QueueJob> of(Item item) {
        return named(item).flatMap(branch -> of((Job<?, ?>) item, branch));
    }

    private static Optional<QueueJob> of(Job<?, ?> job, QueueBranch branch) {
        if (!(SCMSource.SourceByItem.findSource(job) instanceof GitHubSCMSource source)) {
            return Optional.empty();
        }
        MultiBranchProject<?, ?> project = (MultiBranchProject<?, ?>) job.getParent();
        return isTarget(project, source, branch.target())
                ? Optional.of(
                        new QueueJob(job, project, source, (BranchSCMHead) SCMHead.HeadByItem.findHead(job), branch))
                : Optional.empty();
    }

    /** The jobs of a project for all branches of merge queues that exist. */
    public static List<QueueJob> in(MultiBranchProject<?, ?> project) {
        List<QueueJob> found = new ArrayList<>();
        for (Job<?, ?> job : project.getItems()) {
            of(job).ifPresent(found::add);
        }
        return found;
    }

    /** The branch of a merge queue that an item is named after, also if the branch does not exist any more. */
    static Optional<QueueBranch> named(Item item) {
        return item instanceof Job<?, ?> job
                        && job.getParent() instanceof MultiBranchProject
                        && SCMHead.HeadByItem.findHead(job) instanceof BranchSCMHead head
                ? QueueBranch.parse(head.getName())
                : Optional.empty();
    }

    /** Whether the project builds a branch, or pull requests for it, whoever asks. */
    private static boolean isTarget(MultiBranchProject<?, ?> project, GitHubSCMSource source, String branch) {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            for (Job<?, ?> job : project.getItems()) {
                SCMHead head = SCMHead.HeadByItem.findHead(job);
                boolean named = head instanceof BranchSCMHead && head.getName().equals(branch)
                        || head instanceof PullRequestSCMHead pull
                                && pull.getTarget().getName().equals(branch);
                if (named
                        && SCMSource.SourceByItem.findSource(job) instanceof GitHubSCMSource other
                        && other.getId().equals(source.getId())) {
                    return true;
                }
            }
            return false;
        }
    }
}
