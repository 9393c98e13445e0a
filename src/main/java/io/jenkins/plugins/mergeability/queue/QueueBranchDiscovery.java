package io.jenkins.plugins.mergeability.queue;

import io.jenkins.plugins.mergeability.engine.github.QueueBranch;
import jenkins.scm.api.SCMHeadObserver;
import jenkins.scm.api.trait.SCMHeadPrefilter;
import jenkins.scm.api.trait.SCMSourceTrait;
import org.jenkinsci.plugins.github_branch_source.BranchDiscoveryTrait;
import org.jenkinsci.plugins.github_branch_source.BranchSCMHead;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSourceContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Whether a branch source discovers the branches of merge queues. */
@Restricted(NoExternalUse.class)
public final class QueueBranchDiscovery {

    private QueueBranchDiscovery() {}

    /** Whether a source discovers no branches, only those of pull requests, or none of this name. */
    public static boolean leavesOut(GitHubSCMSource source, QueueBranch branch) {
        GitHubSCMSourceContext context =
                new GitHubSCMSourceContext(null, SCMHeadObserver.none()).withTraits(source.getTraits());
        BranchDiscoveryTrait discovery = SCMSourceTrait.find(source.getTraits(), BranchDiscoveryTrait.class);
        if (!context.wantBranches()
                || discovery != null && discovery.getStrategyId() == BranchDiscoveryTrait.ONLY_PRS) {
            return true;
        }
        BranchSCMHead head = new BranchSCMHead(branch.name());
        for (SCMHeadPrefilter filter : context.prefilters()) {
            if (filter.isExcluded(source, head)) {
                return true;
            }
        }
        return false;
    }
}
