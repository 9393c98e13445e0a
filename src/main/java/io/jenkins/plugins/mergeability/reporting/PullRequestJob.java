package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.mergeability.engine.outbox.ReportSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMHead;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A job that builds a pull request at GitHub. */
@Restricted(NoExternalUse.class)
public record PullRequestJob(
        Job<?, ?> job, MultiBranchProject<?, ?> project, GitHubSCMSource source, PullRequestSCMHead head) {

    /** The open pull request that a job builds. If two jobs build it, only the one that decides. */
    public static Optional<PullRequestJob> of(Item item) {
        return builds(item).filter(pull -> !pull.hasTwin());
    }

    private static Optional<PullRequestJob> builds(Item item) {
        // The job of a closed pull request has no source any more.
        return item instanceof Job<?, ?> job
                        && job.getParent() instanceof MultiBranchProject<?, ?> project
                        && SCMHead.HeadByItem.findHead(job) instanceof PullRequestSCMHead head
                        && SCMSource.SourceByItem.findSource(job) instanceof GitHubSCMSource source
                ? Optional.of(new PullRequestJob(job, project, source, head))
                : Optional.empty();
    }

    /** The jobs for all open pull requests of a project. */
    public static List<PullRequestJob> in(MultiBranchProject<?, ?> project) {
        List<PullRequestJob> found = new ArrayList<>();
        for (Job<?, ?> job : project.getItems()) {
            of(job).ifPresent(found::add);
        }
        return found;
    }

    /** All multibranch projects. */
    public static List<MultiBranchProject<?, ?>> projects() {
        List<MultiBranchProject<?, ?>> projects = new ArrayList<>();
        for (MultiBranchProject<?, ?> project : Jenkins.get().allItems(MultiBranchProject.class)) {
            projects.add(project);
        }
        return projects;
    }

    public int number() {
        return head.getNumber();
    }

    /** The target branch. */
    public String target() {
        return head.getTarget().getName();
    }

    RepositoryLocation location() {
        return new RepositoryLocation(project.getFullName(), source.getRepoOwner(), source.getRepository());
    }

    /** The subject of its reports. */
    ReportSubject subject(String context) {
        return new ReportSubject(GithubHosts.account(source), location().toString(), number(), context);
    }

    /** Whether another job builds the merge of this pull request. A branch source can build both the head and the merge. */
    private boolean hasTwin() {
        if (head.getCheckoutStrategy() == ChangeRequestCheckoutStrategy.MERGE
                || !head.getName().endsWith("-head")) {
            return false;
        }
        String name = head.getName().substring(0, head.getName().length() - "head".length()) + "merge";
        Item twin = project.getItem(name);
        return twin != null
                && builds(twin).filter(other -> other.number() == number()).isPresent();
    }
}
